import { truckRefusal } from '#libs/matcher';
import type { OrderFacts, PlaceSource, Policy, SearchReport, Truck } from '#libs/matcher';
import type { Text } from '../labels.js';
import { sentence, type Sentence } from '../sentence.js';
import { NOT_REACHED_LABELS, type NotReached, type NotReachedReason } from './not-reached.js';
import { refusalView } from './refusal-view.js';

/** What is kept of a driver's past: whether and where he was, coarsely. */
export type PastPlace = {
  readonly fromMs: number;
  readonly onDuty: boolean;
  readonly cityCode: string;
  readonly placeSource: PlaceSource;
  readonly observedAtMs: number | null;
};

export type PastEvidence = {
  /** Null when he never registered. */
  readonly registeredAtMs: number | null;
  /** The state in force at the decision; null when none is kept. */
  readonly state: PastPlace | null;
  /**
   * From the centre of the kept cell, or of his city, to the loading place; null without either.
   */
  readonly pickupMeters: number | null;
  readonly cityName?: (code: string) => Text | null;
  /** As it is registered now, and since when. */
  readonly truck?: { readonly sinceMs: number; readonly as: Truck } | null;
};

/**
 * From the centre of an H3 cell of resolution 6 to its farthest corner, rounded up, anywhere on
 * Earth.
 */
export const CELL_UNCERTAINTY_METERS = 4_500;

export type Reconstruction = {
  readonly evidence: PastEvidence;
  readonly order: OrderFacts;
  readonly search: SearchReport;
  readonly decidedAtMs: number;
  readonly policy: Policy;
  /** Past the keeping time and held by no open request. */
  readonly expired?: boolean;
};

/**
 * Why a decision never saw this driver, from what is kept of that moment. The first that holds is
 * told.
 */
export function reconstruct(given: Reconstruction): NotReached {
  const { evidence, order, search, decidedAtMs, policy, expired = false } = given;
  const { state, pickupMeters, cityName } = evidence;
  if (!wasRegistered(evidence, decidedAtMs)) return notRegistered();
  if (expired || state === null)
    return plain('evidence_expired', sentence('not_reached.evidence_expired', {}));
  if (!state.onDuty) {
    const since = state.fromMs;
    return {
      ...plain('off_duty', sentence('not_reached.off_duty', { since })),
      value: since,
      unit: 'moment',
    };
  }
  if (state.placeSource === 'city' && state.cityCode !== order.fromCityCode) {
    const name = (code: string) => ({ value: code, label: cityName?.(code) ?? bare(code) });
    const value = state.cityCode;
    const threshold = order.fromCityCode;
    const said = { value: name(value), threshold: name(threshold) };
    return {
      ...plain('another_city', sentence('not_reached.another_city', said)),
      value,
      threshold,
      unit: 'city',
    };
  }
  if (pickupMeters === null) {
    return plain('evidence_expired', sentence('not_reached.evidence_expired', {}));
  }
  const uncertaintyMeters = state.placeSource === 'city' ? 0 : CELL_UNCERTAINTY_METERS;
  const byPlace = byDistance(pickupMeters, uncertaintyMeters, search);
  if (byPlace.reason === 'beyond_reach') return byPlace;
  const byTruck = search.sieve === undefined ? null : turnedAway(given);
  // To be nearer would have helped only a truck that can carry it.
  if (byTruck?.reason === 'truck_unsuitable') return byTruck;
  if (byPlace.reason !== 'within_reach_but_unseen') return byPlace;
  if (byTruck !== null) return byTruck;
  // The search looks at old places too and the rules refuse them, so age stops nobody before that.
  // And a state keeps its first observation: a truck that stands still all day was not unseen all
  // day.
  const ageSeconds = state.placeSource === 'position' ? ageOf(state, decidedAtMs) : 0;
  const threshold = policy.reach.positionMaxAgeSeconds;
  if (ageSeconds <= threshold) return byPlace;
  const value = ageSeconds;
  return {
    ...plain('position_too_old', sentence('not_reached.position_too_old', { value, threshold })),
    value,
    threshold,
    unit: 'seconds',
  };
}

