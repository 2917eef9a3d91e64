import { ValidateIf, type ValidationOptions } from 'class-validator';
import { declareField, type FieldPlace, type Kind } from './field.js';

export type FieldOptions<Example> = {
  readonly description?: string;
  readonly example?: Example;
  /** May be absent. A field with a `fallback` may be too. */
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly fallback?: string | number | boolean;
  /** Where it travels over HTTP; the body unless told. */
  readonly in?: FieldPlace;
};

/** Closed list of what can be wrong with one field. */
export const FIELD_ERROR_CODES = [
  'required',
  'wrong_type',
  'too_short',
  'too_long',
  'too_small',
  'too_large',
  'too_few',
  'too_many',
  'not_unique',
  'not_one_of',
  'wrong_format',
  'unknown_field',
  'misplaced',
  'forbidden_key',
  'too_deep',
] as const;
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number];

/** Travels with each class-validator check, so that a failed one still knows its code. */
export type CheckContext = { readonly code: FieldErrorCode };

export type Says = (code: FieldErrorCode) => ValidationOptions;

/**
 * Turns one declaration into class-validator checks and a field record. The checks are registered
 * in the order in which they are to be reported: of several that fail, the first speaks.
 */
export function decorate<Example>(
  options: FieldOptions<Example>,
  {
    kind,
    expected,
    checks,
  }: { kind: Kind; expected: string; checks: (says: Says) => PropertyDecorator[] },
): PropertyDecorator {
  const nullable = options.nullable ?? false;
  const optional = (options.optional ?? false) || options.fallback !== undefined;
  const phrase = nullable ? `${expected}, or null` : expected;
  // The message is fixed text: class-validator replaces `$value` inside messages, so a message that
  // quoted the input could be blown up by it. What came is added by `validate.ts`.
  const says: Says = (code) => ({ message: `expected ${phrase}`, context: { code } });
  return (target, key) => {
    declareField(target.constructor, {
      name: String(key),
      place: options.in ?? 'body',
      optional,
      nullable,
      fallback: options.fallback,
      expected: phrase,
      description: options.description,
      example: options.example ?? options.fallback,
      kind,
    });
    if (optional || nullable) {
      ValidateIf(
        (_object: object, value: unknown) =>
          !(optional && value === undefined) && !(nullable && value === null),
      )(target, key);
    }
    for (const check of checks(says)) check(target, key);
  };
}
