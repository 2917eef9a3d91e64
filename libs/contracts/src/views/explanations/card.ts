import { Describes } from '../../fields/field.js';
import {
  BooleanField,
  EnumField,
  IntField,
  ListField,
  ObjectField,
  TextField,
} from '../../fields/kinds.js';
import { MillisecondsField, UtcField, UuidField } from '../../fields/named.js';
import {
  DECISION_KINDS,
  type DecisionKind,
  type DriverRole,
  type RecordedRole,
} from '../../vocabulary.js';
import {
  Bilingual,
  BilingualField,
  DriverRoleField,
  RecordedRoleField,
  Said,
  SaidField,
  SaidListField,
  WeighedPart,
  WholeField,
} from './said.js';

export const AUTOMATION = ['SOLELY_AUTOMATED', 'HUMAN_DECIDED'] as const;
export type Automation = (typeof AUTOMATION)[number];

@Describes('Which decision a card is about.')
export class CardDecision {
  @UuidField()
  decisionId: string;

  @EnumField(DECISION_KINDS)
  kind: DecisionKind;

  @BilingualField()
  kindLabel: Bilingual;

  @UuidField({ nullable: true })
  orderId: string | null;

  @UtcField()
  decidedAt: string;

  @EnumField(AUTOMATION)
  automation: Automation;
}

@Describes('How to object.')
export class CardObjecting {
  @SaidListField(5)
  ways: Said[];

  @TextField({ min: 1, max: 200, nullable: true, example: 'help@freight.example' })
  contact: string | null;

  @MillisecondsField({ description: 'Until then all that the answer goes by is kept whole.' })
  bestAskedUntilMs: number;

  @IntField({ min: 1, max: 365, example: 15 })
  answerWithinDays: number;
}

@Describes('Where the rest is to be read.')
export class CardMore {
  @TextField({ min: 1, max: 200, example: '/v1/decisions/0190f3c2/explanation?view=full' })
  full: string;

  @TextField({ min: 1, max: 200, example: '/rules?hash=sha256:…' })
  rules: string;

  @TextField({ min: 1, max: 200, nullable: true, example: '/v1/decisions/0190f3c2/proof' })
  proof: string | null;
}

@Describes("A driver's card of one decision: one screen out of the full record (paidan.card/1).")
export class DriverCardV1 {
  @EnumField(['paidan.card/1'])
  schema: 'paidan.card/1';

  @TextField({ min: 1, max: 120, example: '0190f3c2-7b1e-7c3a-9d64-2f8a51e0b7aa.drv-0001' })
  recordId: string;

  @BooleanField({ description: 'The decision never saw him; the reason was worked out later.' })
  reconstructed: boolean;

  @ObjectField(() => CardDecision)
  decision: CardDecision;

  @BilingualField({ description: 'What the card answers.' })
  question: Bilingual;

  @SaidField({ description: 'The first line: yes or no.' })
  answer: Said;

  @DriverRoleField()
  role: DriverRole;

  @RecordedRoleField()
  recordedRole: RecordedRole | null;

  @BilingualField({ description: 'The answer in a word or two.' })
  roleLabel: Bilingual;

  @SaidListField(3, 'The main reasons, the one that decided it first.')
  reasons: Said[];

  @SaidField()
  countedMost: Said;

  @SaidListField(2, 'What was in his hands.')
  couldChange: Said[];

  @SaidListField(8, 'What it means for him, now and later.')
  means: Said[];

  @ObjectField(() => CardObjecting)
  objecting: CardObjecting;

  @WholeField({ nullable: true, example: 41_350 })
  total: number | null;

  @WholeField({ nullable: true, example: 48_120 })
  cutoffTotal: number | null;

  @WholeField({ nullable: true, example: 6_770 })
  gap: number | null;

  @ListField(() => WeighedPart, { min: 0, max: 32 })
  parts: WeighedPart[];

  @ObjectField(() => CardMore)
  more: CardMore;
}
