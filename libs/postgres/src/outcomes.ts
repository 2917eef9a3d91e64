import type { GivenRating, Outcome, Outcomes, Rating } from '#libs/dispatch';
import type { CargoKind } from '#libs/matcher';
import type { Sql } from './sql.js';

type OutcomeRow = {
  readonly outcome_id: string;
  readonly driver_id: string;
  readonly kind: Outcome['kind'];
  readonly on_time: boolean | null;
  readonly from_city_code: string;
  readonly to_city_code: string;
  readonly shipper_id: string;
  readonly cargo_kind: CargoKind | null;
  readonly at_ms: number;
  readonly origin: Outcome['origin'];
  readonly order_id: string | null;
};

export class PostgresOutcomes implements Outcomes {
  constructor(private readonly sql: Sql) {}

  async lock(driverIds: readonly string[]): Promise<void> {
    await this.sql(
      `SELECT FROM drivers WHERE driver_id = ANY($1) ORDER BY driver_id FOR NO KEY UPDATE`,
      [[...new Set(driverIds)]],
    );
  }

  /**
   * The drivers are locked in the order of their ids before anything is written, so that two
   * imports that share drivers take turns. Only the profile's version rises: the fence of a claim
   * guards what a driver may carry and agreed to, and a finished order elsewhere must not cost him
   * this one.
   */
  async add(outcomes: readonly Outcome[]): Promise<number> {
    if (outcomes.length === 0) return 0;
    const driverIds = outcomes.map(({ driverId }) => driverId);
    await this.lock(driverIds);
    const { rows } = await this.sql<{ added: number }>(
      `WITH added AS (
         INSERT INTO outcomes (outcome_id, driver_id, kind, on_time, from_city_code, to_city_code,
           shipper_id, at_ms, origin, order_id, cargo_kind)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::text[],
           $6::text[], $7::text[], $8::bigint[], $9::text[], $10::text[], $11::text[])
         ON CONFLICT (outcome_id) DO NOTHING RETURNING driver_id
       ), per_driver AS (
         SELECT driver_id, count(*)::integer AS new FROM added GROUP BY driver_id
       ), raised AS (
         UPDATE drivers d
         SET profile_version = profile_version + p.new, changed_at_ms = paidan_now_ms()
         FROM per_driver p WHERE d.driver_id = p.driver_id
       )
       SELECT count(*) AS added FROM added`,
      [
        outcomes.map(({ outcomeId }) => outcomeId),
        driverIds,
        outcomes.map(({ kind }) => kind),
        outcomes.map(({ onTime }) => onTime),
        outcomes.map(({ fromCityCode }) => fromCityCode),
        outcomes.map(({ toCityCode }) => toCityCode),
        outcomes.map(({ shipperId }) => shipperId),
        outcomes.map(({ atMs }) => atMs),
        outcomes.map(({ origin }) => origin),
        outcomes.map(({ orderId }) => orderId),
        outcomes.map(({ cargoKind }) => cargoKind ?? null),
      ],
    );
    return rows[0]?.added ?? 0;
  }

  /** One index range a driver, instead of sorting everything they ever drove. */
  async ofDrivers(
    driverIds: readonly string[],
    sinceMs: number,
    perDriver: number,
  ): Promise<Outcome[]> {
    const { rows } = await this.sql<OutcomeRow>(
      `SELECT o.* FROM unnest($1::text[]) AS wanted (driver_id)
       CROSS JOIN LATERAL (
         SELECT * FROM outcomes
         WHERE outcomes.driver_id = wanted.driver_id AND at_ms >= $2 AND voided_at_ms IS NULL
         ORDER BY at_ms DESC, outcome_id DESC LIMIT $3
       ) o`,
      [driverIds, sinceMs, perDriver],
    );
    return rows.map(outcomeOf);
  }

