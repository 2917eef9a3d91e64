import type { Caller } from '../caller.js';
import { event } from '../event.js';
import { mustUpdate } from '../matching/close.js';
import type { Matching } from '../matching/context.js';
import type { Order, OrderStatus } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';
import { orderForUpdate } from '../sight.js';

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
  { clock, entropy, policies }: Matching,
  caller: Caller,
  { orderId, status }: { orderId: string; status: Progress },
): Promise<Order> {
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
  if (status === 'delivered') {
    await completed(tx, moved, driverId, { nowMs, entropy, requestId: caller.requestId });
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
  order: Order,
  driverId: string,
  {
    nowMs,
    entropy,
    requestId,
  }: { nowMs: number; entropy: Matching['entropy']; requestId: string | null },
): Promise<void> {
  const { orderId, loadingStartedAtMs } = order;
  await tx.ledger.release(orderId, 'finished', nowMs);
  await tx.outcomes.add([
    {
      outcomeId: entropy.newId(),
      driverId,
      kind: 'completed',
      onTime:
        loadingStartedAtMs === null ? null : loadingStartedAtMs <= order.loading.window.untilMs,
      fromCityCode: order.loading.cityCode,
      toCityCode: order.unloading.cityCode,
      shipperId: order.shipperId,
      atMs: nowMs,
      origin: 'recorded',
      orderId,
    },
  ]);
  await tx.outbox.add([
    event(entropy, requestId, nowMs, 'driver.profile_changed', driverId, {
      driverId,
      orderId,
      because: 'completed',
    }),
  ]);
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
