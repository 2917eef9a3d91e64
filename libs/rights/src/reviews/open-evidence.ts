import { explainDecisionToDriver, WHOLE, type Caller } from '#libs/dispatch';
import { replay } from '#libs/explanations';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import { mustBeThere } from '../requests/file-request.js';
import type { EvidencePiece, Review } from './review.js';
import { heldReview } from './take-review.js';

/** What a reviewer may look through; the newest count for a profile. */
const OUTCOMES_SHOWN_MAX = 200;

/**
 * One piece of evidence, opened: that it was, by whom and when, is written in the same transaction
 * in which it is read. Null where there is no such piece in this case.
 */
export async function openEvidence(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  { requestId, piece }: { readonly requestId: string; readonly piece: EvidencePiece },
): Promise<{ readonly piece: EvidencePiece; readonly evidence: unknown }> {
  const review = await heldReview(tx, means, caller, requestId);
  await tx.reviews.open(requestId, caller.subject, piece, means.clock.nowMs());
  return { piece, evidence: await READERS[piece](tx, means, review, caller) };
}

type Reader = (
  tx: RightsTx,
  means: RightsMeans,
  review: Review,
  caller: Caller,
) => Promise<unknown>;

const READERS: Readonly<Record<EvidencePiece, Reader>> = {
  request: async (tx, _, { requestId }) => {
    const { kind, words, orderId, decisionId, outcomeId, receivedAtMs, repeats } =
      await mustBeThere(tx, requestId);
    return { kind, words, orderId, decisionId, outcomeId, receivedAtMs, repeats };
  },

  explanation: async (tx, means, { decisionId, driverId }, asker) =>
    decisionId === null
      ? null
      : explainDecisionToDriver(tx, means.explaining, { decisionId, driverId, asker }, WHOLE),

  driver_record: async (tx, _, { decisionId, driverId }) =>
    decisionId === null ? null : tx.ledger.driverRow(decisionId, driverId),

  decision: async (tx, _, { decisionId }) => {
    const decision = decisionId === null ? null : await tx.ledger.decision(decisionId);
    if (decision === null) return null;
    // Who else took part is no evidence about him; staff see bands, like everyone.
    const { winner, ...rest } = decision;
    return { ...rest, someoneWon: winner !== null };
  },

  policy: async (tx, means, { policyHash }) =>
    policyHash === null ? null : means.policies.get(tx, policyHash),

  outcomes: async (tx, _, { driverId }) => ({
    items: await tx.outcomes.ofDrivers([driverId], 0, OUTCOMES_SHOWN_MAX),
  }),

  replay: async (tx, means, { decisionId, policyHash }) => {
    const decision = decisionId === null ? null : await tx.ledger.decision(decisionId);
    if (decision === null || policyHash === null) return null;
    const drivers = await tx.ledger.driverRows(decision.decisionId);
    const policy = await means.policies.get(tx, policyHash);
    return replay({ ...decision, drivers }, policy);
  },
};
