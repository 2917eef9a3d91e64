import {
  aboutOf,
  profileChangeRecord,
  profileFactsOf,
  type ChangedProfile,
  type ProfileCause,
} from '#libs/explanations';
import type { Policy } from '#libs/matcher';
import type { Matching } from '../matching/context.js';
import { factsOf } from '../matching/measure.js';
import type { DriverState } from '../model/driver.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Outcome } from '../ports/outcomes.js';

/** A driver's outcomes as a profile reads them, before and after; null with the profile off. */
export type PastOf = {
  readonly driver: DriverState;
  readonly past: {
    readonly before: readonly Outcome[];
    readonly after: readonly Outcome[];
  } | null;
  /** Only of who has no profile: what came in, and is not worked out. */
  readonly added: readonly Outcome[];
};

export type Changes = {
  readonly because: ProfileCause;
  readonly changes: readonly PastOf[];
  readonly order: Order | null;
  readonly nowMs: number;
  /** Who decided it, where a person did, as in a correction. */
  readonly decidedByHuman?: string | null;
};

type Ruled = { readonly hash: string; readonly policy: Policy };

/**
 * One decision for each policy that the drivers stand under: the order's own, else the one in force
 * where they are at home. Answers the decision by driver.
 */
export async function recordProfileChange(
  tx: Tx,
  matching: Matching,
  { because, changes, order, nowMs, decidedByHuman = null }: Changes,
): Promise<ReadonlyMap<string, string>> {
  const decided = new Map<string, string>();
  const rulesOf = await rulesFor(tx, matching, order);
  const byRules = new Map<string, { rules: Ruled; changes: PastOf[] }>();
  for (const change of changes) {
    const rules = await rulesOf(change.driver.cityCode);
    if (rules === null) continue;
    const those = byRules.get(rules.hash);
    if (those === undefined) byRules.set(rules.hash, { rules, changes: [change] });
    else those.changes.push(change);
  }
  for (const { rules, changes: those } of byRules.values()) {
    const { policy, hash: policyHash } = rules;
    const decisionId = matching.entropy.newId();
    await tx.ledger.record(
      profileChangeRecord({
        ...{ decisionId, policy, policyHash, decidedAtMs: nowMs, decidedByHuman, because },
        order: order === null ? null : { facts: factsOf(order, policy), round: order.round },
        drivers: those.map((change) => changedOf(change, policy, nowMs)),
      }),
    );
    for (const { driver } of those) decided.set(driver.driverId, decisionId);
  }
  return decided;
}

async function rulesFor(
  tx: Tx,
  { policies }: Pick<Matching, 'policies'>,
  order: Order | null,
): Promise<(cityCode: string) => Promise<Ruled | null>> {
  if (order !== null) {
    const rules = { hash: order.policyHash, policy: await policies.get(tx, order.policyHash) };
    return async () => rules;
  }
  const known = new Map<string, Ruled | null>();
  return async (cityCode) => {
    const before = known.get(cityCode);
    if (before !== undefined) return before;
    const rules = await tx.policies.activeFor(cityCode);
    known.set(cityCode, rules);
    return rules;
  };
}

/** What differs between the two lists is what came in and went out, also past the list's limit. */
function changedOf({ driver, past, added }: PastOf, policy: Policy, nowMs: number): ChangedProfile {
  const { driverId, vehicle, consents } = driver;
  const who = { driverId, body: vehicle.body, consent: consents.profile };
  if (past === null) return { ...who, added, removed: [], before: null };
  const moment = { nowMs, policy };
  const cameIn = without(past.after, past.before);
  const wentOut = without(past.before, past.after);
  const about = aboutOf([...cameIn, ...wentOut]);
  return {
    ...who,
    added: cameIn,
    removed: wentOut,
    before: profileFactsOf(past.before, about, moment),
  };
}

function without(those: readonly Outcome[], others: readonly Outcome[]): Outcome[] {
  const known = new Set(others.map(({ outcomeId }) => outcomeId));
  return those.filter(({ outcomeId }) => !known.has(outcomeId));
}
