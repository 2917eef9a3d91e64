import { ENGINE_VERSION, profileParts } from '#libs/matcher';
import type { BodyType, OrderFacts, Policy, ProfileFacts } from '#libs/matcher';
import type { ProfileCause, ProfileConsequence, ProfileEffect } from '../consequence.js';
import type { DecisionRecord, DriverRow } from '../record.js';
import {
  aboutOf,
  afterwards,
  eventOf,
  factsOf,
  type About,
  type CountedOutcome,
} from './profile-sums.js';

export type ProfileChange = {
  readonly decisionId: string;
  /** The order it came from; null for an import or where several orders count. */
  readonly order: { readonly facts: OrderFacts; readonly round: number } | null;
  readonly decidedAtMs: number;
  readonly policy: Policy;
  readonly policyHash: string;
  readonly decidedByHuman: string | null;
  readonly because: ProfileCause;
  readonly drivers: readonly ChangedProfile[];
};

export type ChangedProfile = {
  readonly driverId: string;
  readonly body: BodyType;
  readonly consent: string | null;
  readonly added: readonly CountedOutcome[];
  readonly removed: readonly CountedOutcome[];
  /** His sums without what was added and with what was removed; null with the profile off. */
  readonly before: ProfileFacts | null;
};

/** One decision; each driver's part of it in his own row. */
export function profileChangeRecord(given: ProfileChange): DecisionRecord {
  const { order, because, drivers } = given;
  return {
    decisionId: given.decisionId,
    kind: 'profile_change',
    orderId: order?.facts.orderId ?? null,
    orderVersion: order?.facts.orderVersion ?? 0,
    round: order?.round ?? 0,
    decidedAtMs: given.decidedAtMs,
    policyHash: given.policyHash,
    engineVersion: ENGINE_VERSION,
    decidedByHuman: given.decidedByHuman,
    winner: null,
    cutoffTotal: null,
    bundle: { schema: 'paidan.consequence/1', order: order?.facts ?? null, cause: because },
    drivers: drivers.map((driver) => rowOf(driver, given)),
  };
}

function rowOf(driver: ChangedProfile, given: ProfileChange): DriverRow {
  const consequence = consequenceOf(driver, given);
  return {
    driverId: driver.driverId,
    role: roleOf(consequence, given.policy),
    rank: null,
    total: null,
    refusal: null,
    candidate: null,
    parts: [],
    consequence,
  };
}

function consequenceOf(
  { body, consent, added, removed, before }: ChangedProfile,
  { because, decidedAtMs, policy }: ProfileChange,
): ProfileConsequence {
  const moment = { nowMs: decidedAtMs, policy };
  const about = aboutOf([...added, ...removed]);
  const after =
    before === null
      ? null
      : afterwards(before, factsOf(added, about, moment), factsOf(removed, about, moment));
  const events = {
    added: added.map((outcome) => eventOf(outcome, moment)),
    removed: removed.map((outcome) => eventOf(outcome, moment)),
  };
  return {
    of: 'profile_change',
    because,
    body,
    consent,
    ...events,
    ...about,
    before,
    after,
    effects:
      before === null || after === null ? [] : effectsOf({ body, before, after, about, policy }),
    rule: ruleOf(because, after, [...events.added, ...events.removed]),
  };
}

function ruleOf(
  because: ProfileCause,
  after: ProfileFacts | null,
  events: readonly { readonly weightMilli: number }[],
): ProfileConsequence['rule'] {
  if (after === null) return 'profile_off';
  if (because === 'rating_defaulted') return 'rating_is_no_evidence';
  if (events.every(({ weightMilli }) => weightMilli === 0)) return 'outside_window';
  if (because === 'completed') return 'counts_as_completed';
  return because === 'driver_cancelled' ? 'counts_as_not_completed' : 'counted_by_sum';
}

type Compared = {
  readonly body: BodyType;
  readonly before: ProfileFacts;
  readonly after: ProfileFacts;
  readonly about: About;
  readonly policy: Policy;
};

/**
 * By the factors that decide. Sums of several lanes, shippers or kinds of cargo stand for none of
 * them, and ratings are no outcomes.
 */
function effectsOf({ body, before, after, about, policy }: Compared): ProfileEffect[] {
  const worth = (profile: ProfileFacts) =>
    profileParts({ body, profile, consents: { location: null, profile: 'on' } }, policy);
  const now = worth(after);
  return worth(before).flatMap(({ factor, weight, points: pointsBefore }, at): ProfileEffect[] => {
    const known =
      (factor !== 'lane_experience' || about.lane !== null) &&
      (factor !== 'completed_together' || about.shipperId !== null) &&
      (factor !== 'cargo_experience' || about.cargoKind !== undefined) &&
      factor !== 'observed_rating';
    const pointsAfter = now[at]?.points ?? pointsBefore;
    return known ? [{ factor, weight, pointsBefore, pointsAfter }] : [];
  });
}

/** For him or against him, by what decides it most: the completion rate. */
function roleOf(
  { rule, body, before, after }: ProfileConsequence,
  policy: Policy,
): DriverRow['role'] {
  if (before === null || after === null) return 'REFUSED';
  if (rule === 'rating_is_no_evidence' || rule === 'outside_window') return 'REFUSED';
  return permilleOf(after, body, policy) < permilleOf(before, body, policy) ? 'LOST' : 'WON';
}

function permilleOf(profile: ProfileFacts, body: BodyType, policy: Policy): number {
  const past = { body, profile, consents: { location: null, profile: 'on' } };
  const part = profileParts(past, policy).find(({ factor }) => factor === 'completion_rate');
  return Number(part?.facts['ratePermille']);
}
