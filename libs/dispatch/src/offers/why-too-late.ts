import type { Order } from '../model/order.js';
import type { Offer } from '../ports/offers.js';
import { Rejection } from '../rejection.js';

/**
 * What stands against accepting this offer now, by its own name, or null. The order's fate comes
 * first: that somebody else has it is truer than that the time was over. The version is the fence:
 * an offer was made on the terms of one, and whatever changed the order since made it another.
 */
export function whyTooLate(
  order: Order,
  offer: Offer,
  { nowMs, graceMs }: { readonly nowMs: number; readonly graceMs: number },
): Rejection | null {
  const { orderId, status } = order;
  if (status === 'cancelled') {
    return new Rejection('offer_cancelled', `Order ${orderId} was cancelled.`);
  }
  if (status === 'expired' || (status === 'open' && nowMs >= order.expiresAtMs)) {
    return new Rejection('offer_expired', `Order ${orderId} has run out of time.`);
  }
  if (status !== 'open') {
    return offer.state === 'accepted'
      ? new Rejection('offer_declined', `You gave order ${orderId} back.`)
      : new Rejection('offer_taken', `Another driver accepted order ${orderId} first.`);
  }
  if (offer.state === 'accepted' || offer.state === 'declined') {
    return new Rejection('offer_declined', `You declined order ${orderId}, or gave it back.`);
  }
  if (offer.round !== order.round || offer.orderVersion !== order.version) {
    const changed = `The terms of order ${orderId} are others now; a new offer may come.`;
    return new Rejection('offer_withdrawn', changed);
  }
  if (nowMs < offer.visibleFromMs) {
    const seconds = Math.ceil((offer.visibleFromMs - nowMs) / 1000);
    return new Rejection('not_visible_yet', 'Better placed drivers come first.', [], seconds);
  }
  if (nowMs > offer.expiresAtMs + graceMs) {
    const late = Math.floor((nowMs - offer.expiresAtMs) / 1000);
    return new Rejection('offer_expired', `Your offer ran out ${late} s ago.`);
  }
  return null;
}
