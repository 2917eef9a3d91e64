import { POINTS_MAX, type FactorName, type RefusalReason } from '#libs/matcher';
import type { Role, Told } from '../kinds/kind.js';
import { sentence, type Sentence } from '../sentence.js';
import type { NotReached, NotReachedReason, RecommendedView } from './not-reached.js';
import type { PartView } from './part-view.js';

// What a driver could do another time: only what is in his hands. That it would have won is not
// said here; counterfactuals prove that one by one.

/** The truck and the past are what they are; place, time and how work is done can be chosen. */
const ACTIONABLE: ReadonlySet<string> = new Set<FactorName>([
  'pickup_distance',
  'arrival_slack',
  'completion_rate',
  'punctuality',
]);

type Advice =
  | 'advice.finish_first'
  | 'advice.share_location'
  | 'advice.truck_stays'
  | 'advice.qualification'
  | 'advice.nearer'
  | 'advice.too_far'
  | 'advice.fresh_position'
  | 'advice.grab'
  | 'advice.keep_it'
  | 'advice.answer_offers'
  | 'advice.go_on_duty'
  | 'advice.set_place'
  | 'advice.object'
  | 'advice.nothing';

const OF_REFUSALS: Readonly<Record<RefusalReason, Advice>> = {
  busy: 'advice.finish_first',
  consent_missing: 'advice.share_location',
  blocked_pair: 'advice.nothing',
  gave_back_before: 'advice.keep_it',
  declined_before: 'advice.nothing',
  offer_lapsed: 'advice.answer_offers',
  body_type: 'advice.truck_stays',
  length: 'advice.truck_stays',
  weight: 'advice.truck_stays',
  volume: 'advice.truck_stays',
  vehicle_slots: 'advice.truck_stays',
  qualification: 'advice.qualification',
  cargo_incompatible: 'advice.finish_first',
  cannot_arrive: 'advice.nearer',
  late_together: 'advice.finish_first',
  detour_too_long: 'advice.finish_first',
  driving_time: 'advice.nearer',
  driving_time_unloading: 'advice.nothing',
  beyond_reach: 'advice.nearer',
  position_too_old: 'advice.fresh_position',
  offer_cap: 'advice.answer_offers',
  did_not_grab: 'advice.grab',
  not_offered: 'advice.nothing',
  did_not_accept: 'advice.answer_offers',
};

const OF_ABSENCE: Readonly<Record<NotReachedReason, Advice>> = {
  not_registered: 'advice.nothing',
  concerned_another_driver: 'advice.nothing',
  did_not_grab: 'advice.grab',
  not_offered: 'advice.nothing',
  evidence_expired: 'advice.object',
  off_duty: 'advice.go_on_duty',
  another_city: 'advice.set_place',
  beyond_reach: 'advice.nearer',
  truck_unsuitable: 'advice.truck_stays',
  beyond_search_bound: 'advice.nearer',
  position_too_old: 'advice.fresh_position',
  within_reach_but_unseen: 'advice.object',
};

export function couldChange({ header, row, parts, refusal }: Told, role: Role): Sentence[] {
  const { consequence } = row;
  if (consequence?.of === 'cancellation') return [sentence('advice.nothing', {})];
  if (consequence?.of === 'release') {
    const own = consequence.cause === 'driver_cancelled';
    return [sentence(own ? 'advice.keep_it' : 'advice.nothing', {})];
  }
  if (consequence?.of === 'profile_change') {
    if (consequence.rule === 'profile_off') return [sentence('advice.profile_on', {})];
    return [sentence(role === 'LOST' ? 'advice.complete_more' : 'advice.nothing', {})];
  }
  if (role === 'WON') return [sentence('advice.nothing', {})];
  if (refusal !== null) return [sentence(inReach(OF_REFUSALS[refusal.reason], refusal), {})];
  const improvable = weakestOf(parts);
  const said = improvable === null ? sentence('advice.nothing', {}) : improve(improvable);
  return header.kind === 'recommendation' ? [sentence('advice.grab_anyway', {}), said] : [said];
}

export function couldHaveBeenReached(notReached: NotReached): Sentence[] {
  const { reason, recommended } = notReached;
  const first = sentence(inReach(OF_ABSENCE[reason], notReached), {});
  if (recommended === null) return [first];
  const before = adviceBefore(recommended);
  // Who could not have won by grabbing alone is told what else, and that it takes a grab, too.
  if (before === null) return [first];
  const grab = reason === 'did_not_grab' ? [sentence('advice.must_grab', {})] : [];
  return [sentence(before, {}), ...grab];
}

function adviceBefore({ refusal, notReached }: RecommendedView): Advice | null {
  if (refusal !== null) return inReach(OF_REFUSALS[refusal.reason], refusal);
  return notReached && inReach(OF_ABSENCE[notReached.reason], notReached);
}

/** Some two hours' drive: nobody is told to be where he could not have been. */
const NEARER_AT_MOST_METERS = 120_000;
const NEARER_AT_MOST_SECONDS = 7_200;

export const tooFar = (meters: number): boolean => meters > NEARER_AT_MOST_METERS;

type Missing = { readonly unit: string } & Pick<NotReached, 'value' | 'threshold'>;

function inReach(advice: Advice, { unit, value, threshold }: Missing): Advice {
  if (advice !== 'advice.nearer') return advice;
  const missing = Number(value) - Math.max(0, Number(threshold));
  const far = unit === 'seconds' ? missing > NEARER_AT_MOST_SECONDS : tooFar(missing);
  return far ? 'advice.too_far' : advice;
}

const improve = ({ factor, contribution, most }: PartView): Sentence =>
  sentence('advice.improve', { factor, contribution, most });

/** Of the parts in his hands the one that missed most; with the profile off none of his past is. */
function weakestOf(parts: readonly PartView[]): PartView | null {
  let weakest: PartView | null = null;
  const missed = ({ weight, points }: PartView): number => weight * (POINTS_MAX - points);
  for (const part of parts) {
    if (!ACTIONABLE.has(part.factor) || part.facts['profileOff'] === true) continue;
    if (missed(part) > (weakest === null ? 0 : missed(weakest))) weakest = part;
  }
  return weakest;
}
