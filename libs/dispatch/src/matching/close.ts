import type { Decision } from '#libs/matcher';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';

/** Every open grab of the round ends with what became of it. */
export async function closeGrabs(
  tx: Tx,
  { orderId, round }: Order,
  { ranked, refused }: Decision,
  winner: string | null,
): Promise<void> {
  const others = (those: readonly { driverId: string }[]): string[] =>
    those.map(({ driverId }) => driverId).filter((driverId) => driverId !== winner);
  if (winner !== null) await tx.grabs.setState(orderId, round, [winner], 'won');
  await tx.grabs.setState(orderId, round, others(ranked), 'lost');
  // Those who did not grab have nothing to close, and are most of a record.
  const grabbed = refused.filter(({ reason }) => reason !== 'did_not_grab');
  await tx.grabs.setState(orderId, round, others(grabbed), 'refused');
}

/** The row is locked, so a lost fence here is a bug, not a race. */
export async function mustUpdate(tx: Tx, order: Order): Promise<void> {
  if (!(await tx.orders.update(order))) {
    throw new Error(`order ${order.orderId} changed under its own lock`);
  }
}
