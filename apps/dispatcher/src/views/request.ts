import { timeText, type AnswerOf } from '#libs/contracts';
import {
  GROUND_LABELS,
  type CorrectionOf,
  type Review,
  type RightsRequest,
  type StandingOf,
} from '#libs/rights';

const timeOrNull = (atMs: number | null): string | null => (atMs === null ? null : timeText(atMs));

export function requestView(
  request: RightsRequest,
  correction: CorrectionOf | null = null,
): AnswerOf<'request.get'> {
  const { dues, refusal, receivedAtMs, verifiedAtMs, closedAtMs } = request;
  const { receivedOn, strictDueOn, legalDueOn, provisional, calendarVersion } = dues;
  return {
    requestId: request.requestId,
    driverId: request.driverId,
    kind: request.kind,
    state: request.state,
    orderId: request.orderId,
    decisionId: request.decisionId,
    outcomeId: request.outcomeId,
    words: request.words,
    receivedAt: timeText(receivedAtMs),
    verifiedAt: timeOrNull(verifiedAtMs),
    due: { receivedOn, strictDueOn, legalDueOn, provisional, calendarVersion },
    repeats: request.repeats,
    answer: request.answer,
    refusal:
      refusal === null
        ? null
        : {
            ...refusal,
            groundZh: GROUND_LABELS[refusal.ground].zh,
            groundEn: GROUND_LABELS[refusal.ground].en,
          },
    correction:
      correction === null
        ? null
        : { ...correction, decisions: correction.decisions.map(reconsideredView) },
    closedAt: timeOrNull(closedAtMs),
    closedBy: request.closedBy,
  };
}

type Reconsidered = NonNullable<AnswerOf<'request.get'>['correction']>['decisions'][number];

/** Roles are kept as text; they were roles when they were written. */
const reconsideredView = ({
  decisionId,
  was,
  wouldBe,
}: CorrectionOf['decisions'][number]): Reconsidered => ({
  decisionId,
  was: was as Reconsidered['was'],
  wouldBe: wouldBe as Reconsidered['wouldBe'],
});

export const reviewView = (review: Review): AnswerOf<'review.take'> => ({
  requestId: review.requestId,
  driverId: review.driverId,
  orderId: review.orderId,
  decisionId: review.decisionId,
  rule: review.rule,
  state: review.state,
  openedAt: timeText(review.openedAtMs),
  dueAt: timeText(review.dueAtMs),
  takenBy: review.takenBy,
  takenAt: timeOrNull(review.takenAtMs),
  leaseUntil: timeOrNull(review.leaseUntilMs),
});

export const standingView = ({
  driverId,
  humanDecision,
  compensations,
}: StandingOf): AnswerOf<'driver.standing'> => ({
  driverId,
  humanDecision,
  compensations: compensations.map((owed) => ({
    compensationId: owed.compensationId,
    requestId: owed.requestId,
    fromCityCode: owed.fromCityCode,
    grantedAt: timeText(owed.grantedAtMs),
    expiresAt: timeText(owed.expiresAtMs),
    usedAt: timeOrNull(owed.usedAtMs),
    usedIn: owed.usedIn,
  })),
});
