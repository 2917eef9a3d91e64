import { Describes } from '../fields/field.js';
import { EnumField, ListField, TextField } from '../fields/kinds.js';
import { IdField, UtcField, UuidField } from '../fields/named.js';
import {
  VIOLATION_KINDS,
  VIOLATION_STATES,
  type ViolationKind,
  type ViolationState,
} from '../vocabulary.js';

const WordsField = (): PropertyDecorator =>
  TextField({ min: 1, max: 500, nullable: true, example: 'The gate was closed.' });

@Describes('Something that is held against a driver, until a day that is known (R8).')
export class ViolationView {
  @UuidField()
  violationId: string;

  @IdField()
  driverId: string;

  @EnumField(VIOLATION_KINDS)
  kind: ViolationKind;

  @TextField({ min: 1, max: 500, example: 'Not at the loading place by 18:00.' })
  evidence: string;

  @EnumField(VIOLATION_STATES)
  state: ViolationState;

  @UtcField()
  recordedAt: string;

  @UtcField({ description: 'When a person looks whether it is still necessary.' })
  reviewAt: string;

  @UtcField({ description: 'When it is deleted.' })
  expiresAt: string;

  @UtcField({ nullable: true })
  contestedAt: string | null;

  @WordsField()
  contestWords: string | null;

  @UtcField({ nullable: true })
  reviewedAt: string | null;

  @WordsField()
  reviewWords: string | null;
}

@Describes('Violations.')
export class ViolationList {
  @ListField(() => ViolationView, { min: 0, max: 1_000 })
  items: ViolationView[];
}
