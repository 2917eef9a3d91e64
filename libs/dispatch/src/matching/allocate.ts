import type { DecisionRecord } from '#libs/explanations';
import { decide, type Decision, type Policy } from '#libs/matcher';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import { useCompensation } from './compensation.js';
import { gather, type Gathered } from './gather.js';
import type { Matching } from './context.js';
import { decisionRecord } from './record-decision.js';

export type Allocation =
  | {
      readonly kind: 'awarded';
      readonly driverId: string;
      readonly decision: Decision;
      readonly decisionId: string;
    }
  | { readonly kind: 'nobody'; readonly gathered: Gathered; readonly decision: Decision }
  /** One who asked for a person competes: nothing is claimed or recorded yet. */
  | { readonly kind: 'for_human'; readonly wantedBy: readonly string[] }
  /** Each try found its winner taken by another order meanwhile; try again shortly. */
  | { readonly kind: 'crowded_out' };

/**
 * Gather, decide, claim, in one transaction that holds the order's row: nobody can grab between
 * what was judged and what was committed, so everyone whose grab was accepted is in the record. A
 * truck that another order took first is seen as busy on the next try; the number of tries is
 * bounded by policy.
 *
 * No deadlock: a transaction holds one order and waits for at most one truck at a time, whose
 * holder waits for nothing of ours.
 */
export async function allocate(
  tx: Tx,
  matching: Matching,
  order: Order,
  policy: Policy,
  nowMs: number,
  /** Null asks whether someone wants a person; a cause goes on without him, and says why. */
  withoutHuman: 'no_human_in_time' | null = null,
): Promise<Allocation> {
  const decisionId = matching.entropy.newId();
  for (let attempt = 1; attempt <= policy.limits.attemptsMax; attempt++) {
    const gathered = await gather(tx, matching, order, policy, {
      nowMs,
      purpose: 'award',
      onlyGrabbers: true,
    });
    const decision = decide(gathered.facts, gathered.world);
    if (decision.winner === null) return { kind: 'nobody', gathered, decision };

    if (withoutHuman === null) {
      const wantedBy = decision.ranked
        .map(({ driverId }) => driverId)
        .filter((driverId) => gathered.wantHuman.has(driverId));
      if (wantedBy.length > 0) return { kind: 'for_human', wantedBy };
    }

    const driverVersion = gathered.driverVersions.get(decision.winner);
    if (driverVersion === undefined) throw new Error('a winner who was not gathered');
    const claim = {
      orderId: order.orderId,
      driverId: decision.winner,
      driverVersion,
      aboard: gathered.aboard.get(decision.winner) ?? [],
      decisionId,
      atMs: nowMs,
    };
    const about = { decisionId, kind: 'award', cause: withoutHuman } as const;
    const record = (): DecisionRecord => decisionRecord(order, gathered, decision, about);
    if (!(await tx.ledger.claimRecorded(claim, record))) continue;

    await useCompensation(tx, matching, gathered, {
      orderId: order.orderId,
      driverId: decision.winner,
      decisionId,
      nowMs,
    });
    return { kind: 'awarded', driverId: decision.winner, decision, decisionId };
  }
  return { kind: 'crowded_out' };
}
