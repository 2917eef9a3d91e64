import { decide, type Part } from '#libs/matcher';
import type { Caller } from '../caller.js';
import type { Matching } from '../matching/context.js';
import { gather } from '../matching/gather.js';
import type { Order } from '../model/order.js';
import { mustBeOpen } from '../orders/amend-order.js';
import type { AwardReview } from '../ports/award-reviews.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';
import { orderForUpdate } from '../sight.js';
import { assign } from './assign.js';

export type Competing = {
  readonly driverId: string;
  readonly rank: number;
  readonly total: number;
  readonly parts: readonly Part[];
};

/** Who competes, as the rules would rank them now. The person's time is measured from here. */
export async function openAward(
  tx: Tx,
  matching: Matching,
  caller: Caller,
  orderId: string,
): Promise<{ readonly review: AwardReview; readonly candidates: readonly Competing[] }> {
  const { order, review } = await waitingAward(tx, caller, orderId);
  const nowMs = matching.clock.nowMs();
  await tx.awardReviews.open(orderId, order.round, caller.subject, nowMs);
  const policy = await matching.policies.get(tx, order.policyHash);
  const gathered = await gather(tx, matching, order, policy, {
    nowMs,
    ...(order.mode === 'round'
      ? { purpose: 'recommend' }
      : { purpose: 'award', onlyGrabbers: true }),
  });
  const { ranked } = decide(gathered.facts, gathered.world);
  return { review, candidates: ranked };
}

/** A person gives the order to one of those who compete for it; recorded as his decision. */
export async function decideAward(
  tx: Tx,
  matching: Matching,
  caller: Caller,
  given: { readonly orderId: string; readonly driverId: string; readonly reasons: string },
): Promise<Order> {
  const { orderId, driverId, reasons } = given;
  const { order, review } = await waitingAward(tx, caller, orderId);
  const { openedAtMs } = review;
  if (review.openedBy !== caller.subject || openedAtMs === null) {
    throw new Rejection('wrong_state', 'Open the award first, and see who competes.');
  }
  const nowMs = matching.clock.nowMs();
  const policy = await matching.policies.get(tx, order.policyHash);
  const spentMs = nowMs - openedAtMs;
  const decisionId = await assign(tx, matching, caller, order, policy, {
    driverId,
    cause: 'human_decision',
    // In a round nobody grabs: whoever is eligible competes.
    onlyGrabbers: order.mode !== 'round',
    human: { spentMs, waitedMs: nowMs - review.askedAtMs },
    nowMs,
  });
  const end = { state: 'decided', atMs: nowMs, decidedBy: caller.subject, decisionId } as const;
  await tx.awardReviews.close(orderId, order.round, end);
  await tx.audit.add({
    id: matching.entropy.newId(),
    atMs: nowMs,
    actor: caller.subject,
    role: caller.role,
    action: 'award.decide',
    subject: orderId,
    reason: [...reasons].slice(0, 200).join(''),
    detail: { driverId, decisionId, spentMs },
  });
  const after = await tx.orders.byId(orderId);
  if (after === null) throw new Error(`order ${orderId} vanished`);
  return after;
}

async function waitingAward(
  tx: Tx,
  caller: Caller,
  orderId: string,
): Promise<{ readonly order: Order; readonly review: AwardReview }> {
  const order = await orderForUpdate(tx, caller, orderId);
  const review = await tx.awardReviews.of(orderId, order.round);
  if (review?.state !== 'waiting') {
    throw new Rejection('wrong_state', `Order ${orderId} waits for no person.`);
  }
  mustBeOpen(order);
  return { order, review };
}
