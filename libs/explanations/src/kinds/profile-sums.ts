import type { CargoKind, Policy, ProfileFacts } from '#libs/matcher';
import { dayOf, laneKey, profileOf, type Outcome } from '#libs/profiles';
import type { ProfileEvent } from '../consequence.js';

/** An outcome that came into a profile or went out of it. */
export type CountedOutcome = Outcome & {
  readonly outcomeId: string;
  readonly orderId: string | null;
};

export type Moment = { readonly nowMs: number; readonly policy: Policy };

/** By the same sums as every profile, so that an event's weight is what it adds to one. */
export function eventOf(outcome: CountedOutcome, moment: Moment): ProfileEvent {
  const { outcomeId, orderId, kind, onTime, fromCityCode, toCityCode, shipperId, atMs } = outcome;
  const { cargoKind } = outcome;
  const weightMilli = sumsOf([outcome], moment).attemptedMilli;
  return {
    ...{ outcomeId, orderId, kind, onTime, fromCityCode, toCityCode, shipperId, atMs },
    ...(cargoKind === null || cargoKind === undefined ? {} : { cargoKind }),
    weightMilli,
  };
}

const sumsOf = (outcomes: readonly Outcome[], { nowMs, policy }: Moment) => {
  const { halfLifeDays, windowDays } = policy.profile;
  return profileOf(outcomes, { day: dayOf(nowMs), halfLifeDays, windowDays });
};

export type About = {
  readonly lane: string | null;
  readonly shipperId: string | null;
  /** Absent as well where nobody said what was carried. */
  readonly cargoKind?: CargoKind;
};

/** The one lane, shipper and cargo kind that all of them are of; null where there are several. */
export function aboutOf(outcomes: readonly Outcome[]): About {
  const one = <T>(values: readonly T[]): T | null => {
    const [first, ...others] = new Set(values);
    return first === undefined || others.length > 0 ? null : first;
  };
  const cargoKind = one(outcomes.map((outcome) => outcome.cargoKind ?? null));
  return {
    lane: one(outcomes.map(laneKey)),
    shipperId: one(outcomes.map(({ shipperId }) => shipperId)),
    ...(cargoKind === null ? {} : { cargoKind }),
  };
}

/** Of a whole past, or of what was added to it: sums are sums. */
export function factsOf(
  outcomes: readonly Outcome[],
  { lane, shipperId, cargoKind }: About,
  moment: Moment,
): ProfileFacts {
  const sums = sumsOf(outcomes, moment);
  return {
    attemptedMilli: sums.attemptedMilli,
    completedMilli: sums.completedMilli,
    timedMilli: sums.timedMilli,
    onTimeMilli: sums.onTimeMilli,
    laneMilli: lane === null ? 0 : (sums.laneMilli.get(lane) ?? 0),
    togetherMilli: shipperId === null ? 0 : (sums.togetherMilli.get(shipperId) ?? 0),
    ...(cargoKind === undefined ? {} : { cargoMilli: sums.cargoMilli.get(cargoKind) ?? 0 }),
  };
}

export const PROFILE_SUMS = [
  'attemptedMilli',
  'completedMilli',
  'timedMilli',
  'onTimeMilli',
  'laneMilli',
  'togetherMilli',
] as const satisfies readonly (keyof ProfileFacts)[];

/** `before + added − removed`, sum by sum: exact, since all are whole numbers. */
export function afterwards(
  before: ProfileFacts,
  added: ProfileFacts,
  removed: ProfileFacts,
): ProfileFacts {
  const after = { ...before };
  for (const sum of PROFILE_SUMS) after[sum] = before[sum] + added[sum] - removed[sum];
  if (before.cargoMilli === undefined) return after;
  const cargoMilli = before.cargoMilli + (added.cargoMilli ?? 0) - (removed.cargoMilli ?? 0);
  return { ...after, cargoMilli };
}
