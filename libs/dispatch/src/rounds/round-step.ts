import {
  candidatesWanted,
  matchedFromMs,
  roundRulesOf,
  settleRound,
  windowMs,
  type Policy,
  type RoundRules,
  type Supply,
} from '#libs/matcher';
import { CROWDED_RETRY_MS } from '../matching/award.js';
import type { Matching } from '../matching/context.js';
import { expire } from '../matching/expire.js';
import { gather } from '../matching/gather.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { WakeKind } from '../ports/wake-ups.js';
import { commitRound, type Settled } from './commit-round.js';

/**
 * The next step of an order that is given out together with others. Its first look only asks
 * whether there are trucks enough: then its round is held at once, else after a window in which
 * more orders and trucks come in. A round takes every open order of the city with it, whichever was
 * due, in one transaction; the orders that it serves need no step of their own any more.
 */
export async function roundStep(
  tx: Tx,
  matching: Matching,
  order: Order,
  kind: WakeKind,
  nowMs: number,
): Promise<void> {
  if (nowMs >= order.expiresAtMs) return expire(tx, matching, order, 'nobody_in_time', nowMs);
  const policy = await matching.policies.get(tx, order.policyHash);
  const rules = roundRulesOf(policy);
  const { orderId, loading } = order;
  const market = await tx.rounds.take(loading.cityCode, rules.ordersMax);
  if (market === null) {
    return tx.wakeUps.set(orderId, { kind, dueAtMs: nowMs + CROWDED_RETRY_MS });
  }
  const orders = await ready(tx, matching, order, market, nowMs);
  const supply = supplyOf(matching, order, policy, orders.length);
  const waitMs = kind === 'round' ? windowMs(supply, rules) : 0;
  if (waitMs > 0) {
    const dueAtMs = Math.min(nowMs + waitMs, order.expiresAtMs);
    return tx.wakeUps.set(orderId, { kind: 'award', dueAtMs });
  }
  return holdRound(tx, matching, orders, { rules, limit: candidatesWanted(supply, rules), nowMs });
}

/** The order that was due, and all others of its market that may be matched now. */
async function ready(
  tx: Tx,
  { policies }: Matching,
  due: Order,
  market: readonly Order[],
  nowMs: number,
): Promise<Order[]> {
  const others: Order[] = [];
  for (const order of market) {
    if (order.orderId === due.orderId || nowMs >= order.expiresAtMs) continue;
    const policy = await policies.get(tx, order.policyHash);
    if (matchedFromMs(order.postedAtMs, order.loading.window, policy) > nowMs) continue;
    // It waits for a person who gives it away.
    const review = await tx.awardReviews.of(order.orderId, order.round);
    if (review?.state === 'waiting' && nowMs < review.dueAtMs) continue;
    others.push(order);
  }
  return [due, ...others];
}

/** Trucks as far as the index sees them from here: nothing is measured yet. */
const supplyOf = ({ fleet }: Matching, order: Order, policy: Policy, orders: number): Supply => ({
  orders,
  drivers: fleet.near(order.loading, order.loading.cityCode, {
    reachMeters: policy.reach.meters,
    limit: 1,
  }).found,
});

async function holdRound(
  tx: Tx,
  matching: Matching,
  orders: readonly Order[],
  { rules, limit, nowMs }: { rules: RoundRules; limit: number; nowMs: number },
): Promise<void> {
  const settled = new Map<string, Omit<Settled, 'outcome'>>();
  for (const order of orders) {
    const policy = await matching.policies.get(tx, order.policyHash);
    const evaluatedMax = Math.min(limit, policy.limits.evaluatedMax);
    const gathered = await gather(tx, matching, order, policy, {
      nowMs,
      purpose: 'recommend',
      evaluatedMax,
    });
    settled.set(order.orderId, { order, policy, gathered });
  }
  const entries = [...settled.values()].map(({ gathered: { facts, world } }) => ({
    order: facts,
    world,
  }));
  const outcomes = settleRound(entries, rules).flatMap((outcome): Settled[] => {
    const known = settled.get(outcome.orderId);
    return known === undefined ? [] : [{ ...known, outcome }];
  });
  return commitRound(tx, matching, outcomes, nowMs);
}
