import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import { mustUpdate } from '../matching/close.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import { recordCancellation } from './record-cancellation.js';

const DAY_MS = 86_400_000;
/** After this long without a step the order is closed: no order is without an end. */
const GIVEN_UP_AFTER_MS = 30 * DAY_MS;

/**
 * A truck that should have loaded or delivered and has not: told daily, closed in the end, nobody
 * blamed.
 */
export async function reportStalled(
  tx: Tx,
  matching: Matching,
  order: Order,
  nowMs: number,
): Promise<void> {
  const { entropy } = matching;
  const { orderId, driverId, status } = order;
  if (nowMs - order.updatedAtMs >= GIVEN_UP_AFTER_MS) {
    await mustUpdate(tx, {
      ...order,
      version: order.version + 1,
      status: 'cancelled',
      updatedAtMs: nowMs,
      closedBecause: 'stalled',
    });
    await tx.ledger.release(orderId, 'finished', nowMs);
    await tx.wakeUps.clear(orderId);
    await tx.trips.end(orderId, nowMs, []);
    const decisionId = await recordCancellation(tx, matching, order, {
      by: 'system',
      decidedByHuman: null,
      nowMs,
      waiting: [],
    });
    await tx.outbox.add([
      event(entropy, null, nowMs, 'order.cancelled', orderId, {
        orderId,
        driverId,
        decisionId,
        by: 'system',
        cause: 'stalled',
      }),
    ]);
    return;
  }
  await tx.wakeUps.set(orderId, { kind: 'stalled', dueAtMs: nowMs + DAY_MS });
  await tx.outbox.add([
    event(entropy, null, nowMs, 'order.stalled', orderId, { orderId, driverId, status }),
  ]);
}
