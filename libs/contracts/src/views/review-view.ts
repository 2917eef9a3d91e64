import { Describes } from '../fields/field.js';
import { EnumField, IntField, JsonField, ListField, TextField } from '../fields/kinds.js';
import { CityField, CountField, IdField, UtcField, UuidField } from '../fields/named.js';
import { NextCursorField, PAGE_MAX } from '../operations/paging.js';
import {
  EVIDENCE_PIECES,
  REVIEW_STATES,
  type EvidencePiece,
  type ReviewState,
} from '../vocabulary.js';
import { PartView } from './decision-view.js';

@Describes('A case for a person to look at.')
export class ReviewView {
  @UuidField()
  requestId: string;

  @IdField()
  driverId: string;

  @UuidField({ nullable: true })
  orderId: string | null;

  @UuidField({ nullable: true })
  decisionId: string | null;

  @TextField({ min: 1, max: 60, example: 'ranking', description: 'What is complained of.' })
  rule: string;

  @EnumField(REVIEW_STATES)
  state: ReviewState;

  @UtcField()
  openedAt: string;

  @UtcField({ description: 'The target; too late from this moment on.' })
  dueAt: string;

  @IdField({ nullable: true, example: 'rev-0001' })
  takenBy: string | null;

  @UtcField({ nullable: true })
  takenAt: string | null;

  @UtcField({ nullable: true, description: 'Then anyone may take it.' })
  leaseUntil: string | null;
}

@Describes('A page of cases, what is due first first.')
export class ReviewPage {
  @ListField(() => ReviewView, { min: 0, max: PAGE_MAX })
  items: ReviewView[];

  @NextCursorField()
  nextCursor: string | null;
}

@Describes('One piece of evidence.')
export class EvidenceView {
  @UuidField()
  requestId: string;

  @EnumField(EVIDENCE_PIECES)
  piece: EvidencePiece;

  @JsonField({
    nullable: true,
    example: { role: 'LOST', rank: 2 },
    description: 'Null where this case has no such piece.',
  })
  evidence: unknown;
}

@Describes('How reviews of one rule came out.')
export class RuleReviews {
  @TextField({ min: 1, max: 60, example: 'refusal.cannot_arrive' })
  rule: string;

  @CountField({ example: 40 })
  reviewed: number;

  @CountField({ example: 36 })
  upheld: number;

  @CountField({ example: 1 })
  corrected: number;

  @CountField({ example: 3 })
  overturned: number;

  @CountField({ example: 2, description: 'Found to be at fault, whatever was complained of.' })
  tagged: number;

  @IntField({ min: 0, max: 1_000, example: 100, description: 'Not upheld, of a thousand.' })
  overturnPermille: number;
}

@Describes('Overturn rates by rule, over a quarter of a year.')
export class RuleReviewList {
  @ListField(() => RuleReviews, { min: 0, max: 500 })
  items: RuleReviews[];
}

@Describes('An award that waits for a person.')
export class AwardReviewView {
  @UuidField()
  orderId: string;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 1 })
  round: number;

  @CityField()
  cityCode: string;

  @UtcField()
  askedAt: string;

  @UtcField({ description: 'Then the system decides, and a person looks at it afterwards.' })
  dueAt: string;

  @IdField({ nullable: true, example: 'rev-0001' })
  openedBy: string | null;
}

@Describes('Awards that wait for a person.')
export class AwardReviewList {
  @ListField(() => AwardReviewView, { min: 0, max: PAGE_MAX })
  items: AwardReviewView[];
}

@Describes('One who competes for the order, as the system would rank him.')
export class AwardCandidate {
  @IdField()
  driverId: string;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 1 })
  rank: number;

  @CountField({ example: 48_120 })
  total: number;

  @ListField(() => PartView, { min: 0, max: 20 })
  parts: PartView[];
}

@Describes('Everyone who may be given the order, best first by the rules.')
export class AwardCase {
  @UuidField()
  orderId: string;

  @UtcField()
  dueAt: string;

  @ListField(() => AwardCandidate, { min: 0, max: 2_000 })
  candidates: AwardCandidate[];
}
