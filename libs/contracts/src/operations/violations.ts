import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, IntField, TextField } from '../fields/kinds.js';
import { UuidField } from '../fields/named.js';
import { ViolationList, ViolationView } from '../views/violation-view.js';
import { VIOLATION_KINDS, type ViolationKind } from '../vocabulary.js';
import { DriverPath } from './driver-inputs.js';
import { operation } from './operation.js';

const WordsField = (example: string): PropertyDecorator => TextField({ min: 1, max: 500, example });

@Describes('Holds something against a driver, for a time that is said at once.')
export class RecordViolation extends DriverPath {
  @EnumField(VIOLATION_KINDS)
  kind: ViolationKind;

  @TextField({ min: 1, max: 500, example: 'Order 0190f3c2: not at the loading place by 18:00.' })
  evidence: string;

  @IntField({
    min: 1,
    max: 1_095,
    unit: 'days',
    example: 90,
    description: 'Each kind has a limit.',
  })
  days: number;
}

@Describes('Which wait for a person: contested, or past the day of their review.')
export class ListDueViolations {}

@Describes('One violation.')
export class ViolationPath {
  @UuidField({ in: 'path' })
  violationId: string;
}

@Describes('Says why it does not hold.')
export class ContestViolation extends ViolationPath {
  @WordsField('The gate was closed; the shipper has confirmed it.')
  words: string;
}

@Describes('Decides whether it stands.')
export class ReviewViolation extends ViolationPath {
  @BooleanField()
  stands: boolean;

  @WordsField('The shipper confirms that the gate was closed.')
  words: string;
}

export const violationOperations = [
  operation({
    id: 'violation.record',
    summary: 'Record a violation of a driver, for a bounded time',
    method: 'POST',
    path: '/v1/drivers/{driverId}/violations',
    roles: ['service'],
    ownership: 'Of any driver.',
    input: RecordViolation,
    answer: ViolationView,
    status: 201,
    tag: 'rights',
  }),
  operation({
    id: 'violation.list',
    summary: 'List what is held against a driver, and until when',
    method: 'GET',
    path: '/v1/drivers/{driverId}/violations',
    roles: ['driver', 'reviewer'],
    ownership: 'The driver himself; reviewers all.',
    input: DriverPath,
    answer: ViolationList,
    tag: 'rights',
  }),
  operation({
    id: 'violation.contest',
    summary: 'Contest a violation',
    method: 'POST',
    path: '/v1/violations/{violationId}/contest',
    roles: ['driver'],
    ownership: "The driver's own.",
    input: ContestViolation,
    answer: ViolationView,
    problems: ['wrong_state'],
    tag: 'rights',
  }),
  operation({
    id: 'violation.due',
    summary: 'List the violations that wait for a person',
    method: 'GET',
    path: '/v1/violations',
    roles: ['reviewer'],
    ownership: 'Of every driver.',
    input: ListDueViolations,
    answer: ViolationList,
    tag: 'rights',
  }),
  operation({
    id: 'violation.review',
    summary: 'Decide whether a violation stands',
    method: 'POST',
    path: '/v1/violations/{violationId}/review',
    roles: ['reviewer'],
    ownership: 'Any that the reviewer did not record. Audited.',
    input: ReviewViolation,
    answer: ViolationView,
    problems: ['wrong_state'],
    tag: 'rights',
  }),
] as const;
