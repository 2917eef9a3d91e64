import type { ProfileCause } from '#libs/explanations';
import { byCodeUnit } from '../code-unit.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import type { DriverState } from '../model/driver.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Outcome } from '../ports/outcomes.js';
import { recordProfileChange, type PastOf } from './record-profile-change.js';

export type Added = {
  readonly because: ProfileCause;
  readonly outcomes: readonly Outcome[];
  /** The one they are of; null for an import. */
  readonly order: Order | null;
  readonly nowMs: number;
  readonly requestId: string | null;
};

/**
 * Adds outcomes, and records as a decision about each driver what they did to his profile. The
 * profiles are read before and after under the drivers' locks. Answers how many were new.
 */
export async function addOutcomes(tx: Tx, matching: Matching, added: Added): Promise<number> {
  const { because, outcomes, order, nowMs, requestId } = added;
  const driverIds = [...new Set(outcomes.map(({ driverId }) => driverId))].sort(byCodeUnit);
  await tx.outcomes.lock(driverIds);
  const drivers = (await tx.drivers.byIds(driverIds))
    .map((driver) => matching.texts.inForce(driver, nowMs))
    .sort((a, b) => byCodeUnit(a.driverId, b.driverId));
  // With the profile off none is worked out; of his own order he is told that, of an import not.
  const open = drivers.filter(({ consents }) => consents.profile !== null);
  const before = await matching.profiles.outcomesOf(tx, open);
  const count = await tx.outcomes.add(outcomes);
  const after = await matching.profiles.outcomesOf(tx, open);
  const changes = drivers.flatMap((driver): PastOf[] => {
    const { driverId, consents } = driver;
    if (consents.profile !== null) {
      const past = { before: before.get(driverId) ?? [], after: after.get(driverId) ?? [] };
      return isSame(past) ? [] : [{ driver, past, added: [] }];
    }
    const own = outcomes.filter((outcome) => outcome.driverId === driverId);
    return order === null ? [] : [{ driver, past: null, added: own }];
  });
  const decided = await recordProfileChange(tx, matching, { because, changes, order, nowMs });
  await tx.outbox.add(
    driverIds.map((driverId) =>
      event(matching.entropy, requestId, nowMs, 'driver.profile_changed', driverId, {
        driverId,
        orderId: order?.orderId ?? null,
        decisionId: decided.get(driverId) ?? null,
        because,
      }),
    ),
  );
  return count;
}

const isSame = ({ before, after }: NonNullable<PastOf['past']>): boolean => {
  const known = new Set(before.map(({ outcomeId }) => outcomeId));
  return before.length === after.length && after.every(({ outcomeId }) => known.has(outcomeId));
};

/** Something that a driver might take for evidence and is none: recorded as changing nothing. */
export async function recordUnchanged(
  tx: Tx,
  matching: Matching,
  { because, order, driverId, nowMs }: Unchanged,
): Promise<void> {
  const found = await tx.drivers.byId(driverId);
  if (found === null) return;
  const driver: DriverState = matching.texts.inForce(found, nowMs);
  if (driver.consents.profile === null) return;
  const outcomes = (await matching.profiles.outcomesOf(tx, [driver])).get(driverId) ?? [];
  const past = { before: outcomes, after: outcomes };
  const changes = [{ driver, past, added: [] }];
  await recordProfileChange(tx, matching, { because, changes, order, nowMs });
}

type Unchanged = {
  readonly because: ProfileCause;
  readonly order: Order;
  readonly driverId: string;
  readonly nowMs: number;
};
