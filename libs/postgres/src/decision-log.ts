import { leafHash } from '#libs/explanations';
import type { Run } from '#libs/explanations';
import type { DecisionLog, Disclosure, SignedCheckpoint } from '#libs/dispatch';
import { contentIn, rowSecrets } from './sealed-row.js';
import { insertInto, type Sql } from './sql.js';
import type { SubjectKeys } from './subject-keys.js';

/** Any fixed number will do; this one spells LEAF on a telephone. */
const LOG_LOCK_KEY = 73_533;

type CheckpointRow = {
  readonly origin: string;
  readonly size: number;
  readonly note: string;
  readonly vkey: string;
  readonly signed_at_ms: number;
};

export class PostgresDecisionLog implements DecisionLog {
  constructor(
    private readonly sql: Sql,
    private readonly keys: SubjectKeys,
  ) {}

  async lead(): Promise<boolean> {
    const { rows } = await this.sql<{ led: boolean }>(
      'SELECT pg_try_advisory_xact_lock($1) AS led',
      [LOG_LOCK_KEY],
    );
    return rows[0]?.led === true;
  }

  async sequence(from: number, limit: number): Promise<number> {
    const { count } = await this.sql(
      `UPDATE log_leaves l SET leaf_index = next.leaf_index
       FROM (
         SELECT decision_id,
           row_number() OVER (ORDER BY written_at_ms, decision_id) - 1 + $1::bigint AS leaf_index
         FROM (
           SELECT decision_id, written_at_ms FROM log_leaves WHERE leaf_index IS NULL
           ORDER BY written_at_ms, decision_id LIMIT $2
         ) waiting
       ) next
       WHERE l.decision_id = next.decision_id`,
      [from, limit],
    );
    return count;
  }

  async size(): Promise<number> {
    const { rows } = await this.sql<{ size: number }>(
      'SELECT COALESCE(max(leaf_index) + 1, 0) AS size FROM log_leaves',
    );
    return rows[0]?.size ?? 0;
  }

  async leaf(decisionId: string): Promise<{ root: Uint8Array; index: number | null } | null> {
    const { rows } = await this.sql<{ root: Buffer; leaf_index: number | null }>(
      'SELECT root, leaf_index FROM log_leaves WHERE decision_id = $1',
      [decisionId],
    );
    const [row] = rows;
    return row === undefined ? null : { root: row.root, index: row.leaf_index };
  }

  async hashes({ height, from, to }: Run): Promise<Uint8Array[]> {
    const { rows } = await this.sql<{ hash: Buffer }>(
      height === 0
        ? `SELECT root AS hash FROM log_leaves
           WHERE $1 = 0 AND leaf_index >= $2 AND leaf_index < $3 ORDER BY leaf_index`
        : `SELECT hash FROM log_nodes
           WHERE height = $1 AND node_index >= $2 AND node_index < $3 ORDER BY node_index`,
      [height, from, to],
    );
    return rows.map(({ hash }) => (height === 0 ? leafHash(hash) : hash));
  }

  async keepHashes({ height, from }: Run, hashes: readonly Uint8Array[]): Promise<void> {
    await this.sql(
      `INSERT INTO log_nodes (height, node_index, hash)
       SELECT $1, $2::bigint + place - 1, hash
       FROM unnest($3::bytea[]) WITH ORDINALITY AS n (hash, place)`,
      [height, from, hashes.map((hash) => Buffer.from(hash))],
    );
  }

  async addCheckpoint(checkpoint: SignedCheckpoint): Promise<void> {
    await this.sql(
      ...insertInto('log_checkpoints', {
        origin: checkpoint.origin,
        size: checkpoint.size,
        note: checkpoint.note,
        vkey: checkpoint.vkey,
        signed_at_ms: checkpoint.signedAtMs,
      }),
    );
  }

  async newestCheckpoint(origin?: string): Promise<SignedCheckpoint | null> {
    const { rows } =
      origin === undefined
        ? await this.sql<CheckpointRow>(
            'SELECT * FROM log_checkpoints ORDER BY number DESC LIMIT 1',
          )
        : await this.sql<CheckpointRow>(
            'SELECT * FROM log_checkpoints WHERE origin = $1 ORDER BY size DESC LIMIT 1',
            [origin],
          );
    return rows[0] === undefined ? null : checkpointOf(rows[0]);
  }

  async checkpointOf(origin: string, size: number): Promise<SignedCheckpoint | null> {
    const { rows } = await this.sql<CheckpointRow>(
      'SELECT * FROM log_checkpoints WHERE origin = $1 AND size = $2',
      [origin, size],
    );
    return rows[0] === undefined ? null : checkpointOf(rows[0]);
  }

  async disclosure(decisionId: string, driverId: string): Promise<Disclosure | null> {
    const { rows } = await this.sql<{
      driver_id: string;
      position: number;
      sealed: Buffer | null;
      commitment: Buffer;
      bundle_commitment: Buffer;
    }>(
      `SELECT r.driver_id, r.position, r.commitment, d.bundle_commitment,
         CASE WHEN r.driver_id = $2 AND r.reduced_at_ms IS NULL THEN r.sealed END AS sealed
       FROM decision_drivers r JOIN decisions d USING (decision_id)
       WHERE r.decision_id = $1 AND d.root IS NOT NULL ORDER BY r.position`,
      [decisionId, driverId],
    );
    const own = rows.find((row) => row.driver_id === driverId);
    const key = (await this.keys.known(this.sql, [driverId])).get(driverId);
    if (own === undefined || own.sealed === null || key === undefined) return null;
    const secrets = rowSecrets(key, decisionId);
    return {
      sealed: own.sealed,
      rowKey: secrets.key,
      salt: secrets.salt,
      record: contentIn(secrets, decisionId, own.sealed),
      position: own.position,
      commitments: [own.bundle_commitment, ...rows.map(({ commitment }) => commitment)],
    };
  }

  async waiting(): Promise<{ leaves: number; sinceMs: number | null }> {
    const { rows } = await this.sql<{ leaves: number; since_ms: number | null }>(
      `SELECT count(*) AS leaves, min(written_at_ms) AS since_ms
       FROM log_leaves WHERE leaf_index IS NULL`,
    );
    return { leaves: rows[0]?.leaves ?? 0, sinceMs: rows[0]?.since_ms ?? null };
  }
}

const checkpointOf = ({ signed_at_ms, ...row }: CheckpointRow): SignedCheckpoint => ({
  origin: row.origin,
  size: row.size,
  note: row.note,
  vkey: row.vkey,
  signedAtMs: signed_at_ms,
});
