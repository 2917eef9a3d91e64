import { seedHash } from '#libs/explanations';
import type { Window } from '#libs/matcher';
import type { Caller } from '../caller.js';
import { event } from '../event.js';
import { mustUpdate } from '../matching/close.js';
import type { Matching } from '../matching/context.js';
import type { Order } from '../model/order.js';
import { withdrawOffers } from '../offers/withdraw-offers.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';
import { orderForUpdate } from '../sight.js';
import { checkWindows } from './post-order.js';
import { collectUntilMs, expiresAtMs, firstStep } from './steps.js';

export type Amendment = {
  readonly orderId: string;
  readonly expectedVersion: number | null;
  readonly freightFen: number | null;
  readonly loadingWindow: Window | null;
  readonly unloadingWindow: Window | null;
};

/**
 * New terms while the order is open: a new version and a new round. Grabs were given for the old
 * terms, so they end; everyone is recommended to and may grab again.
 */
export async function amendOrder(
  tx: Tx,
  { clock, entropy, policies }: Matching,
  caller: Caller,
  amendment: Amendment,
): Promise<Order> {
  mustChangeSomething(amendment);
  const order = await orderForUpdate(tx, caller, amendment.orderId);
  const nowMs = clock.nowMs();
  mustBeOpen(order);
  if (amendment.expectedVersion !== null && amendment.expectedVersion !== order.version) {
    throw new Rejection(
      'version_conflict',
      `The order is at version ${order.version}, not ${amendment.expectedVersion}.`,
    );
  }
  if (
    amendment.freightFen === null &&
    amendment.loadingWindow === null &&
    amendment.unloadingWindow === null
  ) {
    throw new Rejection('validation_failed', 'Nothing to amend: name a price or a window.', [
      { path: '', code: 'required', message: 'expected freightFen or a window' },
    ]);
  }
  const loading = { ...order.loading, window: amendment.loadingWindow ?? order.loading.window };
  const unloading = {
    ...order.unloading,
    window: amendment.unloadingWindow ?? order.unloading.window,
  };
  checkWindows({ loading, unloading }, nowMs);
  const policy = await policies.get(tx, order.policyHash);
  const tieSeed = entropy.newSeed();
  const amended: Order = {
    ...order,
    version: order.version + 1,
    loading,
    unloading,
    freightFen: amendment.freightFen ?? order.freightFen,
    round: order.round + 1,
    collectUntilMs: collectUntilMs({ ...order, loading }, policy, nowMs),
    tieSeed,
    tieSeedHash: seedHash(tieSeed),
    expiresAtMs: expiresAtMs(order.postedAtMs, loading.window, policy),
    updatedAtMs: nowMs,
  };
  await mustUpdate(tx, amended);
  const grabs = await tx.grabs.ofRound(order.orderId, order.round);
  await tx.grabs.setState(
    order.orderId,
    order.round,
    grabs.map(({ driverId }) => driverId),
    'withdrawn',
  );
  const { requestId } = caller;
  await withdrawOffers(tx, { entropy }, order, 'amended', { nowMs, requestId });
  await tx.wakeUps.set(order.orderId, firstStep(amended, policy, nowMs));
  await tx.outbox.add([
    event(entropy, caller.requestId, nowMs, 'order.amended', order.orderId, {
      orderId: order.orderId,
      version: amended.version,
      freightFen: amended.freightFen,
      withdrawnGrabs: grabs.length,
      tieSeedHash: amended.tieSeedHash,
    }),
  ]);
  return amended;
}

/** An empty amendment would end every grab and give nothing new for it. */
function mustChangeSomething({ freightFen, loadingWindow, unloadingWindow }: Amendment): void {
  if (freightFen !== null || loadingWindow !== null || unloadingWindow !== null) return;
  throw new Rejection('validation_failed', 'An amendment changes at least one thing.', [
    {
      path: '',
      code: 'required',
      message: 'expected at least one of freightFen, loadingWindow, unloadingWindow',
    },
  ]);
}

export function mustBeOpen(order: Order): void {
  if (order.status !== 'open') throw notOpen(order);
}

export const notOpen = ({ orderId, status }: Order): Rejection =>
  new Rejection('order_not_open', `Order ${orderId} is ${status}, not open.`);
