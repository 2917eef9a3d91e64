import type { Fix, FixResult } from '#libs/dispatch';
import type { Sql } from './sql.js';

/**
 * One statement for a batch. `FOR SHARE` on the drivers is what a withdrawal cannot pass: either it
 * waits for this statement and then deletes what was stored, or this one waits for it and finds the
 * consent gone. A fix of the truck's terminal needs the consent to that, too. Rows are locked and
 * written in the order of ids, so two batches never wait in a circle.
 */
const SAVE_FIXES = /* sql */ `
  WITH given AS (
    SELECT * FROM unnest(
      $1::text[], $2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::text[], $7::text[],
      $8::text[], $9::bigint[]
    ) WITH ORDINALITY AS g (
      driver_id, lat, lng, given_lat, given_lng, given_system, source, cell, observed_at_ms, place)
  ), consenting AS MATERIALIZED (
    SELECT d.driver_id, d.on_duty, d.city_code,
      d.consent_vehicle_terminal IS NOT NULL AS terminal
    FROM drivers d
    WHERE d.driver_id IN (SELECT driver_id FROM given) AND d.consent_location IS NOT NULL
    ORDER BY d.driver_id FOR SHARE OF d
  ), allowed AS (
    SELECT g.* FROM given g JOIN consenting c USING (driver_id)
    WHERE g.source <> 'vehicle_terminal' OR c.terminal
  ), newest AS (
    SELECT DISTINCT ON (driver_id) * FROM allowed ORDER BY driver_id, observed_at_ms DESC, place
  ), stored AS (
    INSERT INTO driver_fixes AS f (
      driver_id, lat, lng, given_lat, given_lng, given_system, source, cell, observed_at_ms)
    SELECT n.driver_id, n.lat, n.lng, n.given_lat, n.given_lng, n.given_system, n.source, n.cell,
      n.observed_at_ms
    FROM newest n ORDER BY n.driver_id
    ON CONFLICT (driver_id) DO UPDATE
    SET lat = excluded.lat, lng = excluded.lng, given_lat = excluded.given_lat,
      given_lng = excluded.given_lng, given_system = excluded.given_system, source = excluded.source,
      cell = excluded.cell, observed_at_ms = excluded.observed_at_ms, changed_at_ms = paidan_now_ms()
    WHERE f.observed_at_ms < excluded.observed_at_ms
    RETURNING f.driver_id, f.cell, f.observed_at_ms
  ), moved AS (
    INSERT INTO driver_states (
      driver_id, from_ms, on_duty, location_consent, city_code, place_source, cell, observed_at_ms)
    SELECT s.driver_id, greatest($10::bigint, last.from_ms), c.on_duty, true, c.city_code, 'position',
      s.cell, s.observed_at_ms
    FROM stored s
    JOIN consenting c USING (driver_id)
    LEFT JOIN LATERAL (
      SELECT h.from_ms, h.place_source, h.cell FROM driver_states h
      WHERE h.driver_id = s.driver_id ORDER BY h.from_ms DESC LIMIT 1
    ) last ON true
    WHERE (last.place_source, last.cell) IS DISTINCT FROM ('position', s.cell)
    ORDER BY s.driver_id
    ON CONFLICT (driver_id, from_ms) DO UPDATE
    SET on_duty = excluded.on_duty, location_consent = true, city_code = excluded.city_code,
      place_source = 'position', cell = excluded.cell, observed_at_ms = excluded.observed_at_ms
  )
  SELECT CASE
      WHEN s.driver_id IS NOT NULL THEN 'stored'
      WHEN a.place IS NOT NULL THEN 'older'
      WHEN d.driver_id IS NOT NULL THEN 'no_consent'
      ELSE 'unknown_driver'
    END AS result
  FROM given g
  LEFT JOIN newest n USING (place)
  LEFT JOIN stored s ON s.driver_id = n.driver_id
  LEFT JOIN allowed a USING (place)
  LEFT JOIN drivers d ON d.driver_id = g.driver_id
  ORDER BY g.place`;

export async function saveFixes(
  sql: Sql,
  fixes: readonly (Fix & { driverId: string; cell: string })[],
  receivedAtMs: number,
): Promise<FixResult[]> {
  if (fixes.length === 0) return [];
  const { rows } = await sql<{ result: FixResult }>(SAVE_FIXES, [
    fixes.map(({ driverId }) => driverId),
    fixes.map(({ lat }) => lat),
    fixes.map(({ lng }) => lng),
    fixes.map(({ given }) => given.lat),
    fixes.map(({ given }) => given.lng),
    fixes.map(({ given }) => given.coordinateSystem),
    fixes.map(({ source }) => source),
    fixes.map(({ cell }) => cell),
    fixes.map(({ observedAtMs }) => observedAtMs),
    receivedAtMs,
  ]);
  return rows.map(({ result }) => result);
}
