import type { FieldOptions } from '../fields/decorate.js';
import { IntField, TextField } from '../fields/kinds.js';

/** A page that a screen can show; more is asked for with the cursor. */
export const PAGE_MAX = 100;

export const LimitField = (): PropertyDecorator =>
  IntField({
    in: 'query',
    min: 1,
    max: PAGE_MAX,
    fallback: 20,
    description: 'How many at most.',
  });

const CURSOR = {
  min: 1,
  max: 200,
  pattern: /^[A-Za-z0-9_-]+$/,
  expected: 'a cursor as the page before gave it',
  example: 'MTc5NjA4MzIwMDAwMC4wMTkwZjNjMg',
} as const;

export const CursorField = (): PropertyDecorator =>
  TextField({
    ...CURSOR,
    in: 'query',
    optional: true,
    description: '`nextCursor` of the page before.',
  });

export const NextCursorField = (options: FieldOptions<string> = {}): PropertyDecorator =>
  TextField({
    ...CURSOR,
    ...options,
    nullable: true,
    description: 'Asks for the page after this one; null on the last.',
  });
