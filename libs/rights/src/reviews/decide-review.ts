import { event, notFound, Rejection, type Caller } from '#libs/dispatch';
import { REMEDY_TEXTS } from '../remedies/remedy-texts.js';
import { remedy, type Remedy } from '../remedies/remedy.js';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import { answerFromRecord } from '../requests/answer.js';
import { answered } from '../requests/proceed.js';
import type { RequestAnswer, RightsRequest } from '../requests/request.js';
import { watchAgreement } from './agreement.js';
import { FAULTS } from './faults.js';
import { mustBeIndependent } from './independence.js';
import { wordsFault } from './own-words.js';
import type { EvidencePiece, Review } from './review.js';
import { heldReview } from './take-review.js';
import type { Verdict } from './verdict.js';

/** Earlier cases that a reviewer's words are held against. */
const EARLIER_MAX = 50;

/**
 * A person decides a case he has taken: the evidence opened, in his own words, his time measured.
 * What follows from it (record, profile, priority, correction) is written in the same transaction,
 * so no review says "overturned" and changes nothing.
 */
export async function decideReview(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  verdict: Verdict,
): Promise<RightsRequest> {
  const { requestId, outcome, reasons, faultyRule } = verdict;
  const request = await tx.requests.byIdForUpdate(requestId);
  if (request === null) throw notFound('review', requestId);
  const review = await heldReview(tx, means, caller, requestId);
  await mustBeIndependent(tx, caller, review);
  mustFit(verdict);
  const opened = await tx.reviews.opened(requestId, caller.subject);
  mustHaveLooked(review, opened);
  await mustBeOwnWords(tx, means, caller, request, reasons);

  const atMs = means.clock.nowMs();
  const spentMs = atMs - review.takenAtMs;
  const given = await remedy(tx, means, caller, { request, review, verdict, spentMs });
  await tx.reviews.decide(requestId, { outcome, reasons, faultyRule, spentMs, atMs });
  await tx.audit.add({
    id: means.entropy.newId(),
    atMs,
    actor: caller.subject,
    role: caller.role,
    action: `review.${outcome}`,
    subject: requestId,
    reason: [...reasons].slice(0, 200).join(''),
    detail: { spentMs, opened, rule: review.rule, faultyRule, ...given },
  });
  await tx.outbox.add([
    event(means.entropy, caller.requestId, atMs, 'review.decided', request.driverId, {
      requestId,
      driverId: request.driverId,
      orderId: review.orderId,
      decisionId: review.decisionId,
      outcome,
      rule: review.rule,
      faultyRule,
      spentMs,
      supersededBy: given.supersededBy,
      compensationId: given.compensationId,
    }),
  ]);
  await watchAgreement(tx, means, { reviewer: caller.subject, rule: review.rule });
  const answer = answerOf(verdict, given, {
    decisionId: review.decisionId,
    reviewer: caller.subject,
    spentMs,
    opened,
  });
  return answered(tx, means, caller, request, answer, caller.subject);
}

type Looked = {
  readonly decisionId: string | null;
  readonly reviewer: string;
  readonly spentMs: number;
  readonly opened: readonly EvidencePiece[];
};

function answerOf(
  { outcome, reasons }: Verdict,
  { supersededBy, compensationId }: Remedy,
  { decisionId, ...looked }: Looked,
): RequestAnswer {
  const texts = REMEDY_TEXTS[outcome];
  const owed = compensationId === null ? [] : [REMEDY_TEXTS.compensated];
  return {
    schema: 'paidan.answer/1',
    role: outcome.toUpperCase(),
    decisionId,
    sentences: {
      zh: [texts.zh, `复核人的理由：${reasons}`, ...owed.map(({ zh }) => zh)],
      en: [texts.en, `The reviewer’s reasons: ${reasons}`, ...owed.map(({ en }) => en)],
    },
    review: { outcome, ...looked, supersededBy, compensationId },
  };
}

/** What a verdict must bring with it, by its outcome. */
function mustFit({ outcome, faultyRule, correction }: Verdict): void {
  const wrong = (path: string, message: string): Rejection =>
    new Rejection('validation_failed', 'The verdict does not hold.', [
      { path, code: 'verdict', message },
    ]);
  if (faultyRule !== null && !FAULTS.includes(faultyRule)) {
    throw wrong('/faultyRule', `expected one of ${FAULTS.join(', ')}`);
  }
  if (outcome === 'upheld' && (faultyRule !== null || correction !== null)) {
    throw wrong('/outcome', 'expected no fault and no correction where the decision is upheld');
  }
  if (outcome === 'overturned' && faultyRule === null) {
    throw wrong('/faultyRule', 'expected what was at fault');
  }
  if (outcome === 'data_corrected' && correction === null) {
    throw wrong('/correction', 'expected the outcome that is corrected, and how');
  }
}

/** The driver's words and the evidence of the case: without both nobody has looked. */
function mustHaveLooked({ decisionId, rule }: Review, opened: readonly EvidencePiece[]): void {
  const evidence: EvidencePiece =
    decisionId === null ? 'outcomes' : rule === 'search' ? 'explanation' : 'driver_record';
  const missing = (['request', evidence] as const).filter((piece) => !opened.includes(piece));
  if (missing.length > 0) {
    throw new Rejection('wrong_state', `Open the evidence first: ${missing.join(', ')}.`);
  }
}

async function mustBeOwnWords(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  request: RightsRequest,
  reasons: string,
): Promise<void> {
  const { sentences } = await answerFromRecord(tx, means, request);
  const told = [
    ...sentences.zh,
    ...sentences.en,
    ...(request.words === null ? [] : [request.words]),
  ];
  const earlier = await tx.reviews.lastReasons(caller.subject, EARLIER_MAX);
  const fault = wordsFault(reasons, { told, earlier });
  if (fault === null) return;
  throw new Rejection('validation_failed', 'Give the reasons in your own words.', [
    {
      path: '/reasons',
      code: fault,
      message: 'expected what was found in this case, in words not used before',
    },
  ]);
}
