import type { Order } from '../model/order.js';
import { closeRating } from '../orders/rate-order.js';
import { reportStalled } from '../orders/stalled.js';
import { offerStep } from '../offers/offer-batch.js';
import { roundStep } from '../rounds/round-step.js';
import { firstStep } from '../orders/steps.js';
import type { Database, Tx } from '../ports/database.js';
import type { WakeUp } from '../ports/wake-ups.js';
import { award } from './award.js';
import type { Matching } from './context.js';
import { expire } from './expire.js';
import { recommend } from './recommend.js';
import { release } from './release.js';

/**
 * While a city's automation is paused its orders are looked at again this often, and left alone.
 */
const PAUSED_RECHECK_MS = 5_000;

/**
 * Takes one order's next step, in one transaction that holds the order's row. A step that was
 * replaced after it was taken (the order was amended, confirmed, cancelled) does nothing: an
 * allocation that was due for the round before must not cut the new one short.
 */
export async function takeStep(
  database: Database,
  matching: Matching,
  { orderId, kind, fence }: Pick<WakeUp, 'orderId' | 'kind' | 'fence'>,
): Promise<void> {
  await database.transact(async (tx) => {
    const order = await tx.orders.byIdForUpdate(orderId);
    if (order === null) return tx.wakeUps.clear(orderId);
    if (!(await tx.wakeUps.holds({ orderId, fence }))) return undefined;
    const nowMs = matching.clock.nowMs();
    if (order.status === 'open' || order.status === 'awarded') {
      if (await tx.automation.isPaused(order.loading.cityCode)) {
        const step = { kind, dueAtMs: nowMs + PAUSED_RECHECK_MS };
        return tx.wakeUps.set(orderId, step);
      }
    }
    return stepOf(tx, matching, order, kind, nowMs);
  });
}

function stepOf(
  tx: Tx,
  matching: Matching,
  order: Order,
  kind: WakeUp['kind'],
  nowMs: number,
): Promise<void> {
  switch (order.status) {
    case 'open':
      return openOrder(tx, matching, order, kind, nowMs);
    case 'awarded':
      return release(tx, matching, order, 'not_confirmed', nowMs);
    case 'confirmed':
    case 'loading':
    case 'in_transit':
      return reportStalled(tx, matching, order, nowMs);
    case 'delivered':
    case 'received':
      return closeRating(tx, matching, order, nowMs);
    case 'rated':
    case 'cancelled':
    case 'expired':
      return tx.wakeUps.clear(order.orderId);
  }
}

/** Past its time an order is still allocated once among those who grabbed: they were in time. */
async function openOrder(
  tx: Tx,
  matching: Matching,
  order: Order,
  kind: WakeUp['kind'],
  nowMs: number,
): Promise<void> {
  const policy = await matching.policies.get(tx, order.policyHash);
  const first = firstStep(order, policy, nowMs);
  // Looked at before its time, as after a pause: it is still days ahead.
  if (first.dueAtMs > nowMs) return tx.wakeUps.set(order.orderId, first);
  if (order.mode === 'offer') return offerStep(tx, matching, order, nowMs);
  if (order.mode === 'round') return roundStep(tx, matching, order, kind, nowMs);
  const due = order.collectUntilMs !== null && nowMs >= order.collectUntilMs;
  if (nowMs >= order.expiresAtMs) {
    const grabs = await tx.grabs.ofRound(order.orderId, order.round);
    return grabs.length > 0
      ? award(tx, matching, order, nowMs)
      : expire(tx, matching, order, 'nobody_in_time', nowMs);
  }
  return due || kind === 'award'
    ? award(tx, matching, order, nowMs)
    : recommend(tx, matching, order, nowMs);
}
