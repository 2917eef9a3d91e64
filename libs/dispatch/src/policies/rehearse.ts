import {
  canonicalJson,
  compareUnder,
  DECISION_KINDS,
  KINDS,
  policyHash,
  rulesOf,
  sha256Hex,
  ShadowTally,
  withoutDrivers,
  type DecisionKind,
  type ShadowReport,
} from '#libs/explanations';
import type { Policy } from '#libs/matcher';
import { recordShown } from '../access/show.js';
import type { Caller } from '../caller.js';
import type { Matching } from '../matching/context.js';
import type { Tx } from '../ports/database.js';
import type { ShadowRun } from '../ports/shadow-runs.js';
import { Rejection } from '../rejection.js';

/** Where drivers were compared: the others would be the same under any rules. */
export const COMPARED_KINDS: readonly DecisionKind[] = DECISION_KINDS.filter(
  (kind) => KINDS[kind].proof.by !== 'rules',
);

/** Some minutes of deciding again, and a report that still fits the head of a person. */
export const REHEARSED_MAX = 100_000;

export type Rehearsed = Omit<ShadowRun, 'runId' | 'atMs' | 'by'>;

/**
 * Takes recorded decisions again with this policy in place of the one in force, which they were
 * taken under, by the deciding that replay checks. Reads only; decisions under older rules are left
 * out, since they would tell of two changes at once.
 */
export async function rehearse(
  read: Tx,
  policy: Policy,
  { sinceMs, most }: { readonly sinceMs: number | null; readonly most: number },
  onward: (done: number, of: number) => void = () => undefined,
): Promise<Rehearsed> {
  const { cityCode } = policy;
  const hash = policyHash(policy);
  const base = await read.policies.activeFor(cityCode);
  if (base === null) throw new Error(`no active policy for city ${cityCode} nor for *`);
  if (base.hash === hash) {
    throw new Rejection('wrong_state', 'This policy is in force; there is nothing to rehearse.');
  }
  const { available, decisionIds } = await read.shadowRuns.decisionsUnder({
    ...{ policyHash: base.hash, cityCode, kinds: COMPARED_KINDS, sinceMs, most },
  });
  const rules = rulesOf(base.policy, policy);
  const tally = new ShadowTally();
  for (const [done, decisionId] of decisionIds.entries()) {
    const decision = await read.ledger.decision(decisionId);
    // Deleted by retention meanwhile.
    if (decision === null) continue;
    const record = { ...decision, drivers: await read.ledger.driverRows(decisionId) };
    tally.add(record, compareUnder(record, rules));
    onward(done + 1, decisionIds.length);
  }
  const report = tally.report();
  return {
    ...{ policyHash: hash, baseHash: base.hash, cityCode, sinceMs, most, available },
    resultHash: `sha256:${sha256Hex(canonicalJson(withoutDrivers(report)))}`,
    report,
  };
}

/**
 * Keeps a rehearsal, so that a large change may rest on it, with the policy it was about. Whoever
 * is shown who the drivers were is on record as having been shown them (S2).
 */
export async function keepShadowRun(
  tx: Tx,
  { clock, entropy }: Pick<Matching, 'clock' | 'entropy'>,
  caller: Caller,
  { policy, rehearsed, drivers }: { policy: Policy; rehearsed: Rehearsed; drivers: boolean },
): Promise<ShadowRun> {
  const nowMs = clock.nowMs();
  const run: ShadowRun = {
    ...rehearsed,
    report: withoutDrivers(rehearsed.report),
    runId: entropy.newId(),
    atMs: nowMs,
    by: caller.subject,
  };
  await tx.policies.put(policy, run.policyHash, nowMs, caller.subject);
  await tx.shadowRuns.add(run);
  await tx.audit.add({
    id: entropy.newId(),
    atMs: nowMs,
    actor: caller.subject,
    role: caller.role,
    action: 'policy.shadow',
    subject: run.policyHash,
    reason: `${policy.name} version ${policy.version} for ${policy.cityCode}`,
    detail: {
      ...{ runId: run.runId, baseHash: run.baseHash, resultHash: run.resultHash, drivers },
      ...{ compared: run.report.compared, flips: run.report.winners.flips },
    },
  });
  if (!drivers) return run;
  const because = { what: 'state' as const, reason: `shadow run ${run.runId}` };
  await recordShown(tx, { clock }, caller, 'policy.shadow', shownIn(rehearsed.report, because));
  return { ...run, report: rehearsed.report };
}

const shownIn = <Because extends object>(
  { flips }: ShadowReport,
  because: Because,
): (Because & { driverId: string; orderId: string | null; decisionId: string })[] =>
  flips.flatMap(({ decisionId, orderId, loser, winner }) =>
    [loser?.driverId, winner?.driverId].flatMap((driverId) =>
      driverId === undefined ? [] : [{ ...because, driverId, orderId, decisionId }],
    ),
  );
