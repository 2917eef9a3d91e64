import type { GaveBackCause, Grab, Grabs } from '#libs/dispatch';
import { DatabaseFault } from './fault.js';
import type { Sql } from './sql.js';

type GrabRow = {
  readonly order_id: string;
  readonly round: number;
  readonly driver_id: string;
  readonly sequence: number;
  readonly at_ms: number;
  readonly state: Grab['state'];
};

export class PostgresGrabs implements Grabs {
  constructor(private readonly sql: Sql) {}

  /**
   * The order's lock makes grabs of one round take turns, so the next number is the last plus one.
   */
  async add({
    orderId,
    round,
    driverId,
    atMs,
  }: Omit<Grab, 'sequence' | 'state'>): Promise<{ grab: Grab; isNew: boolean }> {
    const { rows } = await this.sql<GrabRow>(
      `INSERT INTO grabs (order_id, round, driver_id, sequence, at_ms, state)
       SELECT $1::text, $2::integer, $3::text, COALESCE(max(sequence), 0) + 1, $4::bigint, 'open'
       FROM grabs WHERE order_id = $1 AND round = $2
       ON CONFLICT (order_id, round, driver_id) DO NOTHING RETURNING *`,
      [orderId, round, driverId, atMs],
    );
    if (rows[0] !== undefined) return { grab: grabOf(rows[0]), isNew: true };
    const grab = await this.find(orderId, round, driverId);
    // Taken by a transaction that rolled back meanwhile, which the order's lock rules out.
    if (grab === null) throw new DatabaseFault('a grab was neither added nor found', '40001', null);
    return { grab, isNew: false };
  }

  async ofRound(orderId: string, round: number): Promise<Grab[]> {
    const { rows } = await this.sql<GrabRow>(
      'SELECT * FROM grabs WHERE order_id = $1 AND round = $2 ORDER BY sequence',
      [orderId, round],
    );
    return rows.map(grabOf);
  }

  async find(orderId: string, round: number, driverId: string): Promise<Grab | null> {
    const { rows } = await this.sql<GrabRow>(
      'SELECT * FROM grabs WHERE order_id = $1 AND round = $2 AND driver_id = $3',
      [orderId, round, driverId],
    );
    return rows[0] === undefined ? null : grabOf(rows[0]);
  }

  async setState(
    orderId: string,
    round: number,
    driverIds: readonly string[],
    state: Grab['state'],
  ): Promise<void> {
    if (driverIds.length === 0) return;
    await this.sql(
      `UPDATE grabs SET state = $4
       WHERE order_id = $1 AND round = $2 AND driver_id = ANY($3) AND state <> $4`,
      [orderId, round, driverIds, state],
    );
  }

  /** Each count by the index that holds it: nothing bounds how old an open grab is. */
  async countOf(driverId: string, sinceMs: number): Promise<{ since: number; open: number }> {
    const { rows } = await this.sql<{ since: number; open: number }>(
      `SELECT
         (SELECT count(*) FROM grabs WHERE driver_id = $1 AND at_ms >= $2) AS since,
         (SELECT count(*) FROM grabs WHERE driver_id = $1 AND state = 'open') AS open`,
      [driverId, sinceMs],
    );
    return rows[0] ?? { since: 0, open: 0 };
  }

  /** Who gave it back twice is listed once, with his latest cause. */
  async gaveBack(orderId: string): Promise<{ driverId: string; cause: GaveBackCause }[]> {
    const { rows } = await this.sql<{ driver_id: string; cause: GaveBackCause }>(
      `SELECT DISTINCT ON (driver_id) driver_id, cause FROM assignments
       WHERE order_id = $1 AND cause IN ('driver_cancelled', 'not_confirmed')
       ORDER BY driver_id, assignment_id DESC`,
      [orderId],
    );
    return rows.map(({ driver_id, cause }) => ({ driverId: driver_id, cause }));
  }

  /** Newest first, then turned round: of two causes for one order the later one stays. */
  async gaveBackBy(driverId: string): Promise<ReadonlyMap<string, GaveBackCause>> {
    const { rows } = await this.sql<{ order_id: string; cause: GaveBackCause }>(
      `SELECT order_id, cause FROM assignments
       WHERE driver_id = $1 AND cause IN ('driver_cancelled', 'not_confirmed')
       ORDER BY assignment_id DESC LIMIT 1000`,
      [driverId],
    );
    return new Map(rows.toReversed().map(({ order_id, cause }) => [order_id, cause]));
  }
}

const grabOf = (row: GrabRow): Grab => ({
  orderId: row.order_id,
  round: row.round,
  driverId: row.driver_id,
  sequence: row.sequence,
  atMs: row.at_ms,
  state: row.state,
});
