import { Describes } from '../fields/field.js';
import {
  CountsField,
  EnumField,
  IntField,
  JsonField,
  ListField,
  ObjectField,
  TextField,
} from '../fields/kinds.js';
import { CountField, IdField, PolicyHashField, UtcField, UuidField } from '../fields/named.js';
import { NextCursorField, PAGE_MAX } from '../operations/paging.js';
import {
  DECISION_KINDS,
  RECORDED_ROLES,
  REFUSALS,
  type DecisionKind,
  type RecordedRole,
  type RefusalReason,
} from '../vocabulary.js';

@Describes('One automated decision, without its inputs.')
export class DecisionSummary {
  @UuidField()
  decisionId: string;

  @EnumField(DECISION_KINDS)
  kind: DecisionKind;

  @UuidField()
  orderId: string;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 3 })
  orderVersion: number;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 1 })
  round: number;

  @UtcField()
  decidedAt: string;

  @PolicyHashField({ description: 'The policy it was decided by; see `policy.get`.' })
  policyHash: string;

  @TextField({ min: 1, max: 40, example: 'paidan-matcher/1' })
  engineVersion: string;

  @IdField({ nullable: true, description: 'Null when the system decided alone.' })
  decidedByHuman: string | null;

  @IdField({ nullable: true })
  winner: string | null;

  @CountField({ nullable: true, example: 48_120, description: 'The total that was needed.' })
  cutoffTotal: number | null;
}

@Describes('The decisions on one order, oldest first.')
export class DecisionList {
  @ListField(() => DecisionSummary, { min: 0, max: 10_000 })
  items: DecisionSummary[];
}

@Describes('From all drivers to the winner, by number.')
export class FunnelCounts {
  @CountField({ example: 2_000, description: 'On duty in the whole fleet.' })
  onDuty: number;

  @CountField({ example: 214, description: 'Within reach.' })
  found: number;

  @CountField({ example: 214, description: 'Measured and judged.' })
  evaluated: number;

  @CountsField(REFUSALS, { example: { body_type: 120, weight: 31 } })
  refused: Readonly<Partial<Record<RefusalReason, number>>>;

  @CountField({ example: 63, description: 'Not refused.' })
  ranked: number;

  @CountField({ example: 18 })
  grabbed: number;
}

@Describes("The funnel of an order's deciding, or latest, decision.")
export class FunnelView {
  @UuidField()
  orderId: string;

  @UuidField({ nullable: true, description: 'Null before the first decision.' })
  decisionId: string | null;

  @EnumField(DECISION_KINDS, { nullable: true })
  kind: DecisionKind | null;

  @UtcField({ nullable: true })
  decidedAt: string | null;

  @ObjectField(() => FunnelCounts, { nullable: true })
  funnel: FunnelCounts | null;

  @IdField({ nullable: true })
  winner: string | null;
}

@Describes('What one decision was for one driver.')
export class DriverDecision {
  @UuidField()
  decisionId: string;

  @UuidField({ nullable: true, description: 'Null when it came from no order, as an import.' })
  orderId: string | null;

  @EnumField(DECISION_KINDS)
  kind: DecisionKind;

  @EnumField(RECORDED_ROLES)
  role: RecordedRole;

  @CountField({ nullable: true, example: 4 })
  rank: number | null;

  @CountField({ nullable: true, example: 41_350 })
  total: number | null;

  @TextField({
    min: 1,
    max: 40,
    nullable: true,
    example: 'weight',
    description: 'Why he was refused, if he was.',
  })
  reason: string | null;

  @UtcField()
  decidedAt: string;
}

@Describes('A page of decisions, newest first.')
export class DriverDecisionPage {
  @ListField(() => DriverDecision, { min: 0, max: PAGE_MAX })
  items: DriverDecision[];

  @NextCursorField()
  nextCursor: string | null;
}

@Describes(
  'Why it went as it did, for one reader: WON, LOST, REFUSED or NOT_REACHED for a driver; the ' +
    "chosen driver, or why none yet, for a shipper. The reader's own parts are exact, nobody " +
    "else's datum is shown finer than its band (D1, D7).",
)
export class ExplanationView {
  @UuidField({ nullable: true, description: 'Null for a profile change that came from no order.' })
  orderId: string | null;

  @UuidField({ nullable: true, description: 'Null before the first decision.' })
  decisionId: string | null;

  @TextField({ min: 1, max: 40, example: 'LOST', description: 'What it was for this reader.' })
  role: string;

  @JsonField({
    schema: { type: 'array', items: { type: 'string' } },
    example: ['Another driver was chosen: your total was 41 350, and 48 120 won.'],
    description: 'The main reasons in words, in the language asked for.',
  })
  sentences: readonly string[];

  @JsonField({
    optional: true,
    example: { schema: 'paidan.card/1', role: 'LOST' },
    description:
      'What may be told, in both languages. `schema` names its shape: paidan.card/1 or ' +
      'paidan.explanation/2 for a driver, paidan.shipper_explanation/1 for a shipper; ' +
      'JSON Schema of the first two at /schemas/card-1.json and /schemas/explanation-2.json.',
  })
  explanation?: unknown;
}

@Describes('One named part of a total: points × weight.')
export class PartView {
  @TextField({ min: 1, max: 40, example: 'pickup_distance' })
  factor: string;

  @CountField({ example: 20 })
  weight: number;

  @IntField({ min: 0, max: 1_000, example: 870 })
  points: number;

  @JsonField({ example: { pickupMeters: 8_412 }, description: 'What the points came from.' })
  facts: Readonly<Record<string, number | string | boolean>>;
}
