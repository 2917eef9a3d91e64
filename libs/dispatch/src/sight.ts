import type { Caller } from './caller.js';
import type { Order } from './model/order.js';
import type { Tx } from './ports/database.js';
import type { Sight } from './ports/orders.js';
import { notFound } from './rejection.js';

/** Staff see every order, everyone else his own. */
export const sightOf = ({ role, subject }: Caller): Sight =>
  role === 'shipper' || role === 'driver' || role === 'carrier'
    ? { as: role, id: subject }
    : { as: 'all' };

/** The order, locked; as good as absent for whom it is not his. */
export async function orderForUpdate(tx: Tx, caller: Caller, orderId: string): Promise<Order> {
  const order = await tx.orders.seenForUpdate(orderId, sightOf(caller));
  if (order === null) throw notFound('order', orderId);
  return order;
}

export async function orderSeen(tx: Tx, caller: Caller, orderId: string): Promise<Order> {
  const order = await tx.orders.seen(orderId, sightOf(caller));
  if (order === null) throw notFound('order', orderId);
  return order;
}
