import { seedHash } from '#libs/explanations';
import type { Decision, Policy, RoundOutcome } from '#libs/matcher';
import { byCodeUnit } from '../code-unit.js';
import { event } from '../event.js';
import { askForHuman, timedOut } from '../matching/ask-for-human.js';
import { CROWDED_RETRY_MS, handOver } from '../matching/award.js';
import { mustUpdate } from '../matching/close.js';
import { useCompensation } from '../matching/compensation.js';
import type { Matching } from '../matching/context.js';
import type { Gathered } from '../matching/gather.js';
import type { Order } from '../model/order.js';
import { openStep } from '../orders/steps.js';
import type { Tx } from '../ports/database.js';
import { recordDecision } from '../matching/record-decision.js';

/** One order of a round, as it was measured and as it came out. */
export type Settled = {
  readonly order: Order;
  readonly policy: Policy;
  readonly gathered: Gathered;
  readonly outcome: RoundOutcome;
};

/**
 * Each award is claimed by itself: a truck that was taken meanwhile costs its own order another
 * try, and no other order anything. Claims go by driver, so that two rounds which want the same
 * trucks wait for each other in one order and never in a circle.
 */
export async function commitRound(
  tx: Tx,
  matching: Matching,
  settled: readonly Settled[],
  nowMs: number,
): Promise<void> {
  const roundId = matching.entropy.newId();
  const winnerOf = ({ outcome }: Settled): string => outcome.winner ?? '';
  const byWinner = settled.toSorted((a, b) => byCodeUnit(winnerOf(a), winnerOf(b)));
  for (const each of byWinner) {
    const { winner } = each.outcome;
    if (winner === null) await leftOut(tx, matching, each, roundId, nowMs);
    else await awarded(tx, matching, each, { driverId: winner, roundId, nowMs });
  }
}

async function awarded(
  tx: Tx,
  matching: Matching,
  settled: Settled,
  { driverId, roundId, nowMs }: { driverId: string; roundId: string; nowMs: number },
): Promise<void> {
  const { order, policy, gathered } = settled;
  const { orderId } = order;
  const wants = gathered.wantHuman.has(driverId);
  if (wants && (await askForHuman(tx, matching, order, policy, [driverId], nowMs))) return;
  const driverVersion = gathered.driverVersions.get(driverId);
  if (driverVersion === undefined) throw new Error('a winner who was not gathered');
  const decisionId = matching.entropy.newId();
  const aboard = gathered.aboard.get(driverId) ?? [];
  const claim = { orderId, driverId, driverVersion, aboard, decisionId, atMs: nowMs };
  if (!(await tx.ledger.claim(claim))) {
    return tx.wakeUps.set(orderId, { kind: 'award', dueAtMs: nowMs + CROWDED_RETRY_MS });
  }
  const cause = wants ? 'no_human_in_time' : null;
  const decision = settled.outcome.decision();
  await record(tx, settled, decision, { decisionId, roundId, cause });
  await useCompensation(tx, matching, gathered, { orderId, driverId, decisionId, nowMs });
  if (wants) await timedOut(tx, matching, order, { driverId, decisionId }, nowMs);
  const given = { decision, decisionId, driverId, kind: 'round', nowMs, requestId: null } as const;
  return handOver(tx, matching, order, policy, given);
}

/** Recorded like the others, with its seed, so the next round is drawn by another. */
async function leftOut(
  tx: Tx,
  { entropy }: Matching,
  settled: Settled,
  roundId: string,
  nowMs: number,
): Promise<void> {
  const { order, policy, outcome } = settled;
  const { orderId } = order;
  const decisionId = entropy.newId();
  const decision = outcome.decision();
  await record(tx, settled, decision, { decisionId, roundId, cause: null });
  const tieSeed = entropy.newSeed();
  const next: Order = {
    ...order,
    version: order.version + 1,
    round: order.round + 1,
    tieSeed,
    tieSeedHash: seedHash(tieSeed),
    updatedAtMs: nowMs,
  };
  await mustUpdate(tx, next);
  const { kind, dueAtMs } = openStep(next, policy, nowMs);
  await tx.wakeUps.set(orderId, { kind: kind === 'recommend' ? 'award' : kind, dueAtMs });
  await tx.outbox.add([
    event(entropy, null, nowMs, 'decision.recorded', orderId, {
      orderId,
      decisionId,
      kind: 'round',
      funnel: decision.funnel,
    }),
  ]);
}

const record = (
  tx: Tx,
  { order, gathered, outcome }: Settled,
  decision: Decision,
  given: { decisionId: string; roundId: string; cause: string | null },
): Promise<void> =>
  recordDecision(tx, order, gathered, decision, {
    decisionId: given.decisionId,
    kind: 'round',
    cause: given.cause,
    together: {
      round: { ...outcome.round, roundId: given.roundId },
      tradeOffs: outcome.tradeOffs,
    },
  });
