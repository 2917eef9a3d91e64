import type { Caller } from '../caller.js';
import type { Order } from '../model/order.js';
import type { TrackPoint, Trip } from '../model/trip.js';
import type { Tx } from '../ports/database.js';
import { notFound } from '../rejection.js';
import { orderSeen } from '../sight.js';

export type TripSeen = {
  readonly order: Order;
  readonly trip: Trip;
  readonly track: readonly TrackPoint[];
};

/**
 * The trip of an order for its shipper and for the driver who makes it (M12); for staff whoever's.
 * Another driver who held the order before him finds no trip: it is not his.
 */
export async function tripSeen(tx: Tx, caller: Caller, orderId: string): Promise<TripSeen> {
  const order = await orderSeen(tx, caller, orderId);
  const trip = await tx.trips.byOrder(orderId);
  const foreign = caller.role === 'driver' && trip?.driverId !== caller.subject;
  if (trip === null || foreign) throw notFound('trip of order', orderId);
  return { order, trip, track: await tx.trips.track(orderId) };
}
