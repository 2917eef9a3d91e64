import { shownAfterMs, type Policy } from '#libs/matcher';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';

/**
 * From when on a driver is shown an open order: as long after the round's first recommendation as
 * his place in it says, and who has none last. The place is the recorded one, so what he is told of
 * it later is what held. Null before anybody was recommended to.
 */
export async function shownFromMs(
  tx: Tx,
  { orderId, round }: Pick<Order, 'orderId' | 'round'>,
  driverId: string,
  policy: Policy,
): Promise<number | null> {
  const first = (await tx.ledger.decisions(orderId)).find(
    (each) => each.kind === 'recommendation' && each.round === round,
  );
  if (first === undefined) return null;
  const row = await tx.ledger.driverRow(first.decisionId, driverId);
  return first.decidedAtMs + shownAfterMs(row?.rank ?? null, policy);
}

/** Whether he may see it by now. Asks the record only while there is anybody who may not. */
export async function isShown(
  tx: Tx,
  order: Order,
  driverId: string,
  policy: Policy,
  nowMs: number,
): Promise<boolean> {
  const lastMs = shownAfterMs(null, policy);
  // An offer is shown by its own rows; and that the order is there is no secret from who has none.
  if (order.mode === 'offer' || nowMs - order.updatedAtMs >= lastMs) return true;
  const fromMs = await shownFromMs(tx, order, driverId, policy);
  return nowMs >= (fromMs ?? order.updatedAtMs + lastMs);
}
