import { Describes } from '../../fields/field.js';
import {
  EnumField,
  IntField,
  JsonField,
  ListField,
  ObjectField,
  TextField,
} from '../../fields/kinds.js';
import { MillisecondsField, PolicyHashField, UtcField, UuidField } from '../../fields/named.js';
import { DECISION_KINDS, type DecisionKind } from '../../vocabulary.js';
import { AUTOMATION, type Automation } from './card.js';
import { RecordDraw } from './record-draw.js';
import {
  Bilingual,
  BilingualField,
  Said,
  SaidField,
  SaidListField,
  ScalarField,
  WeighedPart,
  WholeField,
  WordField,
} from './said.js';

/** Whole numbers by name, such as the sums of a profile. */
const WHOLE_BY_NAME = { type: 'object', additionalProperties: { type: 'integer' } } as const;
const HEX = /^[0-9a-f]+$/;

@Describes('The decision itself.')
export class RecordDecision {
  @UuidField()
  decisionId: string;

  @EnumField(DECISION_KINDS)
  kind: DecisionKind;

  @BilingualField()
  kindLabel: Bilingual;

  @UuidField({ nullable: true })
  orderId: string | null;

  @IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, example: 3 })
  orderVersion: number;

  @IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, example: 1 })
  round: number;

  @UtcField()
  decidedAt: string;

  @MillisecondsField()
  decidedAtMs: number;

  @EnumField(AUTOMATION)
  automation: Automation;

  @WordField('opr-0001', { nullable: true, description: 'The person who decided, if one did.' })
  decidedByHuman: string | null;

  @WholeField({ nullable: true, example: 95_000, description: 'How long that person took.' })
  humanSpentMs: number | null;

  @WordField('matcher/1')
  engineVersion: string;

  @WordField('nobody_in_time', { nullable: true })
  cause: string | null;
}

@Describes('A number of drivers: exact, or a range where it is small.')
export class Banded {
  @WholeField({ nullable: true, example: 214 })
  exact: number | null;

  @TextField({ min: 1, max: 20, example: '1–4' })
  band: string;
}

@Describes('Place and totals.')
export class RecordOutcome {
  @WholeField({ nullable: true, example: 2 })
  rank: number | null;

  @ObjectField(() => Banded, { nullable: true })
  pool: Banded | null;

  @WholeField({ nullable: true, example: 41_350 })
  total: number | null;

  @WholeField({ nullable: true, example: 48_120 })
  cutoffTotal: number | null;

  @WholeField({ nullable: true, example: 6_770 })
  gap: number | null;

  @WordField('total', { nullable: true })
  decidedBy: string | null;
}

@Describes('`baseline` and the contributions of `parts` sum to `total`.')
export class RecordContributions {
  @IntField({ min: 0, max: 0, example: 0 })
  baseline: 0;

  @WholeField({ nullable: true, example: 41_350 })
  total: number | null;
}

@Describes('A part with the numbers its points came from.')
export class RecordPart extends WeighedPart {
  @JsonField({
    schema: {
      type: 'object',
      additionalProperties: { type: ['integer', 'string', 'boolean'] },
    },
    example: { pickupMeters: 8_412, placeSource: 'position' },
  })
  facts: Readonly<Record<string, number | string | boolean>>;
}

@Describes('One stage of the procedure that was run, and how far he came.')
export class RecordStage {
  @WordField('eligible')
  stage: string;

  @BilingualField()
  label: Bilingual;

  @ObjectField(() => Banded, { nullable: true })
  in: Banded | null;

  @ObjectField(() => Banded)
  out: Banded;

  @WordField('PASSED')
  own: string;
}

@Describes('One datum that was used about him, where it came from and how fresh it was.')
export class RecordInput {
  @WordField('pickup_distance')
  code: string;

  @BilingualField()
  label: Bilingual;

  @ScalarField({ nullable: true })
  value: string | number | boolean | null;

  @WordField('meters')
  unit: string;

  @BilingualField({ nullable: true })
  text: Bilingual | null;

  @WordField('phone_or_terminal')
  source: string;

  @EnumField(['OBSERVED', 'MANUAL', 'DEFAULT', 'MISSING'])
  origin: 'OBSERVED' | 'MANUAL' | 'DEFAULT' | 'MISSING';

  @MillisecondsField({ nullable: true })
  observedAtMs: number | null;

  @WholeField({ nullable: true, example: 75 })
  ageSeconds: number | null;
}

@Describes('One thing the order asked for.')
export class RecordTerm {
  @WordField('weight')
  code: string;

  @BilingualField()
  label: Bilingual;

  @ScalarField()
  value: string | number | boolean;

  @WordField('kilograms')
  unit: string;

  @BilingualField()
  text: Bilingual;
}

@Describes('How the profile is made, and what it said of him.')
export class RecordProfile {
  @WholeField({ example: 365 })
  windowDays: number;

  @WholeField({ example: 90 })
  halfLifeDays: number;

  @JsonField({ schema: WHOLE_BY_NAME, example: { completion_rate: 600 } })
  neutralPoints: Readonly<Record<string, number>>;

  @JsonField({ schema: WHOLE_BY_NAME, nullable: true, example: { completedMilli: 11_250 } })
  facts: Readonly<Record<string, number>> | null;

  @SaidListField(8)
  excluded: Said[];
}

@Describes('How equal totals are ordered, and what it takes to check it.')
export class RecordTieBreak {
  @SaidField()
  rule: Said;

  @TextField({ min: 1, max: 128, pattern: HEX, example: '9f' })
  seedHash: string;

  @TextField({ min: 1, max: 128, pattern: HEX, nullable: true, example: '00ff' })
  seed: string | null;

  @TextField({ min: 1, max: 128, nullable: true, example: '3a' })
  ownTicket: string | null;

  @SaidField()
  recompute: Said;
}

@Describes('The weight of one factor.')
export class RecordWeight {
  @WordField('pickup_distance')
  factor: string;

  @BilingualField()
  label: Bilingual;

  @WholeField({ example: 30 })
  weight: number;
}

@Describes('The parameters by which it was decided.')
export class RecordParameters {
  @PolicyHashField()
  policyHash: string;

  @TextField({ min: 1, max: 100, example: 'paidan-default' })
  policyName: string;

  @WholeField({ example: 1 })
  policyVersion: number;

  @SaidField({ description: 'Whether these rules were in force, or drawn for in a rollout.' })
  cameBy: Said;

  @ObjectField(() => RecordDraw, { nullable: true })
  drawn: RecordDraw | null;

  @ListField(() => RecordWeight, { min: 0, max: 32 })
  weights: RecordWeight[];

  @JsonField({
    schema: { type: 'object' },
    example: { pickupMeters: [[0, 1000]] },
    description: 'From a measured number to points: pairs, straight lines between.',
  })
  tables: unknown;
}
