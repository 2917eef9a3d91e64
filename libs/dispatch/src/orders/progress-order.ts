import type { Caller } from '../caller.js';
import { addOutcomes } from '../drivers/add-outcomes.js';
import { event } from '../event.js';
import { mustUpdate } from '../matching/close.js';
import type { Matching } from '../matching/context.js';
import type { Order, OrderStatus } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';
import { orderForUpdate } from '../sight.js';
import { beginTrip } from '../trips/begin-trip.js';
import { endTrip } from '../trips/end-trip.js';
import { outcomeOf } from './outcome-of.js';

export type Progress = 'loading' | 'in_transit' | 'delivered';

const BEFORE: Readonly<Record<Progress, OrderStatus>> = {
  loading: 'confirmed',
  in_transit: 'loading',
  delivered: 'in_transit',
};

/**
 * The driver tells where the job stands. Delivery frees the truck and is the evidence of
 * completion.
 */
export async function progressOrder(
  tx: Tx,
  matching: Matching,
  caller: Caller,
  { orderId, status }: { orderId: string; status: Progress },
): Promise<Order> {
  const { clock, entropy, policies } = matching;
  const order = await orderForUpdate(tx, caller, orderId);
  const { driverId } = order;
  if (driverId === null || driverId !== caller.subject || order.status !== BEFORE[status]) {
    throw new Rejection(
      'wrong_state',
      `${status} follows ${BEFORE[status]}; order ${orderId} is ${order.status}` +
        (driverId === caller.subject ? '.' : ' and not yours.'),
    );
  }
  const nowMs = clock.nowMs();
  const policy = await policies.get(tx, order.policyHash);
  const moved: Order = {
    ...order,
    version: order.version + 1,
    status,
    loadingStartedAtMs: status === 'loading' ? nowMs : order.loadingStartedAtMs,
    updatedAtMs: nowMs,
  };
  await mustUpdate(tx, moved);
  await tx.outbox.add([
    event(entropy, caller.requestId, nowMs, `order.${status}`, orderId, { orderId, driverId }),
  ]);
  if (status === 'loading') await beginTrip(tx, matching, caller, moved, driverId);
  if (status === 'delivered') {
    await completed(tx, matching, moved, driverId, { nowMs, requestId: caller.requestId });
    // After the truck's row: a report on this truck takes that one first, too.
    await endTrip(tx, matching, { orderId, nowMs, requestId: caller.requestId });
    await tx.wakeUps.set(orderId, { kind: 'rate', dueAtMs: nowMs + policy.windows.ratingMs });
  } else {
    await tx.wakeUps.set(orderId, {
      kind: 'stalled',
      dueAtMs: Math.max(nowMs, order.unloading.window.untilMs) + policy.windows.stalledAfterMs,
    });
  }
  return moved;
}

async function completed(
  tx: Tx,
  matching: Matching,
  order: Order,
  driverId: string,
  { nowMs, requestId }: { nowMs: number; requestId: string | null },
): Promise<void> {
  await tx.ledger.release(order.orderId, 'finished', nowMs);
  await addOutcomes(tx, matching, {
    because: 'completed',
    outcomes: [outcomeOf(order, driverId, matching.entropy.newId(), nowMs, 'completed')],
    order,
    nowMs,
    requestId,
  });
}

/** The shipper has the goods. Rating stays open for the policy's period. */
export async function receiveOrder(
  tx: Tx,
  { clock, entropy, policies }: Matching,
  caller: Caller,
  orderId: string,
): Promise<Order> {
  const order = await orderForUpdate(tx, caller, orderId);
  if (order.status !== 'delivered') {
    throw new Rejection('wrong_state', `Receipt follows delivery; this order is ${order.status}.`);
  }
  const nowMs = clock.nowMs();
  const policy = await policies.get(tx, order.policyHash);
  const ratings = await tx.outcomes.ratings(orderId);
  const done = ratings.length === 2;
  const received: Order = {
    ...order,
    version: order.version + 1,
    status: done ? 'rated' : 'received',
    updatedAtMs: nowMs,
  };
  await mustUpdate(tx, received);
  await tx.outbox.add([
    event(entropy, caller.requestId, nowMs, 'order.received', orderId, {
      orderId,
      driverId: order.driverId,
      origin: 'given',
    }),
  ]);
  if (done) await tx.wakeUps.clear(orderId);
  else await tx.wakeUps.set(orderId, { kind: 'rate', dueAtMs: nowMs + policy.windows.ratingMs });
  return received;
}
