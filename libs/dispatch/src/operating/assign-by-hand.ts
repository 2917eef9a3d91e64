import { decide } from '#libs/matcher';
import { recordOf } from '#libs/explanations';
import type { Caller } from '../caller.js';
import { handOver } from '../matching/award.js';
import type { Matching } from '../matching/context.js';
import { gather } from '../matching/gather.js';
import type { Order } from '../model/order.js';
import { mustBeOpen } from '../orders/amend-order.js';
import type { Tx } from '../ports/database.js';
import { notFound, Rejection } from '../rejection.js';
import { orderForUpdate } from '../sight.js';

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
  const gathered = await gather(tx, matching, order, policy, {
    nowMs,
    purpose: 'award',
    include: driverId,
  });
  const decision = decide(gathered.facts, gathered.world);
  const refused = decision.refused.find((each) => each.driverId === driverId);
  if (refused !== undefined) {
    throw new Rejection(
      'driver_refused',
      `Driver ${driverId} can not take it: ${refused.reason}, ` +
        `${String(refused.value)} where ${String(refused.threshold)} is needed.`,
    );
  }
  const decisionId = entropy.newId();
  const driverVersion = gathered.driverVersions.get(driverId) ?? 0;
  if (!(await tx.ledger.claim({ orderId, driverId, driverVersion, decisionId, atMs: nowMs }))) {
    throw new Rejection('driver_taken', `Driver ${driverId} has just been taken.`);
  }
  await tx.ledger.record(
    recordOf(decision, {
      decisionId,
      kind: 'manual_assignment',
      round: order.round,
      order: gathered.facts,
      world: gathered.world,
      policyHash: order.policyHash,
      tieSeed: order.tieSeed,
      tieSeedHash: order.tieSeedHash,
      decidedByHuman: caller.subject,
      cause: 'assigned_by_hand',
      assigned: driverId,
    }),
  );
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
  await handOver(tx, matching, order, policy, {
    decision,
    decisionId,
    driverId,
    kind: 'manual_assignment',
    nowMs,
    requestId: caller.requestId,
  });
  const after = await tx.orders.byId(orderId);
  if (after === null) throw new Error(`order ${orderId} vanished`);
  return after;
}
