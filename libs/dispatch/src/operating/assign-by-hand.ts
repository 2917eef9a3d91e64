import type { Caller } from '../caller.js';
import type { Matching } from '../matching/context.js';
import type { Order } from '../model/order.js';
import { mustBeOpen } from '../orders/amend-order.js';
import type { Tx } from '../ports/database.js';
import { notFound } from '../rejection.js';
import { orderForUpdate } from '../sight.js';
import { assign } from './assign.js';

/**
 * An operator gives an open order to one driver. The rules that protect people and goods still
 * hold: a driver whom the matcher would refuse is refused here too, with the reason. Recorded as
 * decided by a human, with the operator's words in the audit.
 */
export async function assignByHand(
  tx: Tx,
  matching: Matching,
  caller: Caller,
  { orderId, driverId, reason }: { orderId: string; driverId: string; reason: string },
): Promise<Order> {
  const order = await orderForUpdate(tx, caller, orderId);
  mustBeOpen(order);
  const { clock, entropy, policies } = matching;
  const nowMs = clock.nowMs();
  if ((await tx.drivers.byId(driverId)) === null) throw notFound('driver', driverId);
  const policy = await policies.get(tx, order.policyHash);
  const decisionId = await assign(tx, matching, caller, order, policy, {
    driverId,
    cause: 'assigned_by_hand',
    onlyGrabbers: false,
    human: null,
    nowMs,
  });
  await tx.audit.add({
    id: entropy.newId(),
    atMs: nowMs,
    actor: caller.subject,
    role: caller.role,
    action: 'order.assign',
    subject: orderId,
    reason,
    detail: { driverId, decisionId },
  });
  const after = await tx.orders.byId(orderId);
  if (after === null) throw new Error(`order ${orderId} vanished`);
  return after;
}
