import type { Caller } from '../caller.js';
import { recordUnchanged } from '../drivers/add-outcomes.js';
import { event } from '../event.js';
import { mustUpdate } from '../matching/close.js';
import type { Matching } from '../matching/context.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Rating } from '../ports/outcomes.js';
import { Rejection } from '../rejection.js';
import { orderForUpdate } from '../sight.js';

/**
 * What is recorded when a side says nothing: shown as such, and never evidence in a profile (M15).
 */
const DEFAULT_STARS = 5;
const SIDES = ['shipper', 'driver'] as const satisfies readonly Rating['by'][];

/** One side's rating; with both there the order is done. */
export async function rateOrder(
  tx: Tx,
  { clock, entropy }: Matching,
  caller: Caller,
  { orderId, stars }: { orderId: string; stars: number },
): Promise<Order> {
  const order = await orderForUpdate(tx, caller, orderId);
  if (caller.role === 'driver' && order.driverId !== caller.subject) {
    throw new Rejection('wrong_state', `Order ${orderId} was carried out by another driver.`);
  }
  const by = caller.role === 'driver' ? 'driver' : 'shipper';
  if (order.status !== 'delivered' && order.status !== 'received' && order.status !== 'rated') {
    throw new Rejection(
      'wrong_state',
      `An order is rated after delivery; this one is ${order.status}.`,
    );
  }
  const nowMs = clock.nowMs();
  if (!(await tx.outcomes.rate({ orderId, by, stars, origin: 'given', atMs: nowMs }))) {
    throw new Rejection('already_rated', `The ${by} has already rated order ${orderId}.`);
  }
  await tx.outbox.add([
    event(entropy, caller.requestId, nowMs, 'order.rated', orderId, {
      orderId,
      driverId: order.driverId,
      by,
      stars,
      origin: 'given',
    }),
  ]);
  const ratings = await tx.outcomes.ratings(orderId);
  return order.status === 'received' && ratings.length === SIDES.length
    ? finish(tx, order, nowMs)
    : order;
}

/** The period is over: missing ratings are recorded as defaults, a missing receipt as given. */
export async function closeRating(
  tx: Tx,
  matching: Matching,
  order: Order,
  nowMs: number,
): Promise<void> {
  const { entropy } = matching;
  const { orderId, driverId } = order;
  const rated = new Set((await tx.outcomes.ratings(orderId)).map(({ by }) => by));
  const events = order.status === 'delivered' ? [receipt(entropy, order, nowMs)] : [];
  for (const by of SIDES.filter((side) => !rated.has(side))) {
    const rating = { by, stars: DEFAULT_STARS, origin: 'default' as const };
    await tx.outcomes.rate({ orderId, ...rating, atMs: nowMs });
    events.push(
      event(entropy, null, nowMs, 'order.rated', orderId, { orderId, driverId, ...rating }),
    );
  }
  await tx.outbox.add(events);
  if (driverId !== null && !rated.has('shipper')) {
    await recordUnchanged(tx, matching, { because: 'rating_defaulted', order, driverId, nowMs });
  }
  await finish(tx, order, nowMs);
}

const receipt = (entropy: Matching['entropy'], { orderId, driverId }: Order, nowMs: number) =>
  event(entropy, null, nowMs, 'order.received', orderId, { orderId, driverId, origin: 'default' });

async function finish(tx: Tx, order: Order, nowMs: number): Promise<Order> {
  const rated: Order = {
    ...order,
    version: order.version + 1,
    status: 'rated',
    updatedAtMs: nowMs,
  };
  await mustUpdate(tx, rated);
  await tx.wakeUps.clear(order.orderId);
  return rated;
}
