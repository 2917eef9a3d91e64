import type { OrderStatus, Stats } from '#libs/dispatch';
import type { Sql } from './sql.js';

type Counts = Awaited<ReturnType<Stats['counts']>>;
type CountRow = Omit<Counts, 'ordersByStatus'> & {
  readonly ordersByStatus: Counts['ordersByStatus'] | null;
};

export class PostgresStats implements Stats {
  constructor(private readonly sql: Sql) {}

  /**
   * One statement, so all numbers are of one moment. Reads whole tables: for a demo's end, not a
   * probe.
   */
  async counts(): Promise<Counts> {
    const { rows } = await this.sql<CountRow>(
      `SELECT
         (SELECT count(*) FROM drivers) AS "drivers",
         (SELECT count(*) FROM drivers WHERE on_duty) AS "driversOnDuty",
         (SELECT count(*) FROM orders) AS "orders",
         (SELECT json_object_agg(status, n)
            FROM (SELECT status, count(*) AS n FROM orders GROUP BY status) s) AS "ordersByStatus",
         (SELECT count(DISTINCT order_id) FROM assignments) AS "awarded",
         (SELECT count(*) FROM decisions) AS "decisions",
         (SELECT count(*) FROM decision_drivers) AS "explanations",
         (SELECT count(*) FROM grabs) AS "grabs",
         (SELECT count(*) FROM outbox) AS "outbox",
         (SELECT count(*) FROM outbox WHERE published_at_ms IS NULL) AS "outboxUnpublished"`,
    );
    const row = rows[0];
    if (row === undefined) throw new Error('a count without a row');
    const ordersByStatus: Partial<Record<OrderStatus, number>> = row.ordersByStatus ?? {};
    return { ...row, ordersByStatus };
  }
}
