import type { TripRules } from '#libs/matcher';
import { greatCircleMeters, routeOffsetMeters } from '#libs/fleet-index';
import type { TrackPoint, TripState, Way } from '../model/trip.js';

/** A week at one a minute would be ten thousand; a thousand draw any road. */
export const TRACK_POINTS_MAX = 1_000;
const FIRST_GAP_SECONDS = 60;
/** A parked truck seems to wander so far about. */
const JITTER_METERS = 50;
/** Over less, the error of two fixes passes for speed. */
const LEAP_METERS = 1_000;
const HOUR_MS = 3_600_000;

export const newTripState: TripState = {
  fixes: 0,
  anchor: null,
  meters: 0,
  gapSeconds: FIRST_GAP_SECONDS,
  keptAtMs: null,
  points: 0,
  nearestLoadingMeters: null,
  nearestUnloadingMeters: null,
  loadedMeters: null,
  fastestMetersPerHour: 0,
  outside: 0,
  deviating: false,
  deviations: 0,
};

export type Deviation = { readonly offsetMeters: number; readonly allowedMeters: number };

export type Followed = {
  readonly state: TripState;
  /** Whether this point stays in the track. */
  readonly keep: boolean;
  /** The track is full: every second point goes, and from here on points stand farther apart. */
  readonly thin: boolean;
  /** The truck has just left its corridor; told once until it has come back. */
  readonly deviation: Deviation | null;
};

/** How far from the straight way a truck may be. */
export const corridorMeters = ({ from, to }: Way, rules: TripRules): number =>
  rules.corridorMeters + Math.floor((greatCircleMeters(from, to) * rules.corridorPermille) / 1000);

/**
 * One more fix of a trip. Those that are no newer than the last change nothing, so a report that
 * is sent again is followed once.
 */
export function follow(
  state: TripState,
  fix: TrackPoint,
  { way, rules, inTransit }: { way: Way; rules: TripRules; inTransit: boolean },
): Followed {
  const { anchor } = state;
  if (anchor !== null && fix.observedAtMs <= anchor.seenAtMs) {
    return { state, keep: false, thin: false, deviation: null };
  }
  const moved = movement(state, fix, rules);
  const off = inTransit ? offRoute(state, fix, way, rules) : { deviation: null };
  const { deviation, ...course } = off;
  const keep =
    state.keptAtMs === null || fix.observedAtMs - state.keptAtMs >= state.gapSeconds * 1000;
  const points = state.points + (keep ? 1 : 0);
  const thin = points >= TRACK_POINTS_MAX;
  return {
    state: {
      ...state,
      ...moved,
      ...course,
      fixes: state.fixes + 1,
      nearestLoadingMeters: nearer(state.nearestLoadingMeters, greatCircleMeters(fix, way.from)),
      nearestUnloadingMeters: nearer(state.nearestUnloadingMeters, greatCircleMeters(fix, way.to)),
      keptAtMs: keep ? fix.observedAtMs : state.keptAtMs,
      points: thin ? Math.ceil(points / 2) : points,
      gapSeconds: thin ? state.gapSeconds * 2 : state.gapSeconds,
    },
    keep,
    thin,
    deviation,
  };
}

const nearer = (known: number | null, meters: number): number => Math.min(known ?? meters, meters);

/**
 * Mileage in steps larger than a parked truck's jitter. A leap no truck makes counts as speed, and
 * not as way.
 */
function movement(
  { anchor, meters, fastestMetersPerHour }: TripState,
  { lat, lng, observedAtMs }: TrackPoint,
  { metersPerHourMax }: TripRules,
): Pick<TripState, 'anchor' | 'meters' | 'fastestMetersPerHour'> {
  const here = { lat, lng, seenAtMs: observedAtMs };
  if (anchor === null) return { anchor: here, meters, fastestMetersPerHour };
  const step = greatCircleMeters(anchor, here);
  if (step < JITTER_METERS) {
    return { anchor: { ...anchor, seenAtMs: observedAtMs }, meters, fastestMetersPerHour };
  }
  const speed = Math.floor((step * HOUR_MS) / (observedAtMs - anchor.seenAtMs));
  const leap = step >= LEAP_METERS && speed > metersPerHourMax;
  return {
    anchor: here,
    meters: leap ? meters : meters + step,
    fastestMetersPerHour:
      step >= LEAP_METERS ? Math.max(fastestMetersPerHour, speed) : fastestMetersPerHour,
  };
}

type Course = Pick<TripState, 'outside' | 'deviating' | 'deviations'>;

function offRoute(
  { outside, deviating, deviations }: TripState,
  fix: TrackPoint,
  way: Way,
  rules: TripRules,
): Course & { readonly deviation: Deviation | null } {
  const allowedMeters = corridorMeters(way, rules);
  const offsetMeters = routeOffsetMeters(fix, way);
  if (deviating) {
    const back = offsetMeters * 1000 <= allowedMeters * rules.returnPermille;
    return { outside: 0, deviating: !back, deviations, deviation: null };
  }
  const inARow = offsetMeters > allowedMeters ? outside + 1 : 0;
  if (inARow < rules.outsideFixes) {
    return { outside: inARow, deviating, deviations, deviation: null };
  }
  return {
    outside: 0,
    deviating: true,
    deviations: deviations + 1,
    deviation: { offsetMeters, allowedMeters },
  };
}
