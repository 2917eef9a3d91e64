import type { KeyObject } from 'node:crypto';
import type {
  DrivenTrip,
  Suspicion,
  TrackPoint,
  Trip,
  Trips,
  TripState,
  TripUnderWay,
} from '#libs/dispatch';
import type { DataKey } from '../data-key.js';
import type { Sql } from '../sql.js';
import type { SubjectKeys } from '../subject-keys.js';
import { openPoint, openState, sealPoint, sealState, tripKey } from './sealed-track.js';

type TripRow = {
  readonly order_id: string;
  readonly driver_id: string;
  readonly policy_hash: string;
  readonly from_lat: number;
  readonly from_lng: number;
  readonly to_lat: number;
  readonly to_lng: number;
  readonly started_at_ms: number;
  readonly ended_at_ms: number | null;
  readonly meters: number;
  readonly deviations: number;
  readonly points: number;
  readonly sealed_state: Buffer | null;
  readonly suspicions: string;
};

type UnderWayRow = TripRow & {
  readonly status: TripUnderWay['status'];
  readonly shipper_id: string;
  readonly consent_location: string;
  readonly consent_trip_track: string;
};

/** No order is on the way for longer; a trip that never ended shall not count for ever. */
const WEEK_MS = 7 * 86_400_000;

export class PostgresTrips implements Trips {
  constructor(
    private readonly sql: Sql,
    private readonly keys: SubjectKeys,
  ) {}

