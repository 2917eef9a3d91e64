import { ValidateBy } from 'class-validator';
import { decorate, type FieldOptions } from './decorate.js';
import { IntField, TextField } from './kinds.js';
import { isTime, TIME_PATTERN } from './times.js';

type Options = FieldOptions<string>;

/** Opaque to us and safe in paths, subjects and logs: no dots, no slashes, no wildcards. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export const IdField = (options: Options = {}): PropertyDecorator =>
  TextField({
    example: 'drv-0001',
    ...options,
    min: 1,
    max: 64,
    pattern: ID_PATTERN,
    expected: 'an id of 1 to 64 letters, digits, _ or -, beginning with a letter or digit',
  });

export const UuidField = (options: Options = {}): PropertyDecorator =>
  TextField({
    example: '0190f3c2-7b1e-7c3a-9d64-2f8a51e0b7aa',
    ...options,
    min: 36,
    max: 36,
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    format: 'uuid',
    expected: 'a UUID in lower case',
  });

export const CityField = (options: Options = {}): PropertyDecorator =>
  TextField({
    example: '3301',
    description: 'City by the first four digits of GB/T 2260.',
    ...options,
    min: 4,
    max: 4,
    pattern: /^\d{4}$/,
    expected: 'a city code of four digits (GB/T 2260), such as 3301',
  });

export const Sha256Field = (options: Options = {}): PropertyDecorator =>
  TextField({
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    ...options,
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    expected: 'a SHA-256 as 64 hexadecimal digits in lower case',
  });

/** A policy is named by what it says; the prefix tells how, should that ever change. */
export const PolicyHashField = (options: Options = {}): PropertyDecorator =>
  TextField({
    example: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    ...options,
    min: 71,
    max: 71,
    pattern: /^sha256:[0-9a-f]{64}$/,
    expected: 'a policy hash: sha256: and 64 hexadecimal digits in lower case',
  });

/** A sentence that a person or a log will read. */
export const ReasonField = (options: Options = {}): PropertyDecorator =>
  TextField({ ...options, min: 1, max: 200 });

export const TimeField = (options: Options = {}): PropertyDecorator =>
  decorate(
    { example: '2026-12-01T08:00:00+08:00', ...options },
    {
      kind: {
        is: 'scalar',
        schema: { type: 'string', format: 'date-time', pattern: TIME_PATTERN.source },
        also: (value) => typeof value === 'string' && isTime(value),
      },
      expected: 'an RFC 3339 time with offset, such as 2026-12-01T08:00:00+08:00',
      checks: (says) => [
        ValidateBy(
          { name: 'isText', validator: { validate: (value) => typeof value === 'string' } },
          says('wrong_type'),
        ),
        ValidateBy(
          {
            name: 'isTime',
            validator: { validate: (value) => typeof value === 'string' && isTime(value) },
          },
          says('wrong_format'),
        ),
      ],
    },
  );

/** How answers write a time: UTC with milliseconds. */
export const UtcField = (options: Options = {}): PropertyDecorator =>
  TimeField({ example: '2026-12-01T00:00:00.000Z', ...options });

/** A trillion fen is ten billion yuan: above any freight, and far below where doubles lose fen. */
const FEN_MAX = 1_000_000_000_000;

export const FenField = (
  options: FieldOptions<number> & { readonly min?: number } = {},
): PropertyDecorator =>
  IntField({ example: 350_000, min: 0, ...options, max: FEN_MAX, unit: 'fen' });

/**
 * Unix milliseconds from 2000 to 2099: seconds taken for milliseconds fall outside and are told.
 */
const MS_MIN = 946_684_800_000;
const MS_MAX = 4_102_444_799_999;

export const MillisecondsField = (options: FieldOptions<number> = {}): PropertyDecorator =>
  IntField({
    example: 1_796_083_200_000,
    ...options,
    min: MS_MIN,
    max: MS_MAX,
    unit: 'Unix milliseconds',
  });

/** A count in an answer. */
export const CountField = (options: FieldOptions<number> = {}): PropertyDecorator =>
  IntField({ example: 12, ...options, min: 0, max: Number.MAX_SAFE_INTEGER });
