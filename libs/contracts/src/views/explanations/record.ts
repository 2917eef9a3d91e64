import { Describes, type JsonSchema } from '../../fields/field.js';
import {
  BooleanField,
  EnumField,
  JsonField,
  ListField,
  ObjectField,
  TextField,
} from '../../fields/kinds.js';
import { IdField } from '../../fields/named.js';
import type { DriverRole, RecordedRole } from '../../vocabulary.js';
import {
  RecordChain,
  RecordConsents,
  RecordController,
  RecordIntegrity,
  RecordPurpose,
  RecordRecipient,
  RecordRemedies,
  RecordReplay,
  RecordRetention,
  RecordSignificance,
  RecordSystem,
  RecordWithheld,
} from './record-frame.js';
import {
  RecordContributions,
  RecordDecision,
  RecordInput,
  RecordOutcome,
  RecordParameters,
  RecordPart,
  RecordProfile,
  RecordStage,
  RecordTerm,
  RecordTieBreak,
} from './record-parts.js';
import {
  Bilingual,
  BilingualField,
  DriverRoleField,
  RecordedRoleField,
  Said,
  SaidField,
  SaidListField,
} from './said.js';

/** An object with at least these members, or null where there is nothing to tell. */
const tellingOf = (...required: readonly string[]): JsonSchema => ({
  type: ['object', 'null'],
  required,
});

@Describes('Who it was explained to.')
export class RecordSubject {
  @IdField()
  driverId: string;

  @DriverRoleField()
  role: DriverRole;
}

@Describes(
  'Everything that one driver may be told of one decision (paidan.explanation/2). Of any other ' +
    'driver it holds the total that was needed, and fixed bands.',
)
export class ExplanationV2 {
  @EnumField(['paidan.explanation/2'])
  schema: 'paidan.explanation/2';

  @TextField({ min: 1, max: 120, example: '0190f3c2-7b1e-7c3a-9d64-2f8a51e0b7aa.drv-0001' })
  recordId: string;

  @JsonField({ schema: { type: 'array', items: { type: 'string' } }, example: ['zh-CN', 'en'] })
  locales: readonly string[];

  @ObjectField(() => RecordController)
  controller: RecordController;

  @BooleanField({ description: 'The decision never saw him; the reason was worked out later.' })
  reconstructed: boolean;

  @ObjectField(() => RecordDecision)
  decision: RecordDecision;

  @ObjectField(() => RecordSubject)
  subject: RecordSubject;

  @DriverRoleField()
  role: DriverRole;

  @RecordedRoleField()
  recordedRole: RecordedRole | null;

  @BilingualField()
  roleLabel: Bilingual;

  @ObjectField(() => RecordSignificance)
  significance: RecordSignificance;

  @ObjectField(() => RecordPurpose)
  purposeAndBasis: RecordPurpose;

  @ObjectField(() => RecordSystem)
  system: RecordSystem;

  @BilingualField({ description: 'What a driver wants to know of such a decision first.' })
  question: Bilingual;

  @SaidField({ description: 'Yes or no, before any reason.' })
  answer: Said;

  @SaidListField(3, 'The main reasons, the one that decided it first.')
  narrative: Said[];

  @SaidField()
  countedMost: Said;

  @ObjectField(() => RecordOutcome)
  outcome: RecordOutcome;

  @ObjectField(() => RecordContributions)
  contributions: RecordContributions;

  @ListField(() => RecordPart, { min: 0, max: 32 })
  parts: RecordPart[];

  @JsonField({
    schema: tellingOf('reason', 'value', 'threshold', 'label', 'unit', 'sentence'),
    nullable: true,
    example: null,
    description: 'The rule that refused him, with what was measured and what was needed.',
  })
  refusal: unknown;

  @JsonField({
    schema: tellingOf('reason', 'label', 'value', 'threshold', 'unit', 'sentence', 'recommended'),
    nullable: true,
    example: null,
    description: 'Why the decision never saw him.',
  })
  notReached: unknown;

  @JsonField({
    schema: tellingOf('of', 'rule', 'counts', 'hadMs', 'by', 'took', 'profile'),
    nullable: true,
    example: null,
    description: 'What followed for him from a release, a cancellation or a change of his profile.',
  })
  consequence: unknown;

  @ListField(() => RecordStage, { min: 0, max: 16 })
  procedure: RecordStage[];

  @SaidField({ nullable: true })
  search: Said | null;

  @ListField(() => RecordInput, { min: 0, max: 64 })
  inputs: RecordInput[];

  @ListField(() => RecordTerm, { min: 0, max: 32 })
  order: RecordTerm[];

  @ObjectField(() => RecordConsents, { nullable: true })
  consents: RecordConsents | null;

  @EnumField(['ON', 'OFF'], { nullable: true })
  profile: 'ON' | 'OFF' | null;

  @ObjectField(() => RecordProfile)
  profileFacts: RecordProfile;

  @ObjectField(() => RecordTieBreak, { nullable: true })
  tieBreak: RecordTieBreak | null;

  @ObjectField(() => RecordParameters)
  parameters: RecordParameters;

  @SaidListField(12)
  safeguards: Said[];

  @SaidListField(12)
  consequences: Said[];

  @SaidListField(8, 'What was in his hands.')
  couldChange: Said[];

  @JsonField({
    schema: tellingOf('against', 'told', 'ground', 'parts', 'note'),
    nullable: true,
    example: null,
    description: 'Beside whoever had to be beaten, in fixed bands.',
  })
  contrast: unknown;

  @JsonField({
    schema: tellingOf('goal', 'verdict', 'sentence', 'single', 'joint', 'proof', 'notActionable'),
    nullable: true,
    example: null,
    description: 'What would have been enough, each proved by deciding again.',
  })
  counterfactuals: unknown;

  @JsonField({
    schema: tellingOf('goal', 'own', 'everyone'),
    nullable: true,
    example: null,
    description: 'The same decision without personal characteristics (D3).',
  })
  nonPersonalised: unknown;

  @ObjectField(() => RecordRemedies)
  remedies: RecordRemedies;

  @ListField(() => RecordWithheld, { min: 0, max: 16 })
  withheld: RecordWithheld[];

  @ListField(() => RecordRecipient, { min: 0, max: 16 })
  recipients: RecordRecipient[];

  @ObjectField(() => RecordIntegrity)
  integrity: RecordIntegrity;

  @ObjectField(() => RecordReplay)
  replay: RecordReplay;

  @ObjectField(() => RecordRetention)
  retention: RecordRetention;

  @ObjectField(() => RecordChain)
  chain: RecordChain;

  @JsonField({
    schema: { type: ['array', 'null'], items: { type: 'object' } },
    nullable: true,
    example: null,
    description: 'Who read this record and why.',
  })
  accessLog: unknown;
}
