import { CompactWriter, NoCompactForm } from './writer.js';
import { FIRST_SHAPE, COMPACT_MARK } from './codes.js';
import { SHAPES } from './shapes.js';

/** One for all: what was taken of its sheets is never written over. */
const writer = new CompactWriter();

/** Mark and compact form of a value; null for what is to be written otherwise, or is no JSON. */
export const compactForm = (value: unknown): Uint8Array | null => orNull(() => writer.form(value));

/** Mark and compact form of `{ head, row }`, row after row; the head is written once. */
export function compactRows(head: unknown): (row: unknown) => Uint8Array | null {
  const begun = orNull(() => writer.formAfter(HEAD_BEFORE_ROW, head));
  return (row) => (begun === null ? null : orNull(() => writer.formAfter(begun, row)));
}

/** What `{ head, row }` begins with: its members follow. */
const HEAD_BEFORE_ROW = Uint8Array.of(
  COMPACT_MARK,
  FIRST_SHAPE + SHAPES.findIndex((names) => names.join() === 'head,row'),
);

function orNull(written: () => Uint8Array): Uint8Array | null {
  try {
    return written();
  } catch (error) {
    if (error instanceof NoCompactForm) return null;
    throw error;
  }
}
