import type { PastState } from '#libs/dispatch';
import type { Sql } from './sql.js';

type StateRow = {
  readonly driver_id: string;
  readonly from_ms: number;
  readonly on_duty: boolean;
  readonly location_consent: boolean;
  readonly city_code: string;
  readonly place_source: PastState['placeSource'];
  readonly cell: string | null;
  readonly observed_at_ms: number | null;
};

/**
 * Compared with the newest state; a newer observation of the same cell is no change, or the history
 * would become a track. Never dated before the newest one: the writers hold the driver's row, so
 * their order is that of the commits, while the clocks of two instances may differ by more than
 * that.
 */
export async function recordState(sql: Sql, state: PastState): Promise<void> {
  await recordDuty(sql, state);
  await sql(
    `WITH last AS (
       SELECT * FROM driver_states WHERE driver_id = $1::text ORDER BY from_ms DESC LIMIT 1
     )
     INSERT INTO driver_states
       (driver_id, from_ms, on_duty, location_consent, city_code, place_source, cell, observed_at_ms)
     SELECT $1::text, greatest($2::bigint, (SELECT from_ms FROM last)), $3::boolean, $4::boolean,
       $5::text, $6::text, $7::text, $8::bigint
     WHERE NOT EXISTS (
       SELECT FROM last
       WHERE (last.on_duty, last.location_consent, last.city_code, last.place_source, last.cell)
         IS NOT DISTINCT FROM ($3::boolean, $4::boolean, $5::text, $6::text, $7::text))
     ON CONFLICT (driver_id, from_ms) DO UPDATE
     SET on_duty = excluded.on_duty, location_consent = excluded.location_consent,
       city_code = excluded.city_code, place_source = excluded.place_source,
       cell = excluded.cell, observed_at_ms = excluded.observed_at_ms`,
    [
      state.driverId,
      state.fromMs,
      state.onDuty,
      state.locationConsent,
      state.cityCode,
      state.placeSource,
      state.cell,
      state.observedAtMs,
    ],
  );
}

export async function stateAt(sql: Sql, driverId: string, atMs: number): Promise<PastState | null> {
  const { rows } = await sql<StateRow>(
    `SELECT * FROM driver_states
     WHERE driver_id = $1 AND from_ms <= $2 ORDER BY from_ms DESC LIMIT 1`,
    [driverId, atMs],
  );
  const row = rows[0];
  return row === undefined
    ? null
    : {
        driverId: row.driver_id,
        fromMs: row.from_ms,
        onDuty: row.on_duty,
        locationConsent: row.location_consent,
        cityCode: row.city_code,
        placeSource: row.place_source,
        cell: row.cell,
        observedAtMs: row.observed_at_ms,
      };
}

/** A shift begins or ends where this is news; the writers hold the driver's row. */
async function recordDuty(sql: Sql, { driverId, onDuty, fromMs }: PastState): Promise<void> {
  await sql(
    onDuty
      ? `INSERT INTO duty_spans (driver_id, from_ms)
         SELECT $1::text, greatest($2::bigint,
           (SELECT max(until_ms) FROM duty_spans WHERE driver_id = $1::text))
         ON CONFLICT DO NOTHING`
      : `UPDATE duty_spans SET until_ms = greatest(from_ms, $2::bigint)
         WHERE driver_id = $1::text AND until_ms IS NULL`,
    [driverId, fromMs],
  );
}
