import { written } from './canonical-walk.js';
import { FIRST_VALUE, FIRST_WORD, SHORT_WORDS } from './short-words.js';
import { ShortBytes } from './short-bytes.js';

/** Begins a short form; no JSON begins so, nor what zlib packs. */
export const SHORT_MARK = 1;

const OPENING = '{'.charCodeAt(0);
const CLOSING = '}'.charCodeAt(0);
const [HEAD, ROW] = ['head', 'row'] as const;

/**
 * Canonical JSON with a byte from 0x80 for each word of the lists, without the commas before names.
 * Null for what has other than plain ASCII texts in it.
 */
export function shortForm(value: unknown): Uint8Array | null {
  const bytes = new ShortBytes();
  return written(value, bytes) ? bytes.taken() : null;
}

/** Mark and short form of `{ head, row }`, row after row; the head is written once. */
export function shortRows(head: unknown): (row: unknown) => Uint8Array | null {
  const bytes = new ShortBytes();
  const shortHead = written(head, bytes) ? bytes.taken() : null;
  return (row) => {
    if (shortHead === null) return null;
    bytes.mark(SHORT_MARK);
    bytes.mark(OPENING);
    bytes.word(`"${HEAD}":`);
    bytes.copy(shortHead);
    bytes.word(`"${ROW}":`);
    if (!written(row, bytes)) {
      bytes.dropped();
      return null;
    }
    bytes.mark(CLOSING);
    return bytes.taken();
  };
}

/** The canonical JSON again, of what follows the mark. Throws at a character that is no word's. */
export function longForm(form: string): string {
  let text = '';
  let from = 0;
  for (let at = 0; at < form.length; at++) {
    const byte = form.charCodeAt(at);
    if (byte < FIRST_WORD) continue;
    const word = SHORT_WORDS[byte - FIRST_WORD];
    if (word === undefined) throw new RangeError(`no word has the byte ${byte}`);
    const after = byte < FIRST_VALUE && form.charCodeAt(at - 1) !== OPENING;
    text += form.slice(from, at) + (after ? `,${word}` : word);
    from = at + 1;
  }
  return text + form.slice(from);
}
