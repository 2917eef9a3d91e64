import {
  LARGE_CHANGE_PERMILLE,
  weightChanges,
  type Policy,
  type WeightChange,
} from '#libs/matcher';
import type { Tx } from '../ports/database.js';
import type { ShadowRun } from '../ports/shadow-runs.js';
import { Rejection } from '../rejection.js';
import { COMPARED_KINDS } from './rehearse.js';

const HOUR_MS = 3_600_000;

/** A rehearsal tells of the market as it was; after a week that is another one. */
export const SHADOW_RUN_KEPT_MS = 7 * 24 * HOUR_MS;
/** Steps of a fifth each are one change, when they come within a day. */
const ONE_CHANGE_MS = 24 * HOUR_MS;
/** So many decisions are a rehearsal; all of them, where there are fewer. */
export const REHEARSED_MIN = 100;

export type Change = {
  /** What it follows on, of the city; null for the first of all. */
  readonly baseHash: string | null;
  readonly weights: readonly WeightChange[];
  /** The rehearsal that a large change rests on. */
  readonly rehearsal: ShadowRun | null;
};

/**
 * Lets a policy decide over people only when no weight moves by more than a fifth, or when it was
 * rehearsed and somebody insists. What it is held against: the rules in force in its city, and
 * those that were within a day, so that many small steps are no way round it. Rules that have not
 * decided anything there are left out: nobody can rehearse what never happened.
 */
export async function mustBeRehearsed(
  tx: Tx,
  candidate: { readonly hash: string; readonly policy: Policy },
  { force, nowMs }: { readonly force: boolean; readonly nowMs: number },
): Promise<Change> {
  const { hash, policy } = candidate;
  const { cityCode } = policy;
  const base = await tx.policies.activeFor(cityCode);
  if (base === null) return { baseHash: null, weights: [], rehearsal: null };
  const weights = weightChanges(base.policy, policy);
  const change = { baseHash: base.hash, weights, rehearsal: null };
  if (base.hash === hash) return change;
  const large = await largeSince(tx, candidate, nowMs - ONE_CHANGE_MS);
  if (large.length === 0) return change;
  const rehearsal = await rehearsalOf(tx, { hash, baseHash: base.hash, cityCode, nowMs });
  if (rehearsal !== null && force) return { ...change, rehearsal };
  throw new Rejection(
    'policy_change_large',
    rehearsal === null
      ? `A weight changes by more than ${LARGE_CHANGE_PERMILLE / 10} %, and there is no shadow ` +
          `run of this policy beside the one in force (${base.hash}) from the last ` +
          `${SHADOW_RUN_KEPT_MS / (24 * HOUR_MS)} days, over ${REHEARSED_MIN} decisions or all ` +
          `there are. Make one, read it, then insist with force.`
      : `A weight changes by more than ${LARGE_CHANGE_PERMILLE / 10} %. Shadow run ` +
          `${rehearsal.runId} says what it would have changed: ${rehearsal.report.winners.flips} ` +
          `of ${rehearsal.report.compared} decisions with another winner. Insist with force.`,
    large.map(({ path, before, after }) => ({
      path: `/policy${path}`,
      code: 'large_change',
      message: `expected at most a fifth more or less than ${before}, got ${after}`,
    })),
  );
}

/** The widest change of each weight, against all that has decided there since. */
async function largeSince(
  tx: Tx,
  { hash, policy }: { readonly hash: string; readonly policy: Policy },
  sinceMs: number,
): Promise<WeightChange[]> {
  const { cityCode } = policy;
  const large = new Map<string, WeightChange>();
  for (const followed of await tx.policies.followedSince(cityCode, sinceMs)) {
    if (followed.hash === hash) continue;
    const changes = weightChanges(followed.policy, policy).filter((each) => each.large);
    if (changes.length === 0 || !(await hasDecided(tx, followed.hash, cityCode))) continue;
    for (const change of changes) large.set(change.path, large.get(change.path) ?? change);
  }
  return [...large.values()];
}

async function hasDecided(tx: Tx, policyHash: string, cityCode: string): Promise<boolean> {
  const kinds = COMPARED_KINDS;
  const asked = { policyHash, cityCode, kinds, sinceMs: null, most: 1 };
  return (await tx.shadowRuns.decisionsUnder(asked)).available > 0;
}

/** The newest that looked at enough. */
async function rehearsalOf(
  tx: Tx,
  of: { hash: string; baseHash: string; cityCode: string; nowMs: number },
): Promise<ShadowRun | null> {
  const { hash, baseHash, cityCode, nowMs } = of;
  const sinceMs = nowMs - SHADOW_RUN_KEPT_MS;
  const runs = await tx.shadowRuns.of({ policyHash: hash, baseHash, cityCode, sinceMs });
  return (
    runs.find(
      ({ report, available }) => report.lookedAt >= Math.min(REHEARSED_MIN, Math.max(1, available)),
    ) ?? null
  );
}
