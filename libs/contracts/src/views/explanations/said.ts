import { Describes, type JsonSchema } from '../../fields/field.js';
import type { FieldOptions } from '../../fields/decorate.js';
import {
  EnumField,
  IntField,
  JsonField,
  ListField,
  ObjectField,
  TextField,
} from '../../fields/kinds.js';
import {
  DRIVER_ROLES,
  RECORDED_ROLES,
  type DriverRole,
  type RecordedRole,
} from '../../vocabulary.js';

// Pieces that card and full record share. Whole numbers only, in every place.

const SCALAR: JsonSchema = { type: ['integer', 'string', 'boolean'] };

/** Any word of ours: the closed lists behind it may grow. */
export const WordField = (
  example: string,
  options: Omit<FieldOptions<string>, 'example'> = {},
): PropertyDecorator => TextField({ ...options, min: 1, max: 80, example });

/** A whole number that may be negative, such as a gap. */
export const WholeField = (options: FieldOptions<number> = {}): PropertyDecorator =>
  IntField({
    example: 8_412,
    ...options,
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
  });

/** A number, a word or a yes or no, as it was recorded. */
export const ScalarField = (
  options: FieldOptions<string | number | boolean> = {},
): PropertyDecorator => JsonField({ example: 8_412, ...options, schema: SCALAR });

@Describes('One text in both languages.')
export class Bilingual {
  @TextField({ min: 0, max: 4_000, example: '未中选' })
  zh: string;

  @TextField({ min: 0, max: 4_000, example: 'lost' })
  en: string;
}

export const BilingualField = (options: FieldOptions<object> = {}): PropertyDecorator =>
  ObjectField(() => Bilingual, options);

@Describes('A sentence with the values it was built from: each number in it is one of them.')
export class Said {
  @WordField('why.lost', { description: 'The template.' })
  message: string;

  @JsonField({
    schema: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: { value: SCALAR, unit: { type: 'string' }, label: { type: 'object' } },
        required: ['value', 'unit'],
      },
    },
    example: { total: { value: 41_350, unit: 'points' } },
  })
  values: Readonly<Record<string, unknown>>;

  @BilingualField()
  text: Bilingual;
}

export const SaidField = (options: FieldOptions<object> = {}): PropertyDecorator =>
  ObjectField(() => Said, options);

export const SaidListField = (max: number, description?: string): PropertyDecorator =>
  ListField(() => Said, { min: 0, max, ...(description === undefined ? {} : { description }) });

export const DriverRoleField = (): PropertyDecorator => EnumField(DRIVER_ROLES);
export const RecordedRoleField = (): PropertyDecorator =>
  EnumField(RECORDED_ROLES, {
    nullable: true,
    description: 'The finer word in the record; null for who is in none.',
  });
export type { DriverRole, RecordedRole };

@Describes('One named part of a total: points × weight.')
export class WeighedPart {
  @WordField('pickup_distance')
  factor: string;

  @BilingualField()
  label: Bilingual;

  @WholeField({ example: 30 })
  weight: number;

  @IntField({ min: 0, max: 1_000, example: 870 })
  points: number;

  @WholeField({ example: 26_100, description: 'weight × points.' })
  contribution: number;

  @WholeField({ example: 30_000, description: 'What this part gives at most.' })
  most: number;

  @SaidField()
  sentence: Said;
}
