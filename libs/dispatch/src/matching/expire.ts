import { decide } from '#libs/matcher';
import { event } from '../event.js';
import type { Order } from '../model/order.js';
import { withdrawOffers } from '../offers/withdraw-offers.js';
import type { Tx } from '../ports/database.js';
import { closeGrabs, mustUpdate } from './close.js';
import type { Matching } from './context.js';
import { gather } from './gather.js';
import { recordDecision } from './record-decision.js';

export type ExpiryCause = 'nobody_in_time' | 'given_back_too_often';

/**
 * Nobody got it: a decision like any other, recorded with everyone who was in reach and why not
 * they.
 */
export async function expire(
  tx: Tx,
  matching: Matching,
  order: Order,
  cause: ExpiryCause,
  nowMs: number,
): Promise<void> {
  const { entropy } = matching;
  const policy = await matching.policies.get(tx, order.policyHash);
  const { facts, world } = await gather(tx, matching, order, policy, { nowMs, purpose: 'award' });
  const decision = decide(facts, world);
  const decisionId = entropy.newId();
  await withdrawOffers(tx, matching, order, 'order_expired', { nowMs, requestId: null });
  await mustUpdate(tx, {
    ...order,
    version: order.version + 1,
    status: 'expired',
    driverId: null,
    collectUntilMs: null,
    updatedAtMs: nowMs,
    closedBecause: cause,
  });
  await tx.wakeUps.clear(order.orderId);
  await recordDecision(tx, order, { facts, world }, decision, {
    decisionId,
    kind: 'expiry',
    cause,
  });
  await closeGrabs(tx, order, decision, null);
  const about = { orderId: order.orderId, decisionId };
  await tx.outbox.add([
    event(entropy, null, nowMs, 'decision.recorded', order.orderId, {
      ...about,
      kind: 'expiry',
      funnel: decision.funnel,
    }),
    event(entropy, null, nowMs, 'order.expired', order.orderId, { ...about, cause }),
  ]);
}