  async start({
    orderId,
    driverId,
    policyHash,
    way: { from, to },
    startedAtMs,
    state,
  }: Parameters<Trips['start']>[0]): Promise<void> {
    const key = state === null ? undefined : await this.keyOf(driverId, orderId, 'ensured');
    const sealed = state === null || key === undefined ? null : sealState(key, orderId, state);
    await this.sql(
      `INSERT INTO trips (order_id, driver_id, policy_hash, from_lat, from_lng, to_lat, to_lng,
         started_at_ms, sealed_state)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [orderId, driverId, policyHash, from.lat, from.lng, to.lat, to.lng, startedAtMs, sealed],
    );
  }

  /**
   * `FOR SHARE` on the drivers is what a withdrawal cannot pass, as when fixes are stored; in a
   * report it was taken by that statement already.
   */
  async underWay(driverIds: readonly string[]): Promise<TripUnderWay[]> {
    if (driverIds.length === 0) return [];
    const { rows } = await this.sql<UnderWayRow>(
      `SELECT t.*, o.status, o.shipper_id, d.consent_location, d.consent_trip_track
       FROM trips t
       JOIN orders o ON o.order_id = t.order_id AND o.driver_id = t.driver_id
       JOIN drivers d ON d.driver_id = t.driver_id
       WHERE t.driver_id = ANY($1) AND t.ended_at_ms IS NULL AND t.sealed_state IS NOT NULL
         AND o.status IN ('loading', 'in_transit')
         AND d.consent_location IS NOT NULL AND d.consent_trip_track IS NOT NULL
       ORDER BY t.driver_id FOR SHARE OF d FOR NO KEY UPDATE OF t`,
      [driverIds],
    );
    const keyOf = await this.keys.known(
      this.sql,
      rows.map(({ driver_id }) => driver_id),
    );
    return rows.map((row) => ({
      ...tripOf(row, keyOf.get(row.driver_id)),
      status: row.status,
      shipperId: row.shipper_id,
      consents: { location: row.consent_location, trip_track: row.consent_trip_track },
    }));
  }

  async drivenSince(driverIds: readonly string[], sinceMs: number): Promise<DrivenTrip[]> {
    const { rows } = await this.sql<TripRow>(
      `SELECT driver_id, from_lat, from_lng, to_lat, to_lng, started_at_ms, ended_at_ms FROM trips
       WHERE driver_id = ANY($1) AND started_at_ms >= $2::bigint - $3::bigint
         AND (ended_at_ms IS NULL OR ended_at_ms >= $2::bigint)
       ORDER BY driver_id, started_at_ms, order_id`,
      [driverIds, sinceMs, WEEK_MS],
    );
    return rows.map((row) => ({
      driverId: row.driver_id,
      way: {
        from: { lat: row.from_lat, lng: row.from_lng },
        to: { lat: row.to_lat, lng: row.to_lng },
      },
      startedAtMs: row.started_at_ms,
      endedAtMs: row.ended_at_ms,
    }));
  }

  async byOrder(orderId: string): Promise<Trip | null> {
    const { rows } = await this.sql<TripRow>('SELECT * FROM trips WHERE order_id = $1', [orderId]);
    const [row] = rows;
    if (row === undefined) return null;
    const keyOf = await this.keys.known(this.sql, [row.driver_id]);
    return tripOf(row, keyOf.get(row.driver_id));
  }

  async advance(
    orderId: string,
    { state, points, thin }: { state: TripState; points: readonly TrackPoint[]; thin: boolean },
  ): Promise<void> {
    const { rows } = await this.sql<{ driver_id: string }>(
      'SELECT driver_id FROM trips WHERE order_id = $1',
      [orderId],
    );
    const driverId = rows[0]?.driver_id;
    const key = driverId === undefined ? undefined : await this.keyOf(driverId, orderId, 'known');
    // Erased meanwhile: what would be written could never be read.
    if (key === undefined) return;
    await this.sql(
      `UPDATE trips SET sealed_state = $2, meters = $3, deviations = $4, points = $5
       WHERE order_id = $1`,
      [orderId, sealState(key, orderId, state), state.meters, state.deviations, state.points],
    );
    if (points.length > 0) {
      await this.sql(
        `INSERT INTO trip_points (order_id, observed_at_ms, sealed)
         SELECT $1, * FROM unnest($2::bigint[], $3::bytea[]) ON CONFLICT DO NOTHING`,
        [
          orderId,
          points.map(({ observedAtMs }) => observedAtMs),
          points.map((point) => sealPoint(key, orderId, point)),
        ],
      );
    }
    if (thin) {
      await this.sql(
        `DELETE FROM trip_points p USING (
           SELECT observed_at_ms, row_number() OVER (ORDER BY observed_at_ms) AS place
           FROM trip_points WHERE order_id = $1) each
         WHERE p.order_id = $1 AND p.observed_at_ms = each.observed_at_ms AND each.place % 2 = 0`,
        [orderId],
      );
    }
  }

  async end(orderId: string, atMs: number, suspicions: readonly Suspicion[]): Promise<void> {
    await this.sql(
      `UPDATE trips SET ended_at_ms = $2, suspicions = $3
       WHERE order_id = $1 AND ended_at_ms IS NULL`,
      [orderId, atMs, JSON.stringify(suspicions)],
    );
  }

  async track(orderId: string): Promise<TrackPoint[]> {
    const { rows } = await this.sql<{
      driver_id: string;
      observed_at_ms: number;
      sealed: Buffer;
    }>(
      `SELECT t.driver_id, p.observed_at_ms, p.sealed FROM trip_points p JOIN trips t USING (order_id)
       WHERE p.order_id = $1 ORDER BY p.observed_at_ms`,
      [orderId],
    );
    const driverId = rows[0]?.driver_id;
    const key = driverId === undefined ? undefined : await this.keyOf(driverId, orderId, 'known');
    return key === undefined ? [] : rows.map((row) => openPoint(key, orderId, row));
  }

  async forgetTracks(driverId: string): Promise<void> {
    await this.sql(
      `DELETE FROM trip_points p USING trips t
       WHERE t.driver_id = $1 AND p.order_id = t.order_id`,
      [driverId],
    );
    await this.sql(
      `UPDATE trips SET points = 0, sealed_state = NULL
       WHERE driver_id = $1 AND (points > 0 OR sealed_state IS NOT NULL)`,
      [driverId],
    );
  }

  async deleteTracks(endedBeforeMs: number, limit: number): Promise<number> {
    const { rows } = await this.sql<{ order_id: string }>(
      `UPDATE trips SET points = 0, sealed_state = NULL WHERE order_id IN (
         SELECT order_id FROM trips WHERE points > 0 AND ended_at_ms < $1
         ORDER BY ended_at_ms LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING order_id`,
      [endedBeforeMs, limit],
    );
    const orderIds = rows.map(({ order_id }) => order_id);
    await this.sql('DELETE FROM trip_points WHERE order_id = ANY($1)', [orderIds]);
    return orderIds.length;
  }

  private async keyOf(
    driverId: string,
    orderId: string,
    how: 'known' | 'ensured',
  ): Promise<KeyObject | undefined> {
    const key = (await this.keys[how](this.sql, [driverId])).get(driverId);
    return key === undefined ? undefined : tripKey(key, orderId);
  }
}

const tripOf = (row: TripRow, dataKey: DataKey | undefined): Trip => ({
  orderId: row.order_id,
  driverId: row.driver_id,
  policyHash: row.policy_hash,
  way: {
    from: { lat: row.from_lat, lng: row.from_lng },
    to: { lat: row.to_lat, lng: row.to_lng },
  },
  startedAtMs: row.started_at_ms,
  endedAtMs: row.ended_at_ms,
  state:
    row.sealed_state === null || dataKey === undefined
      ? null
      : openState(tripKey(dataKey, row.order_id), row.order_id, row.sealed_state),
  meters: row.meters,
  deviations: row.deviations,
  points: row.points,
  suspicions: JSON.parse(row.suspicions) as Suspicion[],
});
