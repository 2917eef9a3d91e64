import { event, type Caller } from '#libs/dispatch';
import { isJudged, reviewRecord } from '#libs/explanations';
import { remediesOf } from '#libs/matcher';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import type { RightsRequest } from '../requests/request.js';
import type { Verdict } from '../reviews/verdict.js';
import type { Review } from '../reviews/review.js';
import { correctOutcome } from './correct-outcome.js';

const DAY_MS = 86_400_000;

/** What a review changed; all null when it upheld the decision. */
export type Remedy = {
  /** The record that takes the place of the one complained of. */
  readonly supersededBy: string | null;
  readonly compensationId: string | null;
  /** The job that decides again whatever the wrong datum went into. */
  readonly jobId: string | null;
};

export type Case = {
  readonly request: RightsRequest;
  readonly review: Review;
  readonly verdict: Verdict;
  readonly spentMs: number;
};

/** Carries out what was decided, in the transaction in which it was. */
export async function remedy(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  given: Case,
): Promise<Remedy> {
  const { request, verdict } = given;
  const jobId =
    verdict.correction === null
      ? null
      : await correctOutcome(tx, means, caller, request, verdict.correction);
  if (verdict.outcome !== 'overturned') return { supersededBy: null, compensationId: null, jobId };
  const compensationId = await compensate(tx, means, given.review);
  const supersededBy = await supersede(tx, means, caller, given, compensationId !== null);
  return { supersededBy, compensationId, jobId };
}

/**
 * The record of the review takes the place of the decision for this driver. What was decided cannot
 * be undone, the freight has been driven; that it was wrong stands in the same log.
 */
async function supersede(
  tx: RightsTx,
  { clock, entropy }: RightsMeans,
  caller: Caller,
  { request, review, verdict, spentMs }: Case,
  compensated: boolean,
): Promise<string | null> {
  const { decisionId: supersedes } = review;
  const decision = supersedes === null ? null : await tx.ledger.decision(supersedes);
  if (supersedes === null || decision === null || decision.bundle.order === null) return null;
  const { driverId, requestId } = request;
  const atMs = clock.nowMs();
  const decisionId = entropy.newId();
  await tx.ledger.record(
    reviewRecord({
      decisionId,
      driverId,
      order: decision.bundle.order,
      round: decision.round,
      decidedAtMs: atMs,
      policyHash: decision.policyHash,
      decidedByHuman: caller.subject,
      supersedes,
      faultyRule: verdict.faultyRule ?? review.rule,
      spentMs,
      compensated,
    }),
  );
  await tx.remedies.supersede({
    superseded: supersedes,
    supersededBy: decisionId,
    driverId,
    requestId,
    atMs,
  });
  return decisionId;
}

/** Owed where an order was at stake that he did not get; once a request, and for a bounded time. */
async function compensate(
  tx: RightsTx,
  means: RightsMeans,
  { requestId, driverId, decisionId }: Review,
): Promise<string | null> {
  const decision = decisionId === null ? null : await tx.ledger.decision(decisionId);
  if (decision === null || !isJudged(decision.bundle) || decision.winner === driverId) return null;
  const policy = await means.policies.get(tx, decision.policyHash);
  return owe(tx, means, {
    requestId,
    driverId,
    fromCityCode: decision.bundle.order.fromCityCode,
    days: remediesOf(policy).compensationDays,
  });
}

export async function owe(
  tx: RightsTx,
  { clock, entropy }: RightsMeans,
  owed: {
    readonly requestId: string;
    readonly driverId: string;
    readonly fromCityCode: string;
    readonly days: number;
  },
): Promise<string> {
  const { requestId, driverId, fromCityCode, days } = owed;
  const atMs = clock.nowMs();
  const expiresAtMs = atMs + days * DAY_MS;
  const compensationId = await tx.standings.grant({
    compensationId: entropy.newId(),
    driverId,
    requestId,
    fromCityCode,
    grantedAtMs: atMs,
    expiresAtMs,
  });
  await tx.outbox.add([
    event(entropy, null, atMs, 'compensation.granted', driverId, {
      compensationId,
      requestId,
      driverId,
      fromCityCode,
      expiresAtMs,
    }),
  ]);
  return compensationId;
}
