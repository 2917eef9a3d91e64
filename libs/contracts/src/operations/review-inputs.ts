import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, ObjectField, TextField } from '../fields/kinds.js';
import { IdField, UuidField } from '../fields/named.js';
import {
  EVIDENCE_PIECES,
  OUTCOME_KINDS,
  REVIEW_OUTCOMES,
  type EvidencePiece,
  type OutcomeKind,
  type ReviewOutcome,
} from '../vocabulary.js';
import { CursorField, LimitField } from './paging.js';
import { RequestPath, WORDS_MAX } from './request-inputs.js';

/** A sentence; what the case was and what was found fits in no less. */
const REASONS_MIN = 20;

export const ReasonsField = (): PropertyDecorator =>
  TextField({
    min: REASONS_MIN,
    max: WORDS_MAX,
    example: 'The gate log shows him at the ramp at 09:40; the shipper cancelled at 09:55.',
    description: 'In own words: no template, nothing the system said, nothing from another case.',
  });

/** A factor, a refusal, a datum, the search or the policy. */
export const FaultField = (): PropertyDecorator =>
  TextField({
    optional: true,
    min: 1,
    max: 60,
    pattern: /^(?:factor|refusal|datum)\.[a-z_]{1,40}$|^search$|^policy$/,
    expected: 'factor.<name>, refusal.<name>, datum.<name>, search or policy',
    example: 'datum.outcome',
    description: 'What was at fault; it carries the mark from then on.',
  });

@Describes('What waits for a reviewer, what is due first first.')
export class ListReviews {
  @LimitField()
  limit: number;

  @CursorField()
  cursor?: string;
}

@Describes('Opens one piece of evidence. Which were opened is part of the review.')
export class OpenEvidence extends RequestPath {
  @EnumField(EVIDENCE_PIECES, { example: 'driver_record' })
  piece: EvidencePiece;
}

@Describes('How an outcome that was recorded wrongly should stand.')
export class OutcomeShouldBe {
  @EnumField(OUTCOME_KINDS)
  kind: OutcomeKind;

  @BooleanField({ nullable: true, description: 'Null when no time was promised or known.' })
  onTime: boolean | null;
}

@Describes('The outcome that was recorded wrongly.')
export class OutcomeCorrectionInput {
  @IdField({ example: 'out-000001' })
  outcomeId: string;

  @ObjectField(() => OutcomeShouldBe, {
    nullable: true,
    description: 'Null when it was not the driver’s doing and should not be there at all.',
  })
  shouldBe: OutcomeShouldBe | null;
}

@Describes('What a reviewer found. What follows from it is carried out with it.')
export class DecideReview extends RequestPath {
  @EnumField(REVIEW_OUTCOMES, { example: 'data_corrected' })
  outcome: ReviewOutcome;

  @ReasonsField()
  reasons: string;

  @FaultField()
  faultyRule?: string;

  @ObjectField(() => OutcomeCorrectionInput, { optional: true })
  correction?: OutcomeCorrectionInput;
}

@Describes('How often each rule was complained of, upheld and overturned.')
export class GetRuleReviews {}

@Describes('Awards that wait for a person, what is due first first.')
export class ListAwardReviews {}

@Describes('An award that waits for a person.')
export class AwardReviewPath {
  @UuidField({ in: 'path' })
  orderId: string;
}

@Describes('Gives the order to one of those who compete for it, by a person (D4).')
export class DecideAward extends AwardReviewPath {
  @IdField()
  driverId: string;

  @ReasonsField()
  reasons: string;
}
