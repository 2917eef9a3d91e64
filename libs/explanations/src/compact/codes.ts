/** Begins a compact form; no JSON begins so, nor what zlib packs, nor a short form. */
export const COMPACT_MARK = 2;

/** Below it a byte is the whole number itself. */
export const FIRST_LONGER = 0x80;
/** From `FIRST_LONGER` on: the upper five bits of thirteen, the lower eight in the next byte. */
export const FIRST_CODE = 0xa0;

/** What a byte from `FIRST_CODE` on says of those after it; numbers are big-endian. */
export const CODE = {
  nothing: 0xa0,
  no: 0xa1,
  yes: 0xa2,
  /** Two bytes, three, four, six. */
  int16: 0xa3,
  int24: 0xa4,
  int32: 0xa5,
  int48: 0xa6,
  /** A whole number, to be negated. */
  negative: 0xa7,
  /** Any other number: a length and its digits as JSON has them. */
  number: 0xa8,
  /** A length and ASCII. */
  text: 0xa9,
  /** A length in code units of UTF-16, two bytes each. */
  wide: 0xaa,
  /** The text that came last by `text` or `wide` as a value; up to `AGAIN_LENGTH_MAX`. */
  again: 0xab,
  /** A length in bytes, each two digits of lower-case hex. */
  hex: 0xac,
  /** The same without the first digit, which is 0. */
  oddHex: 0xad,
  /** Sixteen bytes, spelt with hyphens. */
  uuid: 0xae,
  /** Thirty-two bytes of hex behind `sha256:`. */
  sha256: 0xaf,
  /** A length and so many values. */
  list: 0xb0,
  /** Members of no known shape: values, `end`, and as many names, each as a text. */
  members: 0xb1,
  end: 0xb2,
  /** Before a shape: behind its members come others of the same object. */
  more: 0xb3,
  /** The words and the shapes that have no byte of their own: one byte more. */
  word: 0xb4,
  shape: 0xb5,
} as const;

/** The first words of the list have a byte each from here on, the first shapes from there on. */
export const FIRST_WORD = 0xb6;
export const FIRST_SHAPE = 0xd8;
/** The lists' places that have a byte of their own. */
export const WORD_BYTES = FIRST_SHAPE - FIRST_WORD;
export const SHAPE_BYTES = 0x100 - FIRST_SHAPE;

/** No record is nested so deep; what is, is not written so and not read. */
export const DEPTH_MAX = 64;
/** Longer texts are not said by `again`, or few bytes could say more than there is room for. */
export const AGAIN_LENGTH_MAX = 64;
export const HASH_PREFIX = 'sha256:';
