import type {
  DrivenTrip,
  Suspicion,
  TrackPoint,
  Trip,
  Trips,
  TripState,
  TripUnderWay,
} from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';

/** No order is on the way for longer. */
const WEEK_MS = 7 * 86_400_000;

export class MemoryTrips implements Trips {
  constructor(private readonly part: Part) {}

  async start(begun: Parameters<Trips['start']>[0]): Promise<void> {
    const { store, unit } = this.part;
    const { from, to } = begun.way;
    await store.trips.change(unit, begun.orderId, (known) => {
      if (known !== undefined) return known;
      const way = { from: { lat: from.lat, lng: from.lng }, to: { lat: to.lat, lng: to.lng } };
      const nothing = { endedAtMs: null, meters: 0, deviations: 0, points: 0, suspicions: [] };
      return { trip: { ...begun, way, ...nothing }, track: [] };
    });
  }

  /** The drivers first, then their trips, each in the order of ids. */
  async underWay(driverIds: readonly string[]): Promise<TripUnderWay[]> {
    const { store, unit } = this.part;
    const found: TripUnderWay[] = [];
    for (const driverId of [...new Set(driverIds)].sort(byCodeUnit)) {
      const his = store.trips
        .where(unit, 'driver', driverId)
        .filter(({ trip }) => trip.endedAtMs === null)
        .sort((a, b) => byCodeUnit(a.trip.orderId, b.trip.orderId));
      if (his.length === 0) continue;
      await store.drivers.lock(unit, driverId);
      for (const { trip } of his) {
        await store.trips.lock(unit, trip.orderId);
        const followed = this.followed(trip.orderId);
        if (followed !== null) found.push(followed);
      }
    }
    return found;
  }

  async drivenSince(driverIds: readonly string[], sinceMs: number): Promise<DrivenTrip[]> {
    const { store, unit } = this.part;
    return [...new Set(driverIds)]
      .flatMap((driverId) => store.trips.where(unit, 'driver', driverId))
      .map(({ trip }) => trip)
      .filter(({ startedAtMs }) => startedAtMs >= sinceMs - WEEK_MS)
      .filter(({ endedAtMs }) => endedAtMs === null || endedAtMs >= sinceMs)
      .map(({ driverId, way, startedAtMs, endedAtMs }) => ({
        driverId,
        way,
        startedAtMs,
        endedAtMs,
      }))
      .sort((a, b) => byCodeUnit(a.driverId, b.driverId) || a.startedAtMs - b.startedAtMs);
  }

  async byOrder(orderId: string): Promise<Trip | null> {
    const { store, unit } = this.part;
    return store.trips.get(unit, orderId)?.trip ?? null;
  }

  async advance(
    orderId: string,
    { state, points, thin }: { state: TripState; points: readonly TrackPoint[]; thin: boolean },
  ): Promise<void> {
    const { store, unit } = this.part;
    await store.trips.change(unit, orderId, (known) => {
      if (known === undefined) return known;
      const { meters, deviations } = state;
      const moments = new Set(known.track.map(({ observedAtMs }) => observedAtMs));
      const track = [
        ...known.track,
        ...points.filter(({ observedAtMs }) => !moments.has(observedAtMs)),
      ].sort((a, b) => byNumber(a.observedAtMs, b.observedAtMs));
      return {
        trip: { ...known.trip, state, meters, deviations, points: state.points },
        track: thin ? track.filter((_, place) => place % 2 === 0) : track,
      };
    });
  }

  async end(orderId: string, atMs: number, suspicions: readonly Suspicion[]): Promise<void> {
    const { store, unit } = this.part;
    await store.trips.change(unit, orderId, (known) =>
      known?.trip.endedAtMs === null
        ? { ...known, trip: { ...known.trip, endedAtMs: atMs, suspicions } }
        : known,
    );
  }

  async track(orderId: string): Promise<TrackPoint[]> {
    const { store, unit } = this.part;
    return [...(store.trips.get(unit, orderId)?.track ?? [])];
  }

  async forgetTracks(driverId: string): Promise<void> {
    const { store, unit } = this.part;
    for (const { trip } of store.trips.where(unit, 'driver', driverId)) {
      await this.forget(trip.orderId);
    }
  }

  async deleteTracks(endedBeforeMs: number, limit: number): Promise<number> {
    const { store, unit } = this.part;
    const old = store.trips
      .all(unit)
      .map(({ trip }) => trip)
      .filter(({ points, endedAtMs }) => {
        return points > 0 && endedAtMs !== null && endedAtMs < endedBeforeMs;
      })
      .sort((a, b) => byNumber(a.endedAtMs ?? 0, b.endedAtMs ?? 0))
      .slice(0, limit);
    for (const { orderId } of old) await this.forget(orderId);
    return old.length;
  }

  private async forget(orderId: string): Promise<void> {
    const { store, unit } = this.part;
    await store.trips.change(unit, orderId, (known) =>
      known === undefined ? known : { trip: { ...known.trip, points: 0, state: null }, track: [] },
    );
  }

  /** As all three rows stand now, under the locks. */
  private followed(orderId: string): TripUnderWay | null {
    const { store, unit } = this.part;
    const trip = store.trips.get(unit, orderId)?.trip;
    const order = store.orders.get(unit, orderId);
    if (trip === undefined || order === undefined) return null;
    const consents = store.drivers.get(unit, trip.driverId)?.state.consents;
    const { location = null, trip_track = null } = consents ?? {};
    const { status, shipperId } = order;
    if (trip.endedAtMs !== null || trip.state === null) return null;
    if (order.driverId !== trip.driverId || location === null || trip_track === null) return null;
    return status === 'loading' || status === 'in_transit'
      ? { ...trip, status, shipperId, consents: { location, trip_track } }
      : null;
  }
}
