import type { WakeKind, WakeUp, WakeUps } from '#libs/dispatch';
import type { Sql } from './sql.js';

type WakeUpRow = {
  readonly order_id: string;
  readonly kind: WakeKind;
  readonly due_at_ms: number;
  readonly attempts: number;
  readonly fence: string;
};

/** `attempts` counts how often this step was taken, the taking in hand included. */
export class PostgresWakeUps implements WakeUps {
  constructor(private readonly sql: Sql) {}

  /** Clears the fence: a taker of the step before can no longer put anything back. */
  async set(
    orderId: string,
    { kind, dueAtMs }: { kind: WakeKind; dueAtMs: number },
  ): Promise<void> {
    await this.sql(
      `INSERT INTO wake_ups (order_id, kind, due_at_ms) VALUES ($1, $2, $3)
       ON CONFLICT (order_id) DO UPDATE
       SET kind = excluded.kind, due_at_ms = excluded.due_at_ms,
         attempts = 0, lease_until_ms = 0, fence = NULL`,
      [orderId, kind, dueAtMs],
    );
  }

  async clear(orderId: string): Promise<void> {
    await this.sql('DELETE FROM wake_ups WHERE order_id = $1', [orderId]);
  }

  /**
   * The inner query runs once, whatever plan is chosen, because a query that locks is never
   * inlined.
   */
  async take(options: {
    nowMs: number;
    leaseMs: number;
    limit: number;
    fence: string;
  }): Promise<WakeUp[]> {
    const { rows } = await this.sql<WakeUpRow>(
      `WITH due AS MATERIALIZED (
         SELECT order_id FROM wake_ups WHERE ready_at_ms <= $1
         ORDER BY ready_at_ms, order_id LIMIT $3 FOR UPDATE SKIP LOCKED
       ), taken AS (
         UPDATE wake_ups w
         SET attempts = attempts + 1, lease_until_ms = $1::bigint + $2::bigint, fence = $4
         FROM due WHERE w.order_id = due.order_id
         RETURNING w.order_id, w.kind, w.due_at_ms, w.attempts, w.fence
       )
       SELECT * FROM taken ORDER BY due_at_ms, order_id`,
      [options.nowMs, options.leaseMs, options.limit, options.fence],
    );
    return rows.map((row) => ({
      orderId: row.order_id,
      kind: row.kind,
      dueAtMs: row.due_at_ms,
      attempts: row.attempts,
      fence: row.fence,
    }));
  }

  async holds({ orderId, fence }: Pick<WakeUp, 'orderId' | 'fence'>): Promise<boolean> {
    const { rows } = await this.sql('SELECT 1 FROM wake_ups WHERE order_id = $1 AND fence = $2', [
      orderId,
      fence,
    ]);
    return rows.length === 1;
  }

  async postpone(wakeUp: WakeUp, dueAtMs: number): Promise<void> {
    await this.sql(
      `UPDATE wake_ups SET due_at_ms = $3, lease_until_ms = 0, fence = NULL
       WHERE order_id = $1 AND fence = $2`,
      [wakeUp.orderId, wakeUp.fence, dueAtMs],
    );
  }

  /**
   * Never later than it was, and never before a promised moment: an award waits for the end of the
   * window that drivers were told, an expiry for the order's own end.
   */
  async hurry(cityCode: string, dueAtMs: number): Promise<void> {
    await this.sql(
      `UPDATE wake_ups w
       SET due_at_ms = GREATEST($2::bigint, CASE w.kind
         WHEN 'award' THEN LEAST(o.collect_until_ms, o.expires_at_ms)
         WHEN 'expire' THEN o.expires_at_ms END)
       FROM orders o
       WHERE o.order_id = w.order_id AND o.status = 'open' AND $1 IN (o.loading_city_code, '*')
         AND w.due_at_ms > GREATEST($2::bigint, CASE w.kind
           WHEN 'award' THEN LEAST(o.collect_until_ms, o.expires_at_ms)
           WHEN 'expire' THEN o.expires_at_ms END)`,
      [cityCode, dueAtMs],
    );
  }

  async hurryOffers(orderIds: readonly string[], dueAtMs: number): Promise<void> {
    if (orderIds.length === 0) return;
    await this.sql(
      `WITH idle AS MATERIALIZED (
         SELECT order_id FROM wake_ups w
         WHERE order_id = ANY($1) AND kind = 'offer' AND due_at_ms > $2
           AND NOT EXISTS (
             SELECT FROM order_offers o WHERE o.order_id = w.order_id AND o.state = 'open')
         ORDER BY order_id FOR UPDATE SKIP LOCKED
       )
       UPDATE wake_ups w SET due_at_ms = $2 FROM idle WHERE w.order_id = idle.order_id`,
      [orderIds, dueAtMs],
    );
  }

  async nextDueAtMs(): Promise<number | null> {
    const { rows } = await this.sql<{ next_ms: number | null }>(
      'SELECT min(ready_at_ms) AS next_ms FROM wake_ups',
    );
    return rows[0]?.next_ms ?? null;
  }
}
