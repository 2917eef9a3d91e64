import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { decorate, type FieldOptions } from './decorate.js';
import type { Class, JsonSchema } from './field.js';

/** Control characters have no place in a code or a sentence, and PostgreSQL refuses NUL in text. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u;

export function TextField(
  options: FieldOptions<string> & {
    readonly min: number;
    readonly max: number;
    readonly pattern?: RegExp;
    readonly format?: string;
    /** Ends "expected …"; by default the length is told. */
    readonly expected?: string;
  },
): PropertyDecorator {
  const { min, max, format } = options;
  const pattern = options.pattern ?? PRINTABLE;
  return decorate(options, {
    kind: {
      is: 'scalar',
      schema: {
        type: 'string',
        minLength: min,
        maxLength: max,
        pattern: pattern.source,
        ...(format === undefined ? {} : { format }),
      },
    },
    expected: options.expected ?? `text of ${min} to ${max} characters without control characters`,
    checks: (says) => [
      IsString(says('wrong_type')),
      CodePoints('min', min, says('too_short')),
      CodePoints('max', max, says('too_long')),
      Matches(pattern, says('wrong_format')),
    ],
  });
}

/** JSON Schema counts code points; class-validator's own `Length` counts otherwise. */
function CodePoints(
  bound: 'min' | 'max',
  limit: number,
  options: ValidationOptions,
): PropertyDecorator {
  const name = `codePoints_${bound}`;
  const validate = (value: unknown): boolean => {
    if (typeof value !== 'string') return true;
    const count = [...value].length;
    return bound === 'min' ? count >= limit : count <= limit;
  };
  return ValidateBy({ name, constraints: [limit], validator: { validate } }, options);
}

type Bounds = { readonly min: number; readonly max: number; readonly unit?: string };

export function IntField(options: FieldOptions<number> & Bounds): PropertyDecorator {
  const { min, max, unit } = options;
  return decorate(options, {
    kind: { is: 'scalar', schema: { type: 'integer', minimum: min, maximum: max } },
    expected: `a whole number${unit === undefined ? '' : ` of ${unit}`} from ${min} to ${max}`,
    checks: (says) => [
      IsInt(says('wrong_type')),
      Min(min, says('too_small')),
      Max(max, says('too_large')),
    ],
  });
}

export function NumberField(options: FieldOptions<number> & Bounds): PropertyDecorator {
  const { min, max, unit } = options;
  return decorate(options, {
    kind: { is: 'scalar', schema: { type: 'number', minimum: min, maximum: max } },
    expected: `a number${unit === undefined ? '' : ` of ${unit}`} from ${min} to ${max}`,
    checks: (says) => [
      IsNumber({ allowNaN: false, allowInfinity: false }, says('wrong_type')),
      Min(min, says('too_small')),
      Max(max, says('too_large')),
    ],
  });
}

export function BooleanField(options: FieldOptions<boolean> = {}): PropertyDecorator {
  return decorate(
    { example: true, ...options },
    {
      kind: { is: 'scalar', schema: { type: 'boolean' } },
      expected: 'true or false',
      checks: (says) => [IsBoolean(says('wrong_type'))],
    },
  );
}

export function EnumField<Value extends string | number>(
  values: readonly Value[],
  options: FieldOptions<Value> = {},
): PropertyDecorator {
  const type = typeof values[0] === 'number' ? 'integer' : 'string';
  return decorate(options.optional === true ? options : { example: values[0], ...options }, {
    kind: { is: 'scalar', schema: { type, enum: values } },
    expected: `one of ${values.join(', ')}`,
    checks: (says) => [IsIn(values, says('not_one_of'))],
  });
}

/** An object of one of our classes, checked field by field. */
export function ObjectField(
  of: () => Class,
  options: FieldOptions<object> = {},
): PropertyDecorator {
  return decorate(options, {
    kind: { is: 'object', of },
    expected: 'an object',
    checks: (says) => [IsObject(says('wrong_type')), ValidateNested(says('wrong_type'))],
  });
}

type Sizes = { readonly min: number; readonly max: number };

/**
 * A list of objects of one class. Its rows are checked one by one, so that a bad list is soon left.
 */
export function ListField(
  of: () => Class,
  options: FieldOptions<readonly object[]> & Sizes,
): PropertyDecorator {
  const { min, max } = options;
  return decorate(options, {
    kind: { is: 'list', of, min, max },
    expected: `a list of ${min} to ${max} objects`,
    checks: (says) => [
      IsArray(says('wrong_type')),
      ArrayMinSize(min, says('too_few')),
      ArrayMaxSize(max, says('too_many')),
    ],
  });
}

/** A list of words out of a closed list. */
export function EnumListField(
  values: readonly string[],
  options: FieldOptions<readonly string[]> & Partial<Sizes> & { readonly unique?: boolean } = {},
): PropertyDecorator {
  const { min = 0, max = values.length, unique = true } = options;
  return decorate(
    { example: values.slice(0, Math.max(min, 1)), ...options },
    {
      kind: { is: 'values', values, min, max, unique },
      expected: `a list of ${min} to ${max}${unique ? ' different' : ''} of ${values.join(', ')}`,
      checks: (says) => [
        IsArray(says('wrong_type')),
        ArrayMinSize(min, says('too_few')),
        ArrayMaxSize(max, says('too_many')),
        IsIn(values, { each: true, ...says('not_one_of') }),
        ...(unique ? [ArrayUnique(says('not_unique'))] : []),
      ],
    },
  );
}

/** How many of each word of a closed list; words that did not occur may be left out. */
export function CountsField(
  keys: readonly string[],
  options: FieldOptions<Readonly<Record<string, number>>> = {},
): PropertyDecorator {
  const known = new Set(keys);
  const validate = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(
      ([key, count]) => known.has(key) && Number.isInteger(count) && count >= 0,
    );
  return decorate(
    { example: {}, ...options },
    {
      kind: { is: 'counts', keys },
      expected: `an object of whole numbers under some of ${keys.join(', ')}`,
      checks: (says) => [
        IsObject(says('wrong_type')),
        ValidateBy({ name: 'counts', validator: { validate } }, says('wrong_format')),
      ],
    },
  );
}

/** Free JSON that another room checks. Depth and dangerous keys are still refused. */
export function JsonField(
  options: FieldOptions<unknown> & { readonly schema?: JsonSchema } = {},
): PropertyDecorator {
  const schema = options.schema ?? { type: 'object' };
  return decorate(options, {
    kind: { is: 'json', schema },
    expected: schema['type'] === 'object' ? 'an object' : 'any JSON value',
    checks: (says) => (schema['type'] === 'object' ? [IsObject(says('wrong_type'))] : []),
  });
}
