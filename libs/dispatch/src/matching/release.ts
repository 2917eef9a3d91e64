import { releaseRecord, seedHash } from '#libs/explanations';
import { event } from '../event.js';
import type { Order } from '../model/order.js';
import { collectUntilMs, firstStep } from '../orders/steps.js';
import type { Tx } from '../ports/database.js';
import { mustUpdate } from './close.js';
import type { Matching } from './context.js';
import { expire } from './expire.js';
import { factsOf } from './measure.js';
import { declineOf } from './pair-facts.js';

export type ReleaseCause = 'driver_cancelled' | 'not_confirmed';

/**
 * Takes the order back from its driver and dispatches it again, without him. After the policy's
 * number of releases, or past its time, it expires instead.
 */
export async function release(
  tx: Tx,
  matching: Matching,
  order: Order,
  cause: ReleaseCause,
  nowMs: number,
  requestId: string | null = null,
): Promise<void> {
  const { entropy } = matching;
  const { driverId } = order;
  if (driverId === null) throw new Error(`order ${order.orderId} has nobody to be taken from`);
  const policy = await matching.policies.get(tx, order.policyHash);
  const decisionId = entropy.newId();
  const tieSeed = entropy.newSeed();
  const reopened: Order = {
    ...order,
    version: order.version + 1,
    status: 'open',
    driverId: null,
    awardedBy: null,
    round: order.round + 1,
    collectUntilMs: collectUntilMs(order, policy, nowMs),
    tieSeed,
    tieSeedHash: seedHash(tieSeed),
    releases: order.releases + 1,
    updatedAtMs: nowMs,
  };
  await mustUpdate(tx, reopened);
  await tx.ledger.release(order.orderId, cause, nowMs);
  await tx.declines.add(declineOf(order, { driverId, reason: 'gave_back', atMs: nowMs }));
  await tx.ledger.record(
    releaseRecord({
      decisionId,
      driverId,
      cause,
      order: factsOf(order, policy),
      round: order.round,
      decidedAtMs: nowMs,
      policyHash: order.policyHash,
      waitedMs: nowMs - order.updatedAtMs,
      confirmMs: policy.windows.confirmMs,
    }),
  );
  await tx.outbox.add([
    event(entropy, requestId, nowMs, 'order.released', order.orderId, {
      orderId: order.orderId,
      driverId,
      decisionId,
      cause,
      tieSeedHash: reopened.tieSeedHash,
    }),
  ]);
  const overdue = nowMs >= order.expiresAtMs;
  if (overdue || reopened.releases > policy.limits.releasesMax) {
    const why = overdue ? 'nobody_in_time' : 'given_back_too_often';
    return expire(tx, matching, reopened, why, nowMs);
  }
  await tx.wakeUps.set(order.orderId, firstStep(reopened, policy, nowMs));
}
