import type { Candidate, Policy } from '#libs/matcher';
import type { Order } from '../model/order.js';
import type { Decline } from '../ports/declines.js';
import type { Pair } from '../ports/pairs.js';

/** What one side said of the other, as far as a decision may see it. */
export function pairFacts(
  pairs: readonly Pair[],
  { weights }: Policy,
): Pick<Candidate, 'blocked' | 'familiar'> {
  const blockedBy = pairs.filter(({ kind }) => kind === 'blocked').map(({ by }) => by);
  if (blockedBy.length > 0) {
    return { blocked: blockedBy.includes('shipper') ? 'between' : 'by_driver' };
  }
  const wished = weights.familiar_driver !== undefined && pairs.length > 0;
  return wished ? { familiar: true } : {};
}

/** What he let go of before, and whether it is another order by now. */
export function declineFacts(
  decline: Decline | undefined,
  order: Order,
  { policy, nowMs }: { policy: Policy; nowMs: number },
): Pick<Candidate, 'declined'> {
  if (decline === undefined || policy.asking === undefined) return {};
  const { reason, atMs } = decline;
  const agoSeconds = Math.max(0, Math.floor((nowMs - atMs) / 1000));
  return { declined: { reason, agoSeconds, termsChanged: haveChanged(decline, order) } };
}

const haveChanged = (
  { freightFen, loadingWindow, unloadingWindow }: Decline,
  order: Order,
): boolean =>
  freightFen !== order.freightFen ||
  [
    [loadingWindow, order.loading.window] as const,
    [unloadingWindow, order.unloading.window] as const,
  ].some(([then, now]) => then.fromMs !== now.fromMs || then.untilMs !== now.untilMs);

/** The order as it stands, in the words of a decline. */
export const declineOf = (
  order: Order,
  { driverId, reason, atMs }: Pick<Decline, 'driverId' | 'reason' | 'atMs'>,
): Decline => ({
  orderId: order.orderId,
  driverId,
  reason,
  atMs,
  orderVersion: order.version,
  freightFen: order.freightFen,
  loadingWindow: order.loading.window,
  unloadingWindow: order.unloading.window,
});
