import { remediesOf, type Policy } from '#libs/matcher';
import { event } from '../event.js';
import type { Order } from '../model/order.js';
import type { AwardReview } from '../ports/award-reviews.js';
import type { Tx } from '../ports/database.js';
import type { Matching } from './context.js';

/**
 * A driver who refuses to be decided on by the system alone competes for the order (D4). It waits
 * for a person, for as long as the policy lets it; then it is given by the rules all the same,
 * since the goods cannot wait, the record says so, and a person looks at it afterwards. Answers
 * whether the order waits.
 */
export async function askForHuman(
  tx: Tx,
  { entropy }: Matching,
  order: Order,
  policy: Policy,
  wantedBy: readonly string[],
  nowMs: number,
): Promise<boolean> {
  const { orderId, round } = order;
  const review = await tx.awardReviews.of(orderId, round);
  if (review !== null) {
    if (!waits(review, nowMs)) return false;
    await tx.wakeUps.set(orderId, { kind: 'award', dueAtMs: review.dueAtMs });
    return true;
  }
  const dueAtMs = nowMs + remediesOf(policy).humanDecisionMs;
  if (dueAtMs <= nowMs) return false;
  const { cityCode } = order.loading;
  await tx.awardReviews.ask({ orderId, round, cityCode, askedAtMs: nowMs, dueAtMs, wantedBy });
  await tx.wakeUps.set(orderId, { kind: 'award', dueAtMs });
  await tx.outbox.add([
    event(entropy, null, nowMs, 'award.review_requested', orderId, {
      orderId,
      round,
      cityCode,
      dueAtMs,
    }),
  ]);
  return true;
}

const waits = ({ state, dueAtMs }: AwardReview, nowMs: number): boolean =>
  state === 'waiting' && nowMs < dueAtMs;

/** Nobody came in time: written with the award that was given without him. */
export async function timedOut(
  tx: Tx,
  { entropy }: Matching,
  { orderId, round }: Order,
  given: { readonly driverId: string; readonly decisionId: string },
  nowMs: number,
): Promise<void> {
  const { driverId, decisionId } = given;
  const end = { state: 'timed_out', atMs: nowMs, decidedBy: null, decisionId } as const;
  await tx.awardReviews.close(orderId, round, end);
  await tx.outbox.add([
    event(entropy, null, nowMs, 'award.review_timed_out', orderId, {
      orderId,
      round,
      driverId,
      decisionId,
    }),
  ]);
}
