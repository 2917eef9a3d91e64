import type { Suspicion, TrackPoint, Trip, TripState, TripUnderWay, Way } from '../model/trip.js';

/** What hours at the wheel are reckoned from. */
export type DrivenTrip = Pick<Trip, 'driverId' | 'way' | 'startedAtMs' | 'endedAtMs'>;

export interface Trips {
  /** Begins with loading. Nothing when it has begun already. */
  start(trip: {
    orderId: string;
    driverId: string;
    policyHash: string;
    way: Way;
    startedAtMs: number;
    /** Null for a driver who shares no track: then the trip is a pair of times. */
    state: TripState | null;
  }): Promise<void>;
  /**
   * Of these drivers, those with an order on the truck and both consents. Locks the drivers against
   * a withdrawal and the trips against one another, in the order of ids: two reports on one truck
   * take turns, and what was withdrawn before is not followed any more.
   */
  underWay(driverIds: readonly string[]): Promise<TripUnderWay[]>;
  byOrder(orderId: string): Promise<Trip | null>;
  /** Of these drivers, those under way or ended since a moment, begun at most a week before it. */
  drivenSince(driverIds: readonly string[], sinceMs: number): Promise<DrivenTrip[]>;
  /** State and new points at once. `thin` first drops every second point there is. */
  advance(
    orderId: string,
    change: { state: TripState; points: readonly TrackPoint[]; thin: boolean },
  ): Promise<void>;
  /** Ends it; nothing when it has ended, or never begun. */
  end(orderId: string, atMs: number, suspicions: readonly Suspicion[]): Promise<void>;
  /** Oldest first; empty for a driver whose key was destroyed. */
  track(orderId: string): Promise<TrackPoint[]>;
  /**
   * Deletes every track of a driver, and what was being followed; times and mileage stay. Part of
   * withdrawing a consent.
   */
  forgetTracks(driverId: string): Promise<void>;
  /** Deletes the tracks of at most `limit` trips that ended before a moment: the keeping time. */
  deleteTracks(endedBeforeMs: number, limit: number): Promise<number>;
}