  async byId(outcomeId: string): Promise<(Outcome & { readonly voided: boolean }) | null> {
    const { rows } = await this.sql<OutcomeRow & { voided_at_ms: number | null }>(
      'SELECT * FROM outcomes WHERE outcome_id = $1',
      [outcomeId],
    );
    const [row] = rows;
    return row === undefined ? null : { ...outcomeOf(row), voided: row.voided_at_ms !== null };
  }

  async void(
    outcomeId: string,
    { by, because, atMs }: { by: string; because: string; atMs: number },
  ): Promise<boolean> {
    const { rows } = await this.sql<{ voided: number }>(
      `WITH voided AS (
         UPDATE outcomes SET voided_at_ms = $2, voided_by = $3, voided_because = $4
         WHERE outcome_id = $1 AND voided_at_ms IS NULL RETURNING driver_id
       ), raised AS (
         UPDATE drivers d
         SET profile_version = profile_version + 1, changed_at_ms = paidan_now_ms()
         FROM voided v WHERE d.driver_id = v.driver_id
       )
       SELECT count(*) AS voided FROM voided`,
      [outcomeId, atMs, by, because],
    );
    return rows[0]?.voided === 1;
  }

  async rate({ orderId, by, stars, origin, atMs }: Rating): Promise<boolean> {
    const { rows } = await this.sql<{ rated: number }>(
      `WITH rated AS (
         INSERT INTO ratings (order_id, by, stars, origin, at_ms) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (order_id, by) DO NOTHING RETURNING order_id, by, origin
       ), raised AS (
         UPDATE drivers d
         SET profile_version = profile_version + 1, changed_at_ms = paidan_now_ms()
         FROM rated r JOIN orders o ON o.order_id = r.order_id
         WHERE r.by = 'shipper' AND r.origin = 'given' AND d.driver_id = o.driver_id
       )
       SELECT count(*) AS rated FROM rated`,
      [orderId, by, stars, origin, atMs],
    );
    return rows[0]?.rated === 1;
  }

  /** One range a driver of the index by which he finds his orders. */
  async givenRatings(
    driverIds: readonly string[],
    sinceMs: number,
    perDriver: number,
  ): Promise<GivenRating[]> {
    if (driverIds.length === 0) return [];
    const { rows } = await this.sql<{ driver_id: string; stars: number; at_ms: number }>(
      `SELECT wanted.driver_id, r.stars, r.at_ms FROM unnest($1::text[]) AS wanted (driver_id)
       CROSS JOIN LATERAL (
         SELECT o.order_id FROM orders o
         WHERE o.driver_id = wanted.driver_id AND o.posted_at_ms >= $2
         ORDER BY o.posted_at_ms DESC, o.order_id DESC LIMIT $3
       ) o
       JOIN ratings r ON r.order_id = o.order_id
       WHERE r.by = 'shipper' AND r.origin = 'given'`,
      [driverIds, sinceMs, perDriver],
    );
    return rows.map(({ driver_id, stars, at_ms }) => ({ driverId: driver_id, stars, atMs: at_ms }));
  }

  async ratings(orderId: string): Promise<Rating[]> {
    const { rows } = await this.sql<{
      order_id: string;
      by: Rating['by'];
      stars: number;
      origin: Rating['origin'];
      at_ms: number;
    }>('SELECT * FROM ratings WHERE order_id = $1 ORDER BY at_ms, by', [orderId]);
    return rows.map(({ order_id, at_ms, by, stars, origin }) => ({
      orderId: order_id,
      by,
      stars,
      origin,
      atMs: at_ms,
    }));
  }
}

const outcomeOf = (row: OutcomeRow): Outcome => ({
  outcomeId: row.outcome_id,
  driverId: row.driver_id,
  kind: row.kind,
  onTime: row.on_time,
  fromCityCode: row.from_city_code,
  toCityCode: row.to_city_code,
  shipperId: row.shipper_id,
  ...(row.cargo_kind === null ? {} : { cargoKind: row.cargo_kind }),
  atMs: row.at_ms,
  origin: row.origin,
  orderId: row.order_id,
});
