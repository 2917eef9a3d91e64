import type { Circumstances } from '../circumstances.js';
import { REFUSALS, type Refusal, type RefusalReason } from '../decision.js';
import type { Candidate, OrderFacts } from '../domain.js';
import { beyondReach } from './beyond-reach.js';
import { blockedPair } from './blocked-pair.js';
import { bodyType } from './body-type.js';
import { busy } from './busy.js';
import { cannotArrive } from './cannot-arrive.js';
import { length, vehicleSlots, volume, weight } from './capacity.js';
import { consentMissing } from './consent-missing.js';
import { didNotAccept, notOffered } from './did-not-accept.js';
import { declinedBefore } from './declined-before.js';
import { didNotGrab } from './did-not-grab.js';
import { drivingTime, drivingTimeUnloading } from './driving-time.js';
import { gaveBackBefore } from './gave-back-before.js';
import { offerLapsed } from './offer-lapsed.js';
import { offerCap } from './offer-cap.js';
import { cargoIncompatible, detourTooLong, lateTogether } from './part-loads.js';
import { positionTooOld } from './position-too-old.js';
import { qualification } from './qualification.js';
import type { Rule } from './rule.js';

/**
 * Add a refusal: its rule, one line here, its place in REFUSALS, its unit, a row in the table of
 * the spec.
 */
const rules: Readonly<Record<RefusalReason, Rule>> = {
  busy,
  consent_missing: consentMissing,
  blocked_pair: blockedPair,
  gave_back_before: gaveBackBefore,
  declined_before: declinedBefore,
  offer_lapsed: offerLapsed,
  body_type: bodyType,
  length,
  weight,
  volume,
  vehicle_slots: vehicleSlots,
  qualification,
  cargo_incompatible: cargoIncompatible,
  cannot_arrive: cannotArrive,
  late_together: lateTogether,
  detour_too_long: detourTooLong,
  driving_time: drivingTime,
  driving_time_unloading: drivingTimeUnloading,
  beyond_reach: beyondReach,
  position_too_old: positionTooOld,
  offer_cap: offerCap,
  did_not_grab: didNotGrab,
  not_offered: notOffered,
  did_not_accept: didNotAccept,
};

/** By place, not by name: they are gone through for every pair of every decision. */
export const inPrecedence = REFUSALS.map((reason) => ({ reason, rule: rules[reason] }));

/**
 * The first reason that holds, or null. This defines who may be matched; an index or a query may
 * only narrow towards it, never disagree.
 */
export function refusal(
  candidate: Candidate,
  order: OrderFacts,
  circumstances: Circumstances,
): Refusal | null {
  for (const { reason, rule } of inPrecedence) {
    const shortfall = rule(candidate, order, circumstances);
    if (shortfall !== null) return { reason, ...shortfall };
  }
  return null;
}

/**
 * Every reason that holds, in precedence: what would have to change, not only what was reported.
 */
export const refusalsOf = (
  candidate: Candidate,
  order: OrderFacts,
  circumstances: Circumstances,
): Refusal[] =>
  inPrecedence.flatMap(({ reason, rule }) => {
    const shortfall = rule(candidate, order, circumstances);
    return shortfall === null ? [] : [{ reason, ...shortfall }];
  });
