import type { Caller } from '../caller.js';
import type { Order } from '../model/order.js';
import type { Clock } from '../ports/clock.js';
import type { Tx } from '../ports/database.js';
import { OFFER_STATES, type Offer, type OfferState } from '../ports/offers.js';
import { notFound } from '../rejection.js';
import { orderSeen } from '../sight.js';

export type OfferedOrder = { readonly offer: Offer; readonly order: Order };

/** What a driver is asked about now. An offer that better places see first is not in it yet. */
export async function offersOfDriver(
  tx: Tx,
  clock: Clock,
  caller: Caller,
  driverId: string,
): Promise<OfferedOrder[]> {
  if (caller.subject !== driverId) throw notFound('driver', driverId);
  const nowMs = clock.nowMs();
  const offers = (await tx.offers.openOf(driverId, nowMs)).filter(
    ({ visibleFromMs }) => visibleFromMs <= nowMs,
  );
  const orders = await tx.orders.byIds(offers.map(({ orderId }) => orderId));
  const byId = new Map(orders.map((order) => [order.orderId, order]));
  return offers.flatMap((offer) => {
    const order = byId.get(offer.orderId);
    return order?.status === 'open' ? [{ offer, order }] : [];
  });
}

export type OfferCounts = {
  readonly order: Order;
  /** Of the round that is running, or was the last. */
  readonly batches: number;
  readonly states: Readonly<Record<OfferState, number>>;
  readonly nextBatchAtMs: number | null;
};

/**
 * How far the asking has come, as numbers: whom, and who said no, is not the shipper's business.
 */
export async function offersOfOrder(tx: Tx, caller: Caller, orderId: string): Promise<OfferCounts> {
  const order = await orderSeen(tx, caller, orderId);
  const offers = await tx.offers.ofRound(orderId, order.round);
  const open = offers.filter(({ state }) => state === 'open');
  const states = Object.fromEntries(
    OFFER_STATES.map((state) => [state, offers.filter((each) => each.state === state).length]),
  ) as Record<OfferState, number>;
  return {
    order,
    batches: offers.at(-1)?.batch ?? 0,
    states,
    nextBatchAtMs:
      open.length === 0 ? null : Math.max(...open.map(({ expiresAtMs }) => expiresAtMs)),
  };
}
