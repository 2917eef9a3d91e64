import type { Hold, Holds } from '#libs/rights';
import type { Sql } from '../sql.js';

type HoldRow = {
  readonly request_id: string;
  readonly driver_id: string;
  readonly order_id: string | null;
  readonly decision_id: string | null;
  readonly placed_at_ms: number;
};

export class PostgresHolds implements Holds {
  constructor(private readonly sql: Sql) {}

  async place(holds: readonly Hold[]): Promise<void> {
    for (const hold of holds) {
      await this.sql(
        `INSERT INTO evidence_holds (request_id, driver_id, order_id, decision_id, placed_at_ms)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [hold.requestId, hold.driverId, hold.orderId, hold.decisionId, hold.placedAtMs],
      );
    }
  }

  async lift(requestId: string, atMs: number): Promise<void> {
    await this.sql(
      `UPDATE evidence_holds SET lifted_at_ms = $2
       WHERE request_id = $1 AND lifted_at_ms IS NULL`,
      [requestId, atMs],
    );
  }

  async heldDecisions(decisionIds: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.sql<{ id: string }>(
      `SELECT decision_id AS id FROM evidence_holds
       WHERE decision_id = ANY($1::text[]) AND lifted_at_ms IS NULL
       UNION
       SELECT decision.decision_id FROM decisions decision
       JOIN evidence_holds hold ON hold.order_id = decision.order_id AND hold.lifted_at_ms IS NULL
       WHERE decision.decision_id = ANY($1::text[])`,
      [decisionIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async heldOrders(orderIds: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.sql<{ id: string }>(
      `SELECT DISTINCT order_id AS id FROM evidence_holds
       WHERE order_id = ANY($1::text[]) AND lifted_at_ms IS NULL`,
      [orderIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async heldDrivers(driverIds: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.sql<{ id: string }>(
      `SELECT DISTINCT driver_id AS id FROM evidence_holds
       WHERE driver_id = ANY($1::text[]) AND lifted_at_ms IS NULL`,
      [driverIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async ofDriver(driverId: string): Promise<Hold[]> {
    const { rows } = await this.sql<HoldRow>(
      `SELECT request_id, driver_id, order_id, decision_id, placed_at_ms FROM evidence_holds
       WHERE driver_id = $1 AND lifted_at_ms IS NULL
       ORDER BY placed_at_ms, request_id, order_id, decision_id LIMIT 1000`,
      [driverId],
    );
    return rows.map((row) => ({
      requestId: row.request_id,
      driverId: row.driver_id,
      orderId: row.order_id,
      decisionId: row.decision_id,
      placedAtMs: row.placed_at_ms,
    }));
  }
}
