const NO_DIGIT = 0x80;
const DIGITS = '0123456789abcdef';
const valueOf = new Uint8Array(128).fill(NO_DIGIT);
for (let value = 0; value < DIGITS.length; value += 1) valueOf[DIGITS.charCodeAt(value)] = value;

const HYPHEN = '-'.charCodeAt(0);
const HYPHENS = [8, 13, 18, 23] as const;

/** Of a text of 36: whether its hyphens stand where those of a UUID do. */
export const isUuid = (text: string): boolean =>
  HYPHENS.every((at) => text.charCodeAt(at) === HYPHEN);

/**
 * The digits from `from` on, two a byte, the first alone where they are odd. False at the first
 * that is none of lower-case hex; what was written so far means nothing then.
 */
export function hexWritten(text: string, from: number, sheet: Uint8Array, to: number): boolean {
  let at = to;
  let index = from;
  if ((text.length - from) % 2 === 1) {
    const digit = valueOf[text.charCodeAt(index++)] ?? NO_DIGIT;
    if (digit === NO_DIGIT) return false;
    sheet[at++] = digit;
  }
  while (index < text.length) {
    const high = valueOf[text.charCodeAt(index++)] ?? NO_DIGIT;
    const low = valueOf[text.charCodeAt(index++)] ?? NO_DIGIT;
    if (((high | low) & NO_DIGIT) !== 0) return false;
    sheet[at++] = (high << 4) | low;
  }
  return true;
}

/** Of what `isUuid`: the same over the hyphens. */
export function uuidWritten(text: string, sheet: Uint8Array, to: number): boolean {
  let at = to;
  for (let index = 0; index < text.length; index += 2) {
    if (text.charCodeAt(index) === HYPHEN) index += 1;
    const high = valueOf[text.charCodeAt(index)] ?? NO_DIGIT;
    const low = valueOf[text.charCodeAt(index + 1)] ?? NO_DIGIT;
    if (((high | low) & NO_DIGIT) !== 0) return false;
    sheet[at++] = (high << 4) | low;
  }
  return true;
}
