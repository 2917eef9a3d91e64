import assert from 'node:assert/strict';
import type {
  Driver,
  Drivers,
  DriverState,
  Fix,
  FixResult,
  Order,
  PastState,
} from '#libs/dispatch';
import {
  DRIVER_SELECT,
  driverStateOf,
  ownRow,
  registeredRow,
  type DriverRow,
} from './driver-row.js';
import { recordState, stateAt } from './driver-states.js';
import { saveFixes } from './fixes.js';
import type { FenceKey } from './rights/fence-key.js';
import { assignments, insertInto, type Sql } from './sql.js';

/** A decision judges a tenth of this; a larger question is a caller that forgot a limit. */
const IDS_MAX = 5_000;

/** What a search may turn a truck away by. */
const TRUCK_COLUMNS = [
  'body',
  'length_millimeters',
  'capacity_kilograms',
  'capacity_litres',
  'capacity_vehicle_slots',
  'qualifications',
];

export class PostgresDrivers implements Drivers {
  constructor(
    private readonly sql: Sql,
    private readonly fenceKey: FenceKey | null,
  ) {}

  async isFenced(driverId: string): Promise<boolean> {
    if (this.fenceKey === null) return false;
    const { count } = await this.sql('SELECT FROM fences WHERE fence = $1', [
      this.fenceKey.fenceOf(driverId),
    ]);
    return count > 0;
  }

  /**
   * Registering the same again changes nothing, so a repeated registration loses no claim its
   * fence.
   */
  async register(driver: Driver): Promise<void> {
    const registered = registeredRow(driver);
    const [insert, values] = insertInto('drivers', {
      driver_id: driver.driverId,
      ...registered,
      ...ownRow(driver),
      version: driver.version,
      free_since_ms: driver.onDuty ? driver.freeSinceMs : null,
      profile_version: driver.profileVersion,
      registered_at_ms: driver.registeredAtMs,
      truck_since_ms: driver.registeredAtMs,
    });
    const columns = Object.keys(registered);
    const list = (prefix: string): string => columns.map((name) => `${prefix}.${name}`).join(', ');
    const truck = (prefix: string): string =>
      TRUCK_COLUMNS.map((name) => `${prefix}.${name}`).join(', ');
    await this.sql(
      `${insert}
       ON CONFLICT (driver_id) DO UPDATE
       SET (${columns.join(', ')}) = ROW (${list('excluded')}),
         truck_since_ms = CASE
           WHEN (${truck('drivers')}) IS DISTINCT FROM (${truck('excluded')})
           THEN greatest(drivers.truck_since_ms, excluded.truck_since_ms)
           ELSE drivers.truck_since_ms END,
         version = drivers.version + 1, changed_at_ms = paidan_now_ms()
       WHERE (${list('drivers')}) IS DISTINCT FROM (${list('excluded')})`,
      values,
    );
  }

  async truckSince(driverId: string): Promise<number | null> {
    const { rows } = await this.sql<{ truck_since_ms: number }>(
      'SELECT truck_since_ms FROM drivers WHERE driver_id = $1',
      [driverId],
    );
    return rows[0]?.truck_since_ms ?? null;
  }

  async byId(driverId: string): Promise<DriverState | null> {
    return this.one(`${DRIVER_SELECT} WHERE d.driver_id = $1`, driverId);
  }

  async byIdForUpdate(driverId: string): Promise<DriverState | null> {
    return this.one(`${DRIVER_SELECT} WHERE d.driver_id = $1 FOR NO KEY UPDATE OF d`, driverId);
  }

  async byIds(driverIds: readonly string[]): Promise<DriverState[]> {
    assert(driverIds.length <= IDS_MAX, `expected at most ${IDS_MAX} ids, got ${driverIds.length}`);
    const { rows } = await this.sql<DriverRow>(`${DRIVER_SELECT} WHERE d.driver_id = ANY($1)`, [
      driverIds,
    ]);
    return rows.map(driverStateOf);
  }

