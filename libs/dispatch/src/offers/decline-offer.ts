import type { DeclineReason } from '#libs/matcher';
import type { Caller } from '../caller.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Offer } from '../ports/offers.js';
import { isOpen } from './asked.js';
import { notOffered } from './accept-offer.js';
import { whyTooLate } from './why-too-late.js';

/** A no may come as late as it likes: it says something of the next time, too. */
const ANY_TIME_MS = Number.MAX_SAFE_INTEGER;

/**
 * A driver says no, and why, from a closed list. It counts in no rate of his. What he declined, and
 * on which terms, is remembered; the next best are asked at once when nobody else is still
 * thinking.
 */
export async function declineOffer(
  tx: Tx,
  matching: Matching,
  caller: Caller,
  { orderId, reason }: { orderId: string; reason: Exclude<DeclineReason, 'gave_back'> },
): Promise<{ readonly offer: Offer; readonly order: Order }> {
  const driverId = caller.subject;
  const order = await tx.orders.byIdForUpdate(orderId);
  const offer = order === null ? null : await tx.offers.latestOf(orderId, driverId);
  if (order === null || offer === null) throw notOffered(orderId);
  if (offer.state === 'declined') return { offer, order };
  const nowMs = matching.clock.nowMs();
  const against = whyTooLate(order, offer, { nowMs, graceMs: ANY_TIME_MS });
  if (against !== null) throw against;
  await tx.offers.close([offer.offerId], { state: 'declined', atMs: nowMs, because: null });
  await tx.declines.add({
    orderId,
    driverId,
    reason,
    atMs: nowMs,
    orderVersion: order.version,
    freightFen: order.freightFen,
    loadingWindow: order.loading.window,
    unloadingWindow: order.unloading.window,
  });
  await tx.outbox.add([
    event(matching.entropy, caller.requestId, nowMs, 'offer.declined', orderId, {
      orderId,
      offerId: offer.offerId,
      driverId,
      because: reason,
    }),
  ]);
  const round = await tx.offers.ofRound(orderId, order.round);
  // A no to an offer that had lapsed changes nothing about who is asked now.
  if (isOpen(offer) && !round.some(isOpen)) {
    await tx.wakeUps.set(orderId, { kind: 'offer', dueAtMs: nowMs });
  }
  return { offer: { ...offer, state: 'declined', closedAtMs: nowMs }, order };
}
