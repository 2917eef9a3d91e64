import type { Caller } from '#libs/dispatch';
import { SYSTEM, type RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import { ruleOf } from '../reviews/rule-of.js';
import { answerFromRecord } from './answer.js';
import type { RequestAnswer, RightsRequest } from './request.js';
import { tell } from './tell.js';

/** Identity is proven: the record answers at once, or a desk is opened for a person. */
export async function proceed(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  request: RightsRequest,
): Promise<RightsRequest> {
  if (request.kind === 'explanation') {
    const answer = await answerFromRecord(tx, means, request);
    return answered(tx, means, caller, request, answer, SYSTEM);
  }
  const { requestId, driverId, orderId, decisionId, dues } = request;
  const decision = decisionId === null ? null : await tx.ledger.decision(decisionId);
  const row = decisionId === null ? null : await tx.ledger.driverRow(decisionId, driverId);
  await tx.reviews.insert({
    requestId,
    driverId,
    orderId,
    decisionId,
    policyHash: decision?.policyHash ?? null,
    rule: ruleOf(request, decision?.kind ?? null, row),
    openedAtMs: means.clock.nowMs(),
    dueAtMs: dues.strictDueAtMs,
    state: 'waiting',
    takenBy: null,
    takenAtMs: null,
    leaseUntilMs: null,
    decidedAtMs: null,
    outcome: null,
    reasons: null,
    faultyRule: null,
    spentMs: null,
  });
  await tell(tx, means, caller, request, 'request.review_opened', { dues });
  return request;
}

/** Closes it with its answer; its evidence is free again. */
export async function answered(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  request: RightsRequest,
  answer: RequestAnswer,
  by: string,
): Promise<RightsRequest> {
  const atMs = means.clock.nowMs();
  const { requestId } = request;
  await tx.requests.close(requestId, { state: 'answered', answer, refusal: null, atMs, by });
  await tx.holds.lift(requestId, atMs);
  await tell(tx, means, caller, request, 'request.answered', {
    outcome: answer.review?.outcome ?? null,
    inTime: atMs < request.dues.strictDueAtMs,
  });
  const { verifiedAtMs } = request;
  return { ...request, state: 'answered', answer, verifiedAtMs, closedAtMs: atMs, closedBy: by };
}
