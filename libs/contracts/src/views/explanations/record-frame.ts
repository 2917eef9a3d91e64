import { Describes } from '../../fields/field.js';
import {
  BooleanField,
  EnumField,
  IntField,
  JsonField,
  ObjectField,
  TextField,
} from '../../fields/kinds.js';
import { MillisecondsField, PolicyHashField } from '../../fields/named.js';
import {
  Bilingual,
  BilingualField,
  Said,
  SaidField,
  SaidListField,
  WholeField,
  WordField,
} from './said.js';

// What stands around a decision: who answers for it, how it is checked, kept and objected to.

@Describes('Who decides about the data (PIPL 17, 52).')
export class RecordController {
  @TextField({ min: 1, max: 100, example: 'Example Freight' })
  name: string;

  @TextField({ min: 1, max: 200, example: 'help@freight.example' })
  contact: string;

  @TextField({ min: 1, max: 200, example: 'privacy@freight.example' })
  protectionOfficer: string;
}

@Describes('By which rule the effect was classed.')
export class RecordSignificance {
  @EnumField(['MAJOR', 'MINOR'])
  effect: 'MAJOR' | 'MINOR';

  @SaidField()
  rule: Said;
}

@Describes('Versions of the consents in force when it was decided; null is none.')
export class RecordConsents {
  @TextField({ min: 1, max: 80, nullable: true, example: '2026-11' })
  location: string | null;

  @TextField({ min: 1, max: 80, nullable: true, example: '2026-11' })
  profile: string | null;

  @TextField({ min: 1, max: 80, nullable: true, optional: true, example: '2026-11' })
  trip_track?: string | null;

  @TextField({ min: 1, max: 80, nullable: true, optional: true, example: '2026-11' })
  vehicle_terminal?: string | null;
}

@Describes('What the data were used for, and on what basis.')
export class RecordPurpose {
  @EnumField(['order_matching'])
  purpose: 'order_matching';

  @BilingualField()
  label: Bilingual;

  @EnumField(['contract_and_consent'])
  basis: 'contract_and_consent';

  @SaidField()
  rule: Said;

  @ObjectField(() => RecordConsents, { nullable: true })
  consents: RecordConsents | null;
}

@Describes('The rules as they were published.')
export class RecordRules {
  @TextField({ min: 1, max: 100, example: 'paidan-default' })
  name: string;

  @WholeField({ example: 1 })
  version: number;

  @TextField({ min: 1, max: 200, example: '/rules?hash=sha256%3A…' })
  path: string;
}

@Describes('Program and rules that decided.')
export class RecordSystem {
  @WordField('matcher/1')
  engineVersion: string;

  @TextField({ min: 1, max: 80, nullable: true, example: null as unknown as string })
  codeDigest: string | null;

  @PolicyHashField()
  policyHash: string;

  @ObjectField(() => RecordRules)
  publishedRules: RecordRules;
}

@Describes('What can be done about it, by when it is answered.')
export class RecordRemedies {
  @TextField({ min: 1, max: 200, nullable: true, example: 'help@freight.example' })
  contact: string | null;

  @MillisecondsField({ description: 'Until then all that the answer goes by is kept whole.' })
  bestAskedUntilMs: number;

  @SaidField()
  until: Said;

  @IntField({ min: 1, max: 365, example: 15, description: 'Calendar days from receipt.' })
  answerWithinDays: number;

  @IntField({ min: 1, max: 365, example: 15, description: 'Working days: the legal limit.' })
  answerWithinWorkingDays: number;

  @SaidListField(12)
  ways: Said[];
}

@Describes('What is not shown, and on what ground.')
export class RecordWithheld {
  @WordField('other_drivers')
  field: string;

  @WordField('third_party_personal_information')
  ground: string;

  @SaidField()
  note: Said;
}

@Describes('An event that carried something about him, and the teams that may hear it.')
export class RecordRecipient {
  @WordField('order.awarded')
  event: string;

  @JsonField({
    schema: { type: ['array', 'null'], items: { type: 'string' } },
    example: ['partner', 'operations', 'observer'],
  })
  teams: readonly string[] | null;
}

@Describes('How the record is protected against change.')
export class RecordIntegrity {
  @EnumField(['RFC 8785'])
  canonicalisation: 'RFC 8785';

  @EnumField(['SHA-256'])
  hash: 'SHA-256';

  @EnumField(['RFC 6962'])
  log: 'RFC 6962';

  @TextField({ min: 1, max: 200, nullable: true, example: '/v1/decisions/0190f3c2/proof' })
  proofPath: string | null;
}

@Describes('How the decision is proved by working it out again.')
export class RecordReplay {
  @WordField('matcher/1')
  engineVersion: string;

  @PolicyHashField()
  policyHash: string;

  @PolicyHashField({ nullable: true, description: 'Of the canonical JSON of `{head, row}`.' })
  recordDigest: string | null;

  @WordField('deciding_again')
  provenBy: string;
}

@Describes('How long it is kept, and how.')
export class RecordRetention {
  @WordField('decision_record')
  class: string;

  @WordField('ACTIVE')
  state: string;

  @BooleanField({ description: 'An open request needs it.' })
  held: boolean;

  @MillisecondsField()
  evidenceUntilMs: number;

  @MillisecondsField()
  exactUntilMs: number;

  @WholeField({ example: 3 })
  keptYearsAtLeast: number;
}

@Describes('What it replaced and what replaced it: records are superseded, never edited.')
export class RecordChain {
  @TextField({ min: 1, max: 80, nullable: true, example: '0190f3c2' })
  supersedes: string | null;

  @TextField({ min: 1, max: 80, nullable: true, example: '0190f3c2' })
  supersededBy: string | null;
}
