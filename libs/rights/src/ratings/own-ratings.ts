import { event, orderForUpdate, Rejection, type Caller, type Matching } from '#libs/dispatch';
import type { RightsTx } from '../ports/database.js';
import type { OwnRating, RatingSide } from '../ports/own-ratings.js';

/** Long enough to think better of it, too short to bargain with. */
export const CORRECTABLE_MS = 7 * 86_400_000;

type Means = Pick<Matching, 'clock' | 'entropy'>;

export const sideOf = ({ role }: Caller): RatingSide => (role === 'driver' ? 'driver' : 'shipper');

/** Says other stars than before, within some days; what was said first stays beside (R9). */
export async function correctRating(
  tx: RightsTx,
  means: Means,
  caller: Caller,
  { orderId, stars }: { orderId: string; stars: number },
): Promise<OwnRating> {
  const { rating, driverId } = await own(tx, caller, orderId);
  const nowMs = means.clock.nowMs();
  if (nowMs >= rating.atMs + CORRECTABLE_MS) {
    throw new Rejection('wrong_state', 'A rating can be corrected for seven days; withdraw it.');
  }
  return change(tx, means, caller, driverId, {
    ...rating,
    stars,
    firstStars: rating.firstStars ?? rating.stars,
    correctedAtMs: nowMs,
  });
}

/** Takes it back: it counts for nothing any more, and stays in the list as withdrawn. */
export async function withdrawRating(
  tx: RightsTx,
  means: Means,
  caller: Caller,
  orderId: string,
): Promise<OwnRating> {
  const { rating, driverId } = await own(tx, caller, orderId);
  return change(tx, means, caller, driverId, { ...rating, withdrawnAtMs: means.clock.nowMs() });
}

/** The caller's own, given by himself: a default is nobody's words. */
async function own(
  tx: RightsTx,
  caller: Caller,
  orderId: string,
): Promise<{ rating: OwnRating; driverId: string | null }> {
  const order = await orderForUpdate(tx, caller, orderId);
  const mine = caller.role !== 'driver' || order.driverId === caller.subject;
  const rating = mine ? await tx.ownRatings.find(orderId, sideOf(caller)) : null;
  if (rating === null || rating.origin !== 'given') {
    throw new Rejection('wrong_state', 'You have given no rating of this order.');
  }
  if (rating.withdrawnAtMs !== null) {
    throw new Rejection('wrong_state', 'It was withdrawn already.');
  }
  return { rating, driverId: order.driverId };
}

async function change(
  tx: RightsTx,
  { clock, entropy }: Means,
  { requestId }: Caller,
  driverId: string | null,
  rating: OwnRating,
): Promise<OwnRating> {
  await tx.ownRatings.update(rating);
  const { orderId, by, stars, withdrawnAtMs } = rating;
  await tx.outbox.add([
    event(entropy, requestId, clock.nowMs(), 'order.rating_changed', orderId, {
      orderId,
      driverId,
      by,
      stars: withdrawnAtMs === null ? stars : null,
    }),
  ]);
  return rating;
}
