import { Describes } from '../fields/field.js';
import {
  BooleanField,
  EnumField,
  JsonField,
  ListField,
  ObjectField,
  TextField,
} from '../fields/kinds.js';
import { CityField, CountField, IdField, UtcField, UuidField } from '../fields/named.js';
import { NextCursorField, PAGE_MAX } from '../operations/paging.js';
import { WORDS_MAX } from '../operations/request-inputs.js';
import {
  RECORDED_ROLES,
  REFUSAL_GROUNDS,
  REQUEST_KINDS,
  REQUEST_STATES,
  type RecordedRole,
  type RefusalGround,
  type RequestKind,
  type RequestState,
} from '../vocabulary.js';

const DayField = (example: string): PropertyDecorator =>
  TextField({ min: 10, max: 10, pattern: /^\d{4}-\d{2}-\d{2}$/, example, expected: 'a date' });

@Describes('By when it is answered: the target, and the limit of the law. Days of Shanghai.')
export class DuesView {
  @DayField('2026-09-18')
  receivedOn: string;

  @DayField('2026-10-03')
  strictDueOn: string;

  @DayField('2026-10-15')
  legalDueOn: string;

  @BooleanField({
    example: false,
    description: "True while a year's days off are not announced: the limit is the target then.",
  })
  provisional: boolean;

  @TextField({ min: 1, max: 60, example: 'chinese-days 1.5.7' })
  calendarVersion: string;
}

@Describes('Why a request was refused: a listed ground, and the reason in this case.')
export class RefusalView {
  @EnumField(REFUSAL_GROUNDS, { example: 'repeated' })
  ground: RefusalGround;

  @TextField({ min: 1, max: 200, example: '同一请求已经答复，且没有新的情况。' })
  groundZh: string;

  @TextField({ min: 1, max: 200, example: 'The same request was answered before.' })
  groundEn: string;

  @TextField({ min: 1, max: 200, example: 'Answered on 3 November.' })
  reason: string;
}

@Describes('What a decision was for this driver, and would have been on the right data.')
export class ReconsideredView {
  @UuidField()
  decisionId: string;

  @EnumField(RECORDED_ROLES, { example: 'LOST' })
  was: RecordedRole;

  @EnumField(RECORDED_ROLES, { example: 'WON' })
  wouldBe: RecordedRole;
}

@Describes('Every decision that a corrected datum went into, decided again (R2).')
export class CorrectionView {
  @EnumField(['running', 'done', 'bounded'], {
    description: 'bounded: there were more than one correction may examine.',
  })
  state: 'running' | 'done' | 'bounded';

  @CountField()
  examined: number;

  @CountField({ example: 1, description: 'Would have come out differently, for whomever.' })
  changed: number;

  @CountField({ example: 0, description: 'Could not be decided again: a part was erased.' })
  skipped: number;

  @ListField(() => ReconsideredView, { min: 0, max: 100 })
  decisions: ReconsideredView[];
}

@Describes('A request of a driver: when it came, by when it is due, and what became of it.')
export class RequestView {
  @UuidField()
  requestId: string;

  @IdField()
  driverId: string;

  @EnumField(REQUEST_KINDS)
  kind: RequestKind;

  @EnumField(REQUEST_STATES)
  state: RequestState;

  @UuidField({ nullable: true })
  orderId: string | null;

  @UuidField({ nullable: true })
  decisionId: string | null;

  @IdField({ nullable: true, example: 'out-000001' })
  outcomeId: string | null;

  @TextField({ min: 1, max: WORDS_MAX, nullable: true, example: 'I was at the gate at 09:40.' })
  words: string | null;

  @UtcField({ description: 'The clock starts here.' })
  receivedAt: string;

  @UtcField({ nullable: true, description: 'When identity was proven; it moves no date.' })
  verifiedAt: string | null;

  @ObjectField(() => DuesView)
  due: DuesView;

  @CountField({ example: 0, description: 'How often it was asked again while it was open.' })
  repeats: number;

  @JsonField({
    nullable: true,
    example: {
      schema: 'paidan.answer/1',
      role: 'LOST',
      decisionId: null,
      sentences: { zh: ['…'], en: ['…'] },
      review: null,
    },
    description: 'As it was told, in both languages; null until then.',
  })
  answer: unknown;

  @ObjectField(() => RefusalView, { nullable: true })
  refusal: RefusalView | null;

  @ObjectField(() => CorrectionView, {
    nullable: true,
    description: 'Of a corrected datum, in `request.get`; null elsewhere.',
  })
  correction: CorrectionView | null;

  @UtcField({ nullable: true })
  closedAt: string | null;

  @IdField({ nullable: true, example: 'rev-0001', description: '`system` for the record.' })
  closedBy: string | null;
}

@Describes('A page of requests, newest first.')
export class RequestPage {
  @ListField(() => RequestView, { min: 0, max: PAGE_MAX })
  items: RequestView[];

  @NextCursorField()
  nextCursor: string | null;
}

@Describes('A ground on which a request may be refused.')
export class GroundView {
  @EnumField(REFUSAL_GROUNDS)
  ground: RefusalGround;

  @TextField({ min: 1, max: 200, example: '请求没有事实依据。' })
  zh: string;

  @TextField({ min: 1, max: 200, example: 'The request has no basis in fact.' })
  en: string;
}

@Describes('Every ground there is: a request is refused on no other.')
export class GroundList {
  @ListField(() => GroundView, { min: 0, max: 50 })
  items: GroundView[];
}

@Describes('Priority owed to a driver whom a faulty decision cost an order.')
export class CompensationView {
  @UuidField()
  compensationId: string;

  @UuidField()
  requestId: string;

  @CityField({ nullable: true, description: 'For orders that load here; null for any.' })
  fromCityCode: string | null;

  @UtcField()
  grantedAt: string;

  @UtcField()
  expiresAt: string;

  @UtcField({ nullable: true })
  usedAt: string | null;

  @UuidField({ nullable: true, description: 'The decision it counted in.' })
  usedIn: string | null;
}

@Describes('What a driver brings to decisions besides himself.')
export class StandingView {
  @IdField()
  driverId: string;

  @BooleanField({ description: 'He refuses to be decided on by the system alone (D4).' })
  humanDecision: boolean;

  @ListField(() => CompensationView, { min: 0, max: 100 })
  compensations: CompensationView[];
}
