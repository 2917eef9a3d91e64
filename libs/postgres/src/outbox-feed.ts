import type { RelayLock } from './relay-lock.js';
import type { Sql } from './sql.js';

export type OutboxRow = {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly atMs: number;
  /** The event's data as JSON text. */
  readonly payload: string;
  readonly requestId: string | null;
};

/**
 * The relay's side of the outbox. One relay at a time, by `lock`; it publishes what is unpublished
 * in the order of `seq` and marks what the broker has acknowledged.
 *
 * Order: `seq` is drawn before the commit, so a row may appear after higher numbers were published;
 * it is unpublished and therefore found, and nothing is skipped. Between keys the order may so
 * differ from that of the commits; within a key it cannot, because events about an order or a
 * driver are written under the lock of its row, so the earlier one is committed before the later
 * one has a number. To keep it, the relay must not publish a later row of a key whose earlier one
 * was not acknowledged.
 */
export interface OutboxFeed {
  /** Null while another process holds it. */
  lock(): Promise<RelayLock | null>;
  /** Neither published nor dead. */
  unpublished(limit: number): Promise<readonly OutboxRow[]>;
  /** Marking twice keeps the first mark; ids it does not know are passed over. */
  markPublished(
    rows: readonly { readonly id: string; readonly streamSeq: number }[],
    atMs: number,
  ): Promise<void>;
  /** Will never be published; kept with the reason. */
  markDead(id: string, reason: string, atMs: number): Promise<void>;
  /** Up to where the stream has been compared with the outbox; 0 at first. */
  streamCursor(): Promise<number>;
  setStreamCursor(streamSeq: number): Promise<void>;
  lag(): Promise<OutboxLag>;
  /**
   * Published before a moment, at most `limit`; answers how many went, so that the caller can go
   * on.
   */
  deleteOlderThan(publishedBeforeMs: number, limit: number): Promise<number>;
}

export type OutboxLag = {
  readonly waiting: number;
  readonly oldestAtMs: number | null;
  readonly dead: number;
};

export class PostgresOutboxFeed implements OutboxFeed {
  constructor(
    private readonly sql: Sql,
    private readonly lockRelay: () => Promise<RelayLock | null>,
  ) {}

  lock(): Promise<RelayLock | null> {
    return this.lockRelay();
  }

  async unpublished(limit: number): Promise<readonly OutboxRow[]> {
    const { rows } = await this.sql<OutboxRow>(
      `SELECT seq, id, type, key, at_ms AS "atMs", payload, request_id AS "requestId"
       FROM outbox WHERE published_at_ms IS NULL AND dead_at_ms IS NULL ORDER BY seq LIMIT $1`,
      [limit],
    );
    return rows;
  }

  /** What was put aside and stands in the stream after all is no longer dead. */
  async markPublished(
    rows: readonly { readonly id: string; readonly streamSeq: number }[],
    atMs: number,
  ): Promise<void> {
    if (rows.length === 0) return;
    await this.sql(
      `UPDATE outbox o
       SET published_at_ms = $3, stream_seq = p.stream_seq, dead_at_ms = NULL, dead_reason = NULL
       FROM unnest($1::text[], $2::bigint[]) AS p (id, stream_seq)
       WHERE o.id = p.id AND o.published_at_ms IS NULL`,
      [rows.map(({ id }) => id), rows.map(({ streamSeq }) => streamSeq), atMs],
    );
  }

  async markDead(id: string, reason: string, atMs: number): Promise<void> {
    await this.sql(
      `UPDATE outbox SET dead_at_ms = $3, dead_reason = $2
       WHERE id = $1 AND published_at_ms IS NULL AND dead_at_ms IS NULL`,
      [id, reason, atMs],
    );
  }

  async streamCursor(): Promise<number> {
    const { rows } = await this.sql<{ stream_cursor: number }>(
      'SELECT stream_cursor FROM relay_state',
    );
    return rows[0]?.stream_cursor ?? 0;
  }

  async setStreamCursor(streamSeq: number): Promise<void> {
    await this.sql('UPDATE relay_state SET stream_cursor = $1, changed_at_ms = paidan_now_ms()', [
      streamSeq,
    ]);
  }

  async lag(): Promise<OutboxLag> {
    const { rows } = await this.sql<OutboxLag>(
      `SELECT count(*) AS waiting, min(at_ms) AS "oldestAtMs",
         (SELECT count(*) FROM outbox WHERE dead_at_ms IS NOT NULL) AS dead
       FROM outbox WHERE published_at_ms IS NULL AND dead_at_ms IS NULL`,
    );
    return rows[0] ?? { waiting: 0, oldestAtMs: null, dead: 0 };
  }

  async deleteOlderThan(publishedBeforeMs: number, limit: number): Promise<number> {
    const { count } = await this.sql(
      `DELETE FROM outbox WHERE seq IN (
         SELECT seq FROM outbox WHERE published_at_ms < $1 ORDER BY published_at_ms LIMIT $2)`,
      [publishedBeforeMs, limit],
    );
    return count;
  }
}
