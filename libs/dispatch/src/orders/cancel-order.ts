import type { Caller } from '../caller.js';
import { addOutcomes } from '../drivers/add-outcomes.js';
import { event } from '../event.js';
import { mustUpdate } from '../matching/close.js';
import type { Matching } from '../matching/context.js';
import { release } from '../matching/release.js';
import type { Order } from '../model/order.js';
import { withdrawOffers } from '../offers/withdraw-offers.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';
import { orderForUpdate } from '../sight.js';
import { outcomeOf } from './outcome-of.js';
import { recordCancellation } from './record-cancellation.js';

/**
 * The shipper (or an operator) ends the order before loading, and no driver's profile hears of it.
 * A driver gives it back: that counts as not completed, and the order goes to others.
 */
export async function cancelOrder(
  tx: Tx,
  matching: Matching,
  caller: Caller,
  { orderId, reason }: { orderId: string; reason: string },
): Promise<Order> {
  const order = await orderForUpdate(tx, caller, orderId);
  return caller.role === 'driver'
    ? giveBack(tx, matching, caller, order)
    : cancel(tx, matching, caller, order, reason);
}

async function cancel(
  tx: Tx,
  matching: Matching,
  caller: Caller,
  order: Order,
  reason: string,
): Promise<Order> {
  const { clock, entropy } = matching;
  const { orderId, status, driverId } = order;
  if (status !== 'open' && status !== 'awarded' && status !== 'confirmed') {
    throw new Rejection('wrong_state', `An order that is ${status} can no longer be cancelled.`);
  }
  const nowMs = clock.nowMs();
  const cancelled: Order = {
    ...order,
    version: order.version + 1,
    status: 'cancelled',
    collectUntilMs: null,
    updatedAtMs: nowMs,
    closedBecause: `${caller.role}_cancelled`,
  };
  await mustUpdate(tx, cancelled);
  if (driverId !== null) await tx.ledger.release(orderId, 'shipper_cancelled', nowMs);
  const grabs = await tx.grabs.ofRound(orderId, order.round);
  const open = grabs.filter(({ state }) => state === 'open').map((grab) => grab.driverId);
  await tx.grabs.setState(orderId, order.round, open, 'withdrawn');
  const { requestId } = caller;
  const offers = await withdrawOffers(tx, matching, order, 'cancelled', { nowMs, requestId });
  await tx.wakeUps.clear(orderId);
  const by = caller.role === 'operator' ? 'operator' : 'shipper';
  const decisionId = await recordCancellation(tx, matching, order, {
    by,
    decidedByHuman: by === 'operator' ? caller.subject : null,
    nowMs,
    waiting: grabs.filter(({ state }) => state === 'open'),
    offered: offers,
  });
  await tx.outbox.add([
    event(entropy, caller.requestId, nowMs, 'order.cancelled', orderId, {
      orderId,
      driverId,
      decisionId,
      by,
      cause: reason,
      withdrawnGrabs: open.length,
    }),
  ]);
  return cancelled;
}

async function giveBack(tx: Tx, matching: Matching, caller: Caller, order: Order): Promise<Order> {
  const { orderId, status, driverId } = order;
  if (driverId !== caller.subject || (status !== 'awarded' && status !== 'confirmed')) {
    throw new Rejection('wrong_state', `Order ${orderId} is ${status} and not yours to give back.`);
  }
  const nowMs = matching.clock.nowMs();
  await addOutcomes(tx, matching, {
    because: 'driver_cancelled',
    outcomes: [outcomeOf(order, driverId, matching.entropy.newId(), nowMs, 'driver_cancelled')],
    order,
    nowMs,
    requestId: caller.requestId,
  });
  await release(tx, matching, order, 'driver_cancelled', nowMs, caller.requestId);
  const after = await tx.orders.byId(orderId);
  if (after === null) throw new Error(`order ${orderId} vanished`);
  return after;
}