  /**
   * Since when he is free is worked out from the row as it is, not as it was read: a claim or a
   * release in between does not raise the version, and must not be undone by what the caller still
   * believes.
   */
  async update(driver: Driver): Promise<boolean> {
    const row = { ...registeredRow(driver), ...ownRow(driver) };
    const { count } = await this.sql(
      `UPDATE drivers
       SET ${assignments(row, 5)}, version = $3, changed_at_ms = paidan_now_ms(),
         free_since_ms = CASE WHEN $4::boolean AND active_orders = 0 THEN
           COALESCE(GREATEST($2::bigint, CASE WHEN on_duty THEN free_since_ms END), paidan_now_ms()) END
       WHERE driver_id = $1 AND version = $3 - 1`,
      [driver.driverId, driver.freeSinceMs, driver.version, driver.onDuty, ...Object.values(row)],
    );
    return count === 1;
  }

  async saveFixes(
    fixes: readonly (Fix & { driverId: string; cell: string })[],
    receivedAtMs: number,
  ): Promise<FixResult[]> {
    return saveFixes(this.sql, fixes, receivedAtMs);
  }

  /**
   * The driver's row first: it waits for a fix that is just being stored, and then deletes that
   * one, too. Deleting first would let a fix slip in between here and the consent's withdrawal.
   */
  async forgetFix(driverId: string, source: Fix['source'] | null = null): Promise<void> {
    await this.sql('UPDATE drivers SET changed_at_ms = paidan_now_ms() WHERE driver_id = $1', [
      driverId,
    ]);
    await this.sql(
      'DELETE FROM driver_fixes WHERE driver_id = $1 AND ($2::text IS NULL OR source = $2)',
      [driverId, source],
    );
  }

  /**
   * A moment is taken when a row is written and seen when it commits, so the caller asks again from
   * a little before the last moment it saw. Each driver is dated by his latest change, of state or
   * position: one who changes while pages are read moves to a later page and is never passed over.
   * `limit` must be more than a millisecond can hold, some hundreds.
   */
  async changedSince(
    sinceMs: number,
    limit: number,
  ): Promise<(DriverState & { readonly changedAtMs: number })[]> {
    const { rows } = await this.sql<DriverRow & { last_changed_at_ms: number }>(
      `WITH changed AS (
         SELECT driver_id, max(changed_at_ms) AS last_changed_at_ms FROM (
           SELECT driver_id, changed_at_ms FROM drivers WHERE changed_at_ms >= $1
           UNION ALL
           SELECT driver_id, changed_at_ms FROM driver_fixes WHERE changed_at_ms >= $1
         ) changes
         GROUP BY driver_id ORDER BY 2, 1 LIMIT $2
       )
       SELECT state.*, changed.last_changed_at_ms
       FROM changed JOIN (${DRIVER_SELECT}) state USING (driver_id)
       ORDER BY changed.last_changed_at_ms, driver_id`,
      [sinceMs, limit],
    );
    return rows.map((row) => ({ ...driverStateOf(row), changedAtMs: row.last_changed_at_ms }));
  }

  async recordState(state: PastState): Promise<void> {
    return recordState(this.sql, state);
  }

  async stateAt(driverId: string, atMs: number): Promise<PastState | null> {
    return stateAt(this.sql, driverId, atMs);
  }

  async countOnDuty(): Promise<number> {
    const { rows } = await this.sql<{ count: number }>(
      'SELECT count(*) AS count FROM drivers WHERE on_duty',
    );
    return rows[0]?.count ?? 0;
  }

  async ofCarrier(
    carrierId: string,
    page: { after: string | null; limit: number },
  ): ReturnType<Drivers['ofCarrier']> {
    const { rows } = await this.sql<
      DriverRow & { carried: { orderId: string; status: Order['status'] }[] | null }
    >(
      `SELECT s.*, (
         SELECT json_agg(json_build_object('orderId', o.order_id, 'status', o.status))
         FROM (SELECT order_id FROM assignments a
           WHERE a.driver_id = s.driver_id AND a.released_at_ms IS NULL LIMIT 10) a
         JOIN orders o USING (order_id)) AS carried
       FROM (${DRIVER_SELECT}
         WHERE d.carrier_id = $1 AND ($2::text IS NULL OR d.driver_id > $2::text)
         ORDER BY d.driver_id LIMIT $3) s
       ORDER BY s.driver_id`,
      [carrierId, page.after, page.limit],
    );
    return rows.map((row) => ({ driver: driverStateOf(row), orders: row.carried ?? [] }));
  }

  private async one(text: string, driverId: string): Promise<DriverState | null> {
    const { rows } = await this.sql<DriverRow>(text, [driverId]);
    return rows[0] === undefined ? null : driverStateOf(rows[0]);
  }
}
