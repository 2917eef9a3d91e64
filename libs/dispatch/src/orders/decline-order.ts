import type { DeclineReason } from '#libs/matcher';
import type { Caller } from '../caller.js';
import { declineOf } from '../matching/pair-facts.js';
import type { Clock } from '../ports/clock.js';
import type { Tx } from '../ports/database.js';
import type { Decline } from '../ports/declines.js';
import { notFound, Rejection } from '../rejection.js';
import { mustBeOpen } from './amend-order.js';

/**
 * A driver would not have an order that was recommended to him, or that he found himself: he is not
 * told of it again while it stays as it is. It counts in no rate. Who grabbed it, or was offered
 * it, has other ways to say so.
 */
export async function declineOrder(
  tx: Tx,
  { clock }: { readonly clock: Clock },
  caller: Caller,
  { orderId, reason }: { orderId: string; reason: Exclude<DeclineReason, 'gave_back'> },
): Promise<Decline> {
  const driverId = caller.subject;
  if ((await tx.drivers.byId(driverId)) === null) throw notFound('driver', driverId);
  const order = await tx.orders.byIdForUpdate(orderId);
  if (order === null) throw notFound('order', orderId);
  mustBeOpen(order);
  const grab = await tx.grabs.find(orderId, order.round, driverId);
  if (grab?.state === 'open') {
    throw new Rejection('wrong_state', 'You have grabbed this order and take part in its award.');
  }
  const offer = await tx.offers.latestOf(orderId, driverId);
  if (offer?.state === 'open') {
    throw new Rejection('wrong_state', 'You have been offered this order: decline the offer.');
  }
  const decline = declineOf(order, { driverId, reason, atMs: clock.nowMs() });
  await tx.declines.add(decline);
  return decline;
}
