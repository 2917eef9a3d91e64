import type { Pair, Pairs, PairSide } from '#libs/dispatch';
import type { Sql } from './sql.js';

type PairRow = {
  readonly shipper_id: string;
  readonly driver_id: string;
  readonly by: Pair['by'];
  readonly kind: Pair['kind'];
  readonly at_ms: number;
};

const OF_DRIVER_MAX = 10_000;

/** Whose column is whose: the one who speaks, and the one he speaks of. */
const COLUMNS: Readonly<Record<PairSide, { readonly own: string; readonly other: string }>> = {
  shipper: { own: 'shipper_id', other: 'driver_id' },
  driver: { own: 'driver_id', other: 'shipper_id' },
};

export class PostgresPairs implements Pairs {
  constructor(private readonly sql: Sql) {}

  async put({ shipperId, driverId, by, kind, atMs }: Pair): Promise<void> {
    await this.sql(
      `INSERT INTO pairs (shipper_id, driver_id, by, kind, at_ms) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (shipper_id, driver_id, by) DO UPDATE
       SET kind = excluded.kind, at_ms = excluded.at_ms`,
      [shipperId, driverId, by, kind, atMs],
    );
  }

  async clear({
    shipperId,
    driverId,
    by,
  }: Pick<Pair, 'shipperId' | 'driverId' | 'by'>): Promise<boolean> {
    const { count } = await this.sql(
      'DELETE FROM pairs WHERE shipper_id = $1 AND driver_id = $2 AND by = $3',
      [shipperId, driverId, by],
    );
    return count > 0;
  }

  async by(
    side: PairSide,
    id: string,
    { after, limit }: { readonly after: string | null; readonly limit: number },
  ): Promise<Pair[]> {
    const { own, other } = COLUMNS[side];
    const { rows } = await this.sql<PairRow>(
      `SELECT * FROM pairs
       WHERE ${own} = $1 AND by = $2 AND ($3::text IS NULL OR ${other} > $3)
       ORDER BY ${other} LIMIT $4`,
      [id, side, after, limit],
    );
    return rows.map(pairOf);
  }

  async countBy(side: PairSide, id: string): Promise<number> {
    const { rows } = await this.sql<{ count: number }>(
      `SELECT count(*) AS count FROM pairs WHERE ${COLUMNS[side].own} = $1 AND by = $2`,
      [id, side],
    );
    return rows[0]?.count ?? 0;
  }

  async withShipper(shipperId: string, driverIds: readonly string[]): Promise<Pair[]> {
    const { rows } = await this.sql<PairRow>(
      'SELECT * FROM pairs WHERE shipper_id = $1 AND driver_id = ANY($2)',
      [shipperId, driverIds],
    );
    return rows.map(pairOf);
  }

  async withDriver(driverId: string): Promise<Pair[]> {
    const { rows } = await this.sql<PairRow>(
      'SELECT * FROM pairs WHERE driver_id = $1 ORDER BY shipper_id, by LIMIT $2',
      [driverId, OF_DRIVER_MAX],
    );
    return rows.map(pairOf);
  }

  async metBefore(shipperId: string, driverId: string): Promise<boolean> {
    const { count } = await this.sql(
      `SELECT FROM assignments a JOIN orders o USING (order_id)
       WHERE a.driver_id = $2 AND o.shipper_id = $1 LIMIT 1`,
      [shipperId, driverId],
    );
    return count > 0;
  }
}

const pairOf = (row: PairRow): Pair => ({
  shipperId: row.shipper_id,
  driverId: row.driver_id,
  by: row.by,
  kind: row.kind,
  atMs: row.at_ms,
});
