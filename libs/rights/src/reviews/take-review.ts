import { notFound, Rejection, type Caller } from '#libs/dispatch';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import { mustBeIndependent } from './independence.js';
import type { Review } from './review.js';

/** One case can be thought about in this; who needs longer takes it again. */
export const REVIEW_LEASE_MS = 30 * 60_000;
/** Who holds more cases than this thinks about none of them. */
const HELD_MAX = 5;

/** A reviewer takes a case for himself. The time he spends on it is measured from here. */
export async function takeReview(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  requestId: string,
): Promise<Review> {
  const review = await tx.reviews.byIdForUpdate(requestId);
  if (review === null) throw notFound('review', requestId);
  if (review.state === 'decided' || review.state === 'closed') {
    throw new Rejection('wrong_state', `Review ${requestId} is ${review.state}.`);
  }
  const nowMs = means.clock.nowMs();
  if (isHeld(review, nowMs)) {
    if (review.takenBy === caller.subject) return review;
    throw new Rejection('wrong_state', `Another reviewer is looking at ${requestId}.`);
  }
  await mustBeIndependent(tx, caller, review);
  if ((await tx.reviews.heldBy(caller.subject, nowMs)) >= HELD_MAX) {
    throw new Rejection('rate_limited', `At most ${HELD_MAX} reviews at a time.`, [], 60);
  }
  const untilMs = nowMs + REVIEW_LEASE_MS;
  await tx.reviews.take(requestId, { by: caller.subject, atMs: nowMs, untilMs });
  return {
    ...review,
    state: 'taken',
    takenBy: caller.subject,
    takenAtMs: nowMs,
    leaseUntilMs: untilMs,
  };
}

export const isHeld = ({ state, leaseUntilMs }: Review, nowMs: number): boolean =>
  state === 'taken' && leaseUntilMs !== null && leaseUntilMs > nowMs;

/** The case, locked, in the hands of who asks, his lease still running. */
export async function heldReview(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  requestId: string,
): Promise<Review & { readonly takenAtMs: number }> {
  const review = await tx.reviews.byIdForUpdate(requestId);
  if (review === null) throw notFound('review', requestId);
  const { takenAtMs } = review;
  if (
    !isHeld(review, means.clock.nowMs()) ||
    review.takenBy !== caller.subject ||
    takenAtMs === null
  ) {
    throw new Rejection('wrong_state', `Take review ${requestId} first; leases end by themselves.`);
  }
  return { ...review, takenAtMs };
}
