import type { Caller } from '../caller.js';
import { event } from '../event.js';
import { mustUpdate } from '../matching/close.js';
import type { Matching } from '../matching/context.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';
import { orderForUpdate } from '../sight.js';

export type Confirming =
  | { readonly by: 'shipper' }
  | { readonly by: 'deposit'; readonly reference: string; readonly amountFen: number };

/**
 * Both sides have come to terms (M9): by the shipper's word, or by the deposit having been paid.
 */
export async function confirmOrder(
  tx: Tx,
  { clock, entropy, policies }: Matching,
  caller: Caller,
  orderId: string,
  confirming: Confirming,
): Promise<Order> {
  const order = await orderForUpdate(tx, caller, orderId);
  if (order.status !== 'awarded') {
    throw new Rejection(
      'wrong_state',
      `Only an awarded order can be confirmed; this one is ${order.status}.`,
    );
  }
  const expected = order.confirmation === 'by_deposit' ? 'deposit' : 'shipper';
  if (confirming.by !== expected) {
    throw new Rejection('wrong_state', `This order is confirmed by ${expected}.`);
  }
  if (confirming.by === 'deposit' && confirming.amountFen < order.depositFen) {
    throw new Rejection('validation_failed', 'The deposit is smaller than agreed.', [
      {
        path: '/amountFen',
        code: 'minimum',
        message: `expected at least ${order.depositFen}, got ${confirming.amountFen}`,
      },
    ]);
  }
  const nowMs = clock.nowMs();
  const policy = await policies.get(tx, order.policyHash);
  const confirmed: Order = {
    ...order,
    version: order.version + 1,
    status: 'confirmed',
    updatedAtMs: nowMs,
  };
  await mustUpdate(tx, confirmed);
  const documents =
    confirming.by === 'deposit' ? await paid(tx, order, confirming) : order.documents;
  await tx.wakeUps.set(orderId, {
    kind: 'stalled',
    dueAtMs: Math.max(nowMs, order.loading.window.untilMs) + policy.windows.stalledAfterMs,
  });
  await tx.outbox.add([
    event(entropy, caller.requestId, nowMs, 'order.confirmed', orderId, {
      orderId,
      driverId: order.driverId,
      decisionId: order.awardedBy,
      by: confirming.by,
    }),
  ]);
  return { ...confirmed, documents };
}

/**
 * Of the payment only reference and state: whose money it was stays with the paying service (M8).
 */
async function paid(
  tx: Tx,
  { orderId, documents }: Order,
  { reference }: { readonly reference: string },
): Promise<Order['documents']> {
  const payment = { reference, sha256: null, state: 'deposit_paid' };
  await tx.orders.attachDocument(orderId, 'payment', payment);
  return { ...documents, payment };
}
