import type { Outcome } from '#libs/dispatch';
import { isJudged, recordOf, type DecisionRecord, type DriverRow } from '#libs/explanations';
import { decide, type Policy, type ProfileFacts } from '#libs/matcher';
import { dayOf, profileFacts, profileOf } from '#libs/profiles';

/** A datum as it was, and as it should have been. */
export type Corrected = {
  readonly driverId: string;
  readonly voided: Outcome;
  readonly replacement: Outcome | null;
};

export type Difference = {
  readonly driverId: string;
  readonly was: string;
  readonly wouldBe: string;
};

/**
 * Decides a recorded decision again, on the recorded inputs with one datum put right and by the
 * policy it was decided by, and tells for whom it would have come out differently. Null when that
 * cannot be known: it was no comparison, or a part of it was erased.
 *
 * A profile is a sum over outcomes, so what the wrong one put in is exactly what comes out again,
 * whatever else was added to the driver's past since.
 */
export function decideAgain(
  record: DecisionRecord,
  policy: Policy,
  corrected: Corrected,
): Difference[] | null {
  const { bundle, drivers } = record;
  if (!isJudged(bundle)) return null;
  if (drivers.some(({ candidate }) => candidate === null)) return null;
  const candidates = drivers.flatMap(({ candidate }) => {
    if (candidate === null) return [];
    const { profile } = candidate;
    if (candidate.driverId !== corrected.driverId || profile === null) return [candidate];
    return [{ ...candidate, profile: putRight(profile, record, policy, corrected) }];
  });
  const world = {
    nowMs: record.decidedAtMs,
    purpose: bundle.purpose,
    policy,
    search: bundle.search,
    candidates,
  };
  const assigned = record.decidedByHuman === null ? null : record.winner;
  const again = recordOf(decide(bundle.order, world), {
    decisionId: record.decisionId,
    kind: record.kind,
    round: record.round,
    order: bundle.order,
    world,
    policyHash: record.policyHash,
    tieSeed: bundle.tieSeed,
    tieSeedHash: bundle.tieSeedHash,
    decidedByHuman: record.decidedByHuman,
    cause: bundle.cause,
    assigned,
  });
  return differences(drivers, again.drivers);
}

/** Only what it was for him: a rank that moved among the losers changed nothing for anyone. */
function differences(was: readonly DriverRow[], again: readonly DriverRow[]): Difference[] {
  const wouldBe = new Map(again.map((row) => [row.driverId, row.role]));
  return was.flatMap(({ driverId, role }) => {
    const other = wouldBe.get(driverId) ?? role;
    return other === role ? [] : [{ driverId, was: role, wouldBe: other }];
  });
}

function putRight(
  profile: ProfileFacts,
  { decidedAtMs, bundle }: DecisionRecord,
  { profile: { halfLifeDays, windowDays } }: Policy,
  { voided, replacement }: Corrected,
): ProfileFacts {
  const { order } = bundle;
  if (order === null) return profile;
  const moment = { day: dayOf(decidedAtMs), halfLifeDays, windowDays };
  const worth = (outcome: Outcome | null): ProfileFacts =>
    profileFacts(profileOf(outcome === null ? [] : [outcome], moment), order);
  const wrong = worth(voided);
  const right = worth(replacement);
  const put = (fact: keyof ProfileFacts): number =>
    Math.max(0, (profile[fact] ?? 0) - (wrong[fact] ?? 0) + (right[fact] ?? 0));
  return {
    ...profile,
    attemptedMilli: put('attemptedMilli'),
    completedMilli: put('completedMilli'),
    timedMilli: put('timedMilli'),
    onTimeMilli: put('onTimeMilli'),
    laneMilli: put('laneMilli'),
    togetherMilli: put('togetherMilli'),
    ...(profile.cargoMilli === undefined ? {} : { cargoMilli: put('cargoMilli') }),
  };
}
