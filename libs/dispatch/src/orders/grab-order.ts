import { shownAfterMs, type Policy } from '#libs/matcher';
import type { Caller } from '../caller.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import { mustUpdate } from '../matching/close.js';
import { shownFromMs } from '../matching/shown-from.js';
import type { DriverState } from '../model/driver.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Grab } from '../ports/grabs.js';
import { notFound, Rejection } from '../rejection.js';
import { notOpen } from './amend-order.js';

const MINUTE_MS = 60_000;

/**
 * Enters the driver among those who are judged when the window closes. Any driver on duty may grab,
 * eligible or not: everyone who did is judged and can read why he did not get it. Grabbing twice is
 * grabbing once.
 */
export async function grabOrder(
  tx: Tx,
  { clock, entropy, policies }: Matching,
  caller: Caller,
  orderId: string,
): Promise<Grab & { readonly collectUntilMs: number }> {
  const driverId = caller.subject;
  const driver = await tx.drivers.byId(driverId);
  if (driver === null) throw notFound('driver', driverId);
  const grabs = await tx.grabs.countOf(driverId, clock.nowMs() - MINUTE_MS);

  // From here on everyone else who grabs this order waits, so whatever can be asked before was.
  const order = await tx.orders.byIdForUpdate(orderId);
  if (order === null) throw notFound('order', orderId);
  const nowMs = clock.nowMs();
  const policy = await policies.get(tx, order.policyHash);
  const { limits, windows } = policy;
  const against =
    whyNot(order, driver, grabs, limits, nowMs) ??
    (await tooEarly(tx, order, driverId, policy, nowMs));
  if (against !== null) {
    const before = await tx.grabs.find(orderId, order.round, driverId);
    if (before === null) throw against;
    return { ...before, collectUntilMs: order.collectUntilMs ?? nowMs };
  }
  const added = await tx.grabs.add({ orderId, round: order.round, driverId, atMs: nowMs });
  const { grab } = added;
  if (!added.isNew) return { ...grab, collectUntilMs: order.collectUntilMs ?? nowMs };
  if (grab.sequence > limits.grabbersMax) {
    throw new Rejection('rate_limited', `${limits.grabbersMax} drivers have grabbed it already.`);
  }
  const collectUntilMs =
    order.collectUntilMs ?? (order.mode === 'first_wins' ? nowMs : nowMs + windows.collectMs);
  if (order.collectUntilMs === null) {
    await mustUpdate(tx, {
      ...order,
      version: order.version + 1,
      collectUntilMs,
      updatedAtMs: nowMs,
    });
    await tx.wakeUps.set(orderId, {
      kind: 'award',
      dueAtMs: Math.min(collectUntilMs, order.expiresAtMs),
    });
  }
  await tx.outbox.add([
    event(entropy, caller.requestId, nowMs, 'grab.recorded', orderId, {
      orderId,
      driverId,
      round: order.round,
      sequence: grab.sequence,
    }),
  ]);
  return { ...grab, collectUntilMs };
}

/** What stands against a first grab; one that is entered already stays, whatever came since. */
function whyNot(
  order: Order,
  { onDuty }: DriverState,
  grabs: { readonly since: number; readonly open: number },
  limits: Policy['limits'],
  nowMs: number,
): Rejection | null {
  const { orderId, status } = order;
  if (status !== 'open') return notOpen(order);
  if (nowMs >= order.expiresAtMs) {
    return new Rejection('order_not_open', `Order ${orderId} has run out of time.`);
  }
  if (order.mode === 'offer') {
    return new Rejection('wrong_state', `Order ${orderId} is offered, and cannot be grabbed.`);
  }
  if (order.mode === 'round') {
    const how = 'is given out together with others, and cannot be grabbed';
    return new Rejection('wrong_state', `Order ${orderId} ${how}.`);
  }
  if (!onDuty) return new Rejection('off_duty', 'Go on duty before you grab an order.');
  if (grabs.since >= limits.grabsPerMinute) {
    const most = `At most ${limits.grabsPerMinute} grabs a minute.`;
    return new Rejection('rate_limited', most, [], MINUTE_MS / 1000);
  }
  if (grabs.open >= limits.openGrabsMax) {
    return new Rejection('rate_limited', `At most ${limits.openGrabsMax} grabs at a time.`, [], 10);
  }
  return null;
}

/**
 * Where the first to grab wins, the better see the order first, and nobody is before them by having
 * heard of it elsewhere. Where the best wins, being early gains nothing and needs no forbidding.
 */
async function tooEarly(
  tx: Tx,
  order: Order,
  driverId: string,
  policy: Policy,
  nowMs: number,
): Promise<Rejection | null> {
  const lastMs = shownAfterMs(null, policy);
  if (order.mode !== 'first_wins' || nowMs - order.updatedAtMs >= lastMs) return null;
  const fromMs = await shownFromMs(tx, order, driverId, policy);
  if (fromMs === null || nowMs >= fromMs) return null;
  const seconds = Math.ceil((fromMs - nowMs) / 1000);
  return new Rejection('not_visible_yet', 'Better placed drivers come first.', [], seconds);
}
