import { event } from '../event.js';
import type { Order } from '../model/order.js';
import type { Entropy } from '../ports/clock.js';
import type { Tx } from '../ports/database.js';
import type { Offer, WithdrawnBecause } from '../ports/offers.js';
import { isOpen } from './asked.js';

/**
 * Takes back every open offer of the order's round, in the transaction that makes it void: it was
 * taken, cancelled, amended, or ran out of time. Answers those that were open.
 */
export async function withdrawOffers(
  tx: Tx,
  { entropy }: { readonly entropy: Entropy },
  order: Order,
  because: WithdrawnBecause,
  { nowMs, requestId }: { readonly nowMs: number; readonly requestId: string | null },
): Promise<Offer[]> {
  if (order.mode !== 'offer') return [];
  const { orderId, round } = order;
  const open = (await tx.offers.ofRound(orderId, round)).filter(isOpen);
  if (open.length === 0) return [];
  const offerIds = open.map(({ offerId }) => offerId);
  await tx.offers.close(offerIds, { state: 'withdrawn', atMs: nowMs, because });
  await tx.outbox.add(
    open.map(({ offerId, driverId }) =>
      event(entropy, requestId, nowMs, 'offer.withdrawn', orderId, {
        orderId,
        offerId,
        driverId,
        because,
      }),
    ),
  );
  return open;
}
