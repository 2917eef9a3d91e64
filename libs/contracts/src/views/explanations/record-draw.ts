import { Describes } from '../../fields/field.js';
import { EnumField, IntField, TextField } from '../../fields/kinds.js';
import { PolicyHashField, UuidField } from '../../fields/named.js';
import {
  ROLLOUT_ARMS,
  ROLLOUT_METHODS,
  type RolloutArm,
  type RolloutMethod,
} from '../../vocabulary.js';

@Describes('What the order drew when it was posted, and what it takes to draw again.')
export class RecordDraw {
  @UuidField()
  rolloutId: string;

  @EnumField(ROLLOUT_ARMS, { description: 'candidate: the rules that are let in.' })
  arm: RolloutArm;

  @EnumField(ROLLOUT_METHODS)
  method: RolloutMethod;

  @IntField({ min: 0, max: 100, example: 10 })
  percent: number;

  @PolicyHashField()
  policyHash: string;

  @PolicyHashField()
  baseHash: string;

  @TextField({ min: 1, max: 128, example: '00ff' })
  salt: string;

  @TextField({ min: 1, max: 128, example: '0190f3c2-7b1e-7c3a-9d64-2f8a51e0b7aa' })
  unit: string;

  @IntField({
    min: 0,
    max: 9_999,
    example: 412,
    description: 'The first 32 bits of SHA-256 over salt, line feed and unit, modulo 10000.',
  })
  bucket: number;
}