/** By what is registered now, where that was so already; null where the truck would have done. */
function turnedAway({ evidence: { truck = null }, order, policy, decidedAtMs }: Reconstruction) {
  if (truck === null || truck.sinceMs > decidedAtMs) {
    return plain('evidence_expired', sentence('not_reached.truck_changed', {}));
  }
  const refusal = truckRefusal(truck.as, order, policy);
  if (refusal === null) return null;
  const { value, threshold } = refusal;
  const said = refusalView(refusal).sentence;
  return { ...plain('truck_unsuitable', said), value, threshold };
}

export const wasRegistered = (
  { registeredAtMs }: Pick<PastEvidence, 'registeredAtMs'>,
  decidedAtMs: number,
): boolean => registeredAtMs !== null && registeredAtMs <= decidedAtMs;

export const notRegistered = (): NotReached =>
  plain('not_registered', sentence('not_reached.not_registered', {}));

/** In the record of a consequence stand only those it is about. */
export const concernedAnother = (): NotReached =>
  plain('concerned_another_driver', sentence('not_reached.concerned_another_driver', {}));

/** In the record of an award stand all who had grabbed, so who is in none had not. */
export const hadNotGrabbed = (recommended: NotReached['recommended']): NotReached => ({
  ...plain('did_not_grab', sentence('not_reached.did_not_grab', {})),
  recommended,
});

/** In the record of an acceptance stand all who had an offer. */
export const hadNoOffer = (recommended: NotReached['recommended']): NotReached => ({
  ...plain('not_offered', sentence('not_reached.not_offered', {})),
  recommended,
});

/**
 * Judged by the coarse distance first, then by what it may be off by: a driver at the rim of the
 * reach is told he was beyond it rather than accused of nothing, or the index of a fault.
 */
function byDistance(meters: number, uncertaintyMeters: number, search: SearchReport): NotReached {
  for (const slack of [0, uncertaintyMeters]) {
    const atMost = meters + slack;
    if (atMost > search.reachMeters) {
      return far('beyond_reach', meters, search.reachMeters, uncertaintyMeters);
    }
    if (search.endedBy === 'limit' && atMost >= search.provenMeters) {
      return far('beyond_search_bound', meters, provenKilometers(search), uncertaintyMeters);
    }
  }
  return far('within_reach_but_unseen', meters, search.reachMeters, uncertaintyMeters);
}

/**
 * Down to a whole kilometre: where the search was full, its bound is the distance of the last
 * driver it took, and that is a rival's datum. Whoever was nearer than the rounded bound was seen
 * all the same.
 */
export const provenKilometers = ({ provenMeters }: SearchReport): number =>
  provenMeters - (provenMeters % 1000);

function far(
  reason: 'beyond_reach' | 'beyond_search_bound' | 'within_reach_but_unseen',
  value: number,
  threshold: number,
  uncertaintyMeters: number,
): NotReached {
  const said = sentence(`not_reached.${reason}`, { value, threshold });
  return { ...plain(reason, said), value, threshold, unit: 'meters', uncertaintyMeters };
}

const plain = (reason: NotReachedReason, said: Sentence): NotReached => ({
  reason,
  label: NOT_REACHED_LABELS[reason],
  value: null,
  threshold: null,
  unit: 'none',
  uncertaintyMeters: null,
  sentence: said,
  recommended: null,
});

const bare = (code: string): Text => ({ zh: code, en: code });

/** A position without its time proves nothing about its age. */
const ageOf = ({ observedAtMs }: PastPlace, decidedAtMs: number): number =>
  observedAtMs === null ? 0 : Math.max(0, Math.floor((decidedAtMs - observedAtMs) / 1000));
