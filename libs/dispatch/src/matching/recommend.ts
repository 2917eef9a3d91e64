import { decide, shownAfterMs } from '#libs/matcher';
import { event } from '../event.js';
import type { Order } from '../model/order.js';
import { openStep } from '../orders/steps.js';
import type { Tx } from '../ports/database.js';
import type { Matching } from './context.js';
import { gather } from './gather.js';
import { recordDecision } from './record-decision.js';

/**
 * Ranks everyone eligible and tells the best of them; who was told in this round is not told again.
 * Nothing is given away here, so the order itself does not change, only its next step.
 */
export async function recommend(
  tx: Tx,
  matching: Matching,
  order: Order,
  nowMs: number,
): Promise<void> {
  const { entropy } = matching;
  const policy = await matching.policies.get(tx, order.policyHash);
  const gathered = await gather(tx, matching, order, policy, { nowMs, purpose: 'recommend' });
  const { world } = gathered;
  // Once everyone has seen the round's order, nobody sees it later than another.
  const staggered = nowMs - order.updatedAtMs < shownAfterMs(null, policy);
  const facts = staggered ? { ...gathered.facts, staggered } : gathered.facts;
  const decision = decide(facts, world);
  const decisionId = entropy.newId();
  const toldBefore = new Set(await tx.ledger.recommendedTo(order.orderId, order.round));
  await recordDecision(tx, order, { facts, world }, decision, {
    decisionId,
    kind: 'recommendation',
  });
  await tx.wakeUps.set(order.orderId, openStep(order, policy, nowMs));
  const best = decision.ranked
    .slice(0, policy.limits.recommendedMax)
    .filter(({ driverId }) => !toldBefore.has(driverId));
  await tx.outbox.add([
    event(entropy, null, nowMs, 'decision.recorded', order.orderId, {
      orderId: order.orderId,
      decisionId,
      kind: 'recommendation',
      funnel: decision.funnel,
    }),
    ...best.map(({ driverId, rank, total }) =>
      event(entropy, null, nowMs, 'order.recommended', order.orderId, {
        orderId: order.orderId,
        driverId,
        decisionId,
        rank,
        total,
        fromCityCode: order.loading.cityCode,
        toCityCode: order.unloading.cityCode,
        collectUntilMs: order.collectUntilMs,
        visibleFromMs: nowMs + (staggered ? shownAfterMs(rank, policy) : 0),
      }),
    ),
  ]);
}
