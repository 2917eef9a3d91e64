import type { Idempotency } from '#libs/dispatch';
import { DatabaseFault } from './fault.js';
import type { Sql } from './sql.js';

type KeyRow = {
  readonly fingerprint: string;
  readonly status: number | null;
  readonly body: string | null;
};

export class PostgresIdempotency implements Idempotency {
  constructor(private readonly sql: Sql) {}

  /**
   * The insert waits for a transaction that holds the same key: when that one commits, its answer
   * is read by the second statement; when it rolls back, the key was never used and is ours.
   */
  async take(key: {
    scope: string;
    key: string;
    fingerprint: string;
    atMs: number;
  }): Promise<
    { kind: 'fresh' } | { kind: 'done'; status: number; body: string } | { kind: 'mismatch' }
  > {
    const { count } = await this.sql(
      `INSERT INTO idempotency_keys (scope, key, fingerprint, at_ms) VALUES ($1, $2, $3, $4)
       ON CONFLICT (scope, key) DO NOTHING`,
      [key.scope, key.key, key.fingerprint, key.atMs],
    );
    if (count === 1) return { kind: 'fresh' };
    const { rows } = await this.sql<KeyRow>(
      'SELECT fingerprint, status, body FROM idempotency_keys WHERE scope = $1 AND key = $2',
      [key.scope, key.key],
    );
    const kept = rows[0];
    if (kept === undefined) {
      // Purged between the two statements: run again, and the key is fresh.
      throw new DatabaseFault('an idempotency key was purged while it was taken', '40001', null);
    }
    if (kept.fingerprint !== key.fingerprint) return { kind: 'mismatch' };
    if (kept.status === null || kept.body === null) {
      throw new Error('an idempotency key was committed without its answer');
    }
    return { kind: 'done', status: kept.status, body: kept.body };
  }

  async store(
    { scope, key }: { scope: string; key: string },
    { status, body }: { status: number; body: string },
  ): Promise<void> {
    const { count } = await this.sql(
      `UPDATE idempotency_keys SET status = $3, body = $4
       WHERE scope = $1 AND key = $2 AND status IS NULL`,
      [scope, key, status, body],
    );
    if (count !== 1)
      throw new Error('expected a key taken in this transaction and not yet answered');
  }

  async purge(beforeMs: number): Promise<number> {
    const { count } = await this.sql('DELETE FROM idempotency_keys WHERE at_ms < $1', [beforeMs]);
    return count;
  }
}
