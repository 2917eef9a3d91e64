import { setTimeout as delay } from 'node:timers/promises';
import type { Order, Rounds } from '#libs/dispatch';
import { orderOf, type OrderRow } from './order-row.js';
import type { Sql } from './sql.js';

/** An order's own step, which finds the market taken, is over in less. */
const HELD_RETRIES = 5;
const HELD_RETRY_MS = 10;

export class PostgresRounds implements Rounds {
  constructor(private readonly sql: Sql) {}

  async take(cityCode: string, limit: number): Promise<Order[] | null> {
    // Freed with the transaction, whatever ends it; a row's lock would first have to be made, and
    // to make it would wait for whoever is making it.
    const { rows: market } = await this.sql<{ free: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('round:' || $1, 0)) AS free`,
      [cityCode],
    );
    if (market[0]?.free !== true) return null;
    let taken = await this.notHeld(cityCode, limit);
    for (let tries = 0; tries < HELD_RETRIES; tries += 1) {
      if (taken.length >= Math.min(await this.open(cityCode), limit)) break;
      await delay(HELD_RETRY_MS);
      taken = await this.notHeld(cityCode, limit);
    }
    return taken;
  }

  private async notHeld(cityCode: string, limit: number): Promise<Order[]> {
    const { rows } = await this.sql<OrderRow>(
      `SELECT o.*, (
         SELECT json_object_agg(d.kind, json_build_object(
           'reference', d.reference, 'sha256', d.sha256, 'state', d.state))
         FROM order_documents d WHERE d.order_id = o.order_id
       ) AS documents
       FROM orders o
       WHERE o.status = 'open' AND o.mode = 'round' AND o.loading_city_code = $1
       ORDER BY o.posted_at_ms, o.order_id LIMIT $2
       FOR NO KEY UPDATE OF o SKIP LOCKED`,
      [cityCode, limit],
    );
    return rows.map(orderOf);
  }

  private async open(cityCode: string): Promise<number> {
    const { rows } = await this.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM orders
       WHERE status = 'open' AND mode = 'round' AND loading_city_code = $1`,
      [cityCode],
    );
    return rows[0]?.n ?? 0;
  }
}
