import type { Decline, Declines } from '#libs/dispatch';
import { insertInto, type Sql } from './sql.js';

type DeclineRow = {
  readonly order_id: string;
  readonly driver_id: string;
  readonly reason: Decline['reason'];
  readonly at_ms: number;
  readonly order_version: number;
  readonly freight_fen: number;
  readonly loading_from_ms: number;
  readonly loading_until_ms: number;
  readonly unloading_from_ms: number;
  readonly unloading_until_ms: number;
};

export class PostgresDeclines implements Declines {
  constructor(private readonly sql: Sql) {}

  async add({ loadingWindow, unloadingWindow, ...decline }: Decline): Promise<void> {
    const terms = {
      reason: decline.reason,
      at_ms: decline.atMs,
      order_version: decline.orderVersion,
      freight_fen: decline.freightFen,
      loading_from_ms: loadingWindow.fromMs,
      loading_until_ms: loadingWindow.untilMs,
      unloading_from_ms: unloadingWindow.fromMs,
      unloading_until_ms: unloadingWindow.untilMs,
    };
    const [insert, values] = insertInto('declines', {
      order_id: decline.orderId,
      driver_id: decline.driverId,
      ...terms,
    });
    const columns = Object.keys(terms);
    await this.sql(
      `${insert} ON CONFLICT (order_id, driver_id) DO UPDATE
       SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
      values,
    );
  }

  async ofOrder(orderId: string): Promise<Decline[]> {
    const { rows } = await this.sql<DeclineRow>(
      'SELECT * FROM declines WHERE order_id = $1 ORDER BY driver_id',
      [orderId],
    );
    return rows.map(declineOf);
  }

  async ofDriver(driverId: string): Promise<Decline[]> {
    const { rows } = await this.sql<DeclineRow>(
      'SELECT * FROM declines WHERE driver_id = $1 ORDER BY at_ms DESC, order_id LIMIT 1000',
      [driverId],
    );
    return rows.map(declineOf);
  }
}

const declineOf = (row: DeclineRow): Decline => ({
  orderId: row.order_id,
  driverId: row.driver_id,
  reason: row.reason,
  atMs: row.at_ms,
  orderVersion: row.order_version,
  freightFen: row.freight_fen,
  loadingWindow: { fromMs: row.loading_from_ms, untilMs: row.loading_until_ms },
  unloadingWindow: { fromMs: row.unloading_from_ms, untilMs: row.unloading_until_ms },
});
