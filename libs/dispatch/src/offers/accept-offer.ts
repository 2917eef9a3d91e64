import type { DecisionRecord } from '#libs/explanations';
import { decide, offerRulesOf, type Policy } from '#libs/matcher';
import type { Caller } from '../caller.js';
import { handOver } from '../matching/award.js';
import { useCompensation } from '../matching/compensation.js';
import type { Matching } from '../matching/context.js';
import { gather } from '../matching/gather.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Offer } from '../ports/offers.js';
import { Rejection } from '../rejection.js';
import { whyTooLate } from './why-too-late.js';
import { decisionRecord } from '../matching/record-decision.js';

export type AcceptedOffer = { readonly offer: Offer; readonly order: Order };

/**
 * The first to accept gets the order, if the rules still allow it: judged again, claimed, recorded
 * and handed over in one transaction that holds the order. To accept twice is to accept once; who
 * comes too late is told why.
 */
export async function acceptOffer(
  tx: Tx,
  matching: Matching,
  caller: Caller,
  orderId: string,
): Promise<AcceptedOffer> {
  const driverId = caller.subject;
  const order = await tx.orders.byIdForUpdate(orderId);
  const offer = order === null ? null : await tx.offers.latestOf(orderId, driverId);
  if (order === null || offer === null) throw notOffered(orderId);
  if (offer.state === 'accepted' && order.driverId === driverId) return { offer, order };
  const nowMs = matching.clock.nowMs();
  const policy = await matching.policies.get(tx, order.policyHash);
  const { graceMs } = offerRulesOf(policy);
  const against = whyTooLate(order, offer, { nowMs, graceMs });
  if (against !== null) throw against;
  await claimFor(tx, matching, caller, order, offer, policy, nowMs);
  return { offer: await still(tx, orderId, driverId), order: await orderNow(tx, orderId) };
}

/** Who was never asked learns as little of an order as of one that does not exist. */
export const notOffered = (orderId: string): Rejection =>
  new Rejection('not_offered', `Order ${orderId} has not been offered to you.`);

async function claimFor(
  tx: Tx,
  matching: Matching,
  caller: Caller,
  order: Order,
  offer: Offer,
  policy: Policy,
  nowMs: number,
): Promise<void> {
  const { orderId } = order;
  const driverId = caller.subject;
  const decisionId = matching.entropy.newId();
  for (let attempt = 1; attempt <= policy.limits.attemptsMax; attempt++) {
    const gathered = await gather(tx, matching, order, policy, {
      nowMs,
      purpose: 'award',
      onlyGrabbers: true,
      include: driverId,
    });
    const decision = decide(gathered.facts, gathered.world);
    if (decision.winner === null) throw refusedNow(decision.refused, driverId);
    const driverVersion = gathered.driverVersions.get(driverId) ?? 0;
    const aboard = gathered.aboard.get(driverId) ?? [];
    const claim = { orderId, driverId, driverVersion, aboard, decisionId, atMs: nowMs };
    const about = { decisionId, kind: 'acceptance' } as const;
    const record = (): DecisionRecord => decisionRecord(order, gathered, decision, about);
    if (!(await tx.ledger.claimRecorded(claim, record))) continue;
    await useCompensation(tx, matching, gathered, { orderId, driverId, decisionId, nowMs });
    await tx.offers.close([offer.offerId], { state: 'accepted', atMs: nowMs, because: null });
    return handOver(tx, matching, order, policy, {
      ...{ decision, decisionId, driverId, kind: 'acceptance', nowMs },
      requestId: caller.requestId,
    });
  }
  throw new Rejection('driver_busy', 'Your truck has just been taken by another order.');
}

/** He was eligible when he was asked; the rules are those of the moment in which he accepts. */
function refusedNow(
  refused: readonly { driverId: string; reason: string; value: unknown; threshold: unknown }[],
  driverId: string,
): Rejection {
  const his = refused.find((each) => each.driverId === driverId);
  if (his === undefined) throw new Error('an acceptance that was neither ranked nor refused');
  const { reason, value, threshold } = his;
  return reason === 'busy'
    ? new Rejection(
        'driver_busy',
        `You carry ${String(value)} already; the most is ${String(threshold)}.`,
      )
    : new Rejection(
        'driver_refused',
        `You can no longer take it: ${reason}, ${String(value)} where ${String(threshold)} is needed.`,
      );
}

async function still(tx: Tx, orderId: string, driverId: string): Promise<Offer> {
  const offer = await tx.offers.latestOf(orderId, driverId);
  if (offer === null) throw new Error(`the offer of ${orderId} vanished`);
  return offer;
}

async function orderNow(tx: Tx, orderId: string): Promise<Order> {
  const order = await tx.orders.byId(orderId);
  if (order === null) throw new Error(`order ${orderId} vanished`);
  return order;
}
