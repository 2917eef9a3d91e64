import { FIRST_VALUE, FIRST_WORD, SHORT_WORDS } from './short-words.js';

/** Began a short form; no JSON begins so, nor what zlib packs. */
export const SHORT_MARK = 1;

const OPENING = '{'.charCodeAt(0);

/**
 * How rows were written before the compact form: canonical JSON with a byte from 0x80 for each word
 * of the lists, without the commas before names. The canonical JSON again, of what follows the
 * mark. Throws at a character that is no word's.
 */
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
