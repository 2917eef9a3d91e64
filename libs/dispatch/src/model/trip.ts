import type { OrderStatus, Position } from './order.js';

/** A place on the way, as it is kept for those who follow the shipment. */
export type TrackPoint = Position & { readonly observedAtMs: number };

/**
 * What is known of a trip from the fixes so far; sealed where it is stored, as it holds a place.
 */
export type TripState = {
  readonly fixes: number;
  /** Where he was last seen moving, and when he was last seen there. */
  readonly anchor: (Position & { readonly seenAtMs: number }) | null;
  readonly meters: number;
  /** A point is kept when so long has passed since the last; doubled whenever the track is full. */
  readonly gapSeconds: number;
  readonly keptAtMs: number | null;
  readonly points: number;
  readonly nearestLoadingMeters: number | null;
  readonly nearestUnloadingMeters: number | null;
  /** How far from the loading place he was when he told that loading began. */
  readonly loadedMeters: number | null;
  readonly fastestMetersPerHour: number;
  /** Fixes outside the corridor, one after the other. */
  readonly outside: number;
  readonly deviating: boolean;
  readonly deviations: number;
};

export type Way = { readonly from: Position; readonly to: Position };

/** Closed list of what makes a trip doubtful, in this order. */
export const SUSPICION_CODES = [
  'loaded_far_away',
  'never_at_unloading',
  'no_movement',
  'impossible_speed',
  'too_soon',
] as const;
export type SuspicionCode = (typeof SUSPICION_CODES)[number];

/** What was measured, and what it should have been within; units as the code's rule says. */
export type Suspicion = {
  readonly code: SuspicionCode;
  readonly value: number;
  readonly threshold: number;
};

export type Trip = {
  readonly orderId: string;
  readonly driverId: string;
  readonly policyHash: string;
  readonly way: Way;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  /** Null while it is not followed: a consent is missing or was withdrawn. */
  readonly state: TripState | null;
  readonly meters: number;
  readonly deviations: number;
  readonly points: number;
  readonly suspicions: readonly Suspicion[];
};

/** A trip under way, with what has to hold for following it. */
export type TripUnderWay = Trip & {
  readonly status: Extract<OrderStatus, 'loading' | 'in_transit'>;
  readonly shipperId: string;
  /** Versions of the texts; both were in force when this was read, under the driver's lock. */
  readonly consents: { readonly location: string; readonly trip_track: string };
};
