import type { Outcome } from '#libs/dispatch';
import type { ReviewOutcome } from './review.js';

/** What a reviewer found, and what is to be put right. */
export type Verdict = {
  readonly requestId: string;
  readonly outcome: ReviewOutcome;
  readonly reasons: string;
  /** What was at fault: a factor, a refusal, the search, or a datum. Null when nothing was. */
  readonly faultyRule: string | null;
  /** The outcome that was recorded wrongly, and how it should stand; null when none. */
  readonly correction: OutcomeCorrection | null;
};

export type OutcomeCorrection = {
  readonly outcomeId: string;
  /** Null: it should not be there at all, as it was not the driver's doing. */
  readonly shouldBe: Pick<Outcome, 'kind' | 'onTime'> | null;
};
