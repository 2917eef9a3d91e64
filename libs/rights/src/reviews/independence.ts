import { Rejection, type Caller } from '#libs/dispatch';
import type { RightsTx } from '../ports/database.js';
import type { Review } from './review.js';

/**
 * Nobody reviews a decision by a rule he put or put in force, nor one he is a party to, nor one he
 * took himself: a review by the author is no second look.
 */
export async function mustBeIndependent(
  tx: RightsTx,
  { subject }: Caller,
  review: Pick<Review, 'orderId' | 'decisionId' | 'policyHash'> & {
    readonly driverId: string | null;
  },
): Promise<void> {
  const { driverId, orderId, decisionId, policyHash } = review;
  const authors = policyHash === null ? [] : await tx.policies.authorsOf(policyHash);
  if (authors.includes(subject)) {
    throw new Rejection('forbidden', 'Who wrote or activated the policy may not review by it.');
  }
  const order = orderId === null ? null : await tx.orders.byId(orderId);
  const decision = decisionId === null ? null : await tx.ledger.decision(decisionId);
  const parties = [driverId, order?.shipperId, order?.driverId, decision?.decidedByHuman];
  if (parties.includes(subject)) {
    throw new Rejection(
      'forbidden',
      'Who is a party to a decision, or took it, may not review it.',
    );
  }
}
