import { CODE, COMPACT_MARK, DEPTH_MAX, FIRST_CODE, FIRST_LONGER, FIRST_SHAPE } from './codes.js';
import { AGAIN_LENGTH_MAX, FIRST_WORD, HASH_PREFIX, SHAPE_BYTES, WORD_BYTES } from './codes.js';
import { SHAPES } from './shapes.js';
import { WORDS } from './words.js';

/** Bytes as Node has them: their letters are cut out of one text instead of being put together. */
export type Plain = Uint8Array & { toString(encoding: 'utf8' | 'latin1' | 'hex'): string };

type Members = Record<string, unknown>;

/** Of the four codes from `int16` on. */
const INT_BYTES: readonly number[] = [2, 3, 4, 6];
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** Copied and filled in, an object is made at once instead of growing name by name. */
const EMPTY: readonly Readonly<Members>[] = SHAPES.map((names) =>
  Object.fromEntries(names.map((name) => [name, null])),
);

/** The value again. Throws a RangeError for whatever is no compact form, to the last byte. */
export function readCompact(plain: Plain): unknown {
  return new Reader(plain).whole();
}

class Reader {
  private at = 0;
  private last: string | null = null;
  private readonly letters: string;
  private readonly digits: string;

  constructor(private readonly bytes: Plain) {
    this.letters = bytes.toString('latin1');
    this.digits = bytes.toString('hex');
  }

  whole(): unknown {
    if (this.byte() !== COMPACT_MARK) throw new RangeError('no compact form begins so');
    const value = this.value(0);
    if (this.at !== this.bytes.length) throw new RangeError('bytes are left behind the value');
    return value;
  }

  private byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new RangeError('the form ends too early');
    this.at += 1;
    return byte;
  }

  private value(depth: number): unknown {
    const byte = this.byte();
    if (byte < FIRST_CODE) return this.wholeBy(byte);
    if (byte >= FIRST_SHAPE) return this.object(byte, depth);
    if (byte >= FIRST_WORD) return wordAt(byte - FIRST_WORD);
    switch (byte) {
      case CODE.nothing:
        return null;
      case CODE.no:
        return false;
      case CODE.yes:
        return true;
      case CODE.int16:
      case CODE.int24:
      case CODE.int32:
      case CODE.int48:
        return this.wholeBy(byte);
      case CODE.negative:
        return this.negative();
      case CODE.number:
        return this.number();
      case CODE.text:
        return (this.last = this.ascii());
      case CODE.wide:
        return (this.last = this.wide());
      case CODE.again:
        return this.again();
      case CODE.hex:
        return this.hex(this.length());
      case CODE.oddHex:
        return this.oddHex();
      case CODE.uuid:
        return this.uuid();
      case CODE.sha256:
        return HASH_PREFIX + this.hex(32);
      case CODE.list:
        return this.list(depth);
      case CODE.word:
        return wordAt(WORD_BYTES + this.byte());
      case CODE.members:
      case CODE.shape:
      case CODE.more:
        return this.object(byte, depth);
      default:
        throw new RangeError(`no value begins with ${byte}`);
    }
  }

  /** By the byte it begins with, which was read. */
  private wholeBy(byte: number): number {
    if (byte < FIRST_LONGER) return byte;
    if (byte < FIRST_CODE) return ((byte - FIRST_LONGER) << 8) | this.byte();
    const bytes = INT_BYTES[byte - CODE.int16];
    if (bytes === undefined) throw new RangeError(`no whole number begins with ${byte}`);
    let value = 0;
    for (let left = bytes; left > 0; left -= 1) value = value * 256 + this.byte();
    return value;
  }

  /** How much follows. */
  private length(): number {
    return this.wholeBy(this.byte());
  }

  private negative(): number {
    const value = this.length();
    if (value === 0) throw new RangeError('there is no negative nothing');
    return -value;
  }

  private number(): number {
    const text = this.ascii();
    const value = Number(text);
    if (!Number.isFinite(value) || `${value}` !== text) throw new RangeError('no number is so');
    return value;
  }

  /** Where so many bytes begin, which are passed over. */
  private passed(length: number): number {
    const from = this.at;
    if (length > this.bytes.length - from) throw new RangeError('the form ends too early');
    this.at += length;
    return from;
  }

  private ascii(): string {
    const from = this.passed(this.length());
    for (let at = from; at < this.at; at += 1) {
      if ((this.bytes[at] ?? 0) > 0x7f) throw new RangeError('a letter is not of ASCII');
    }
    return this.letters.slice(from, this.at);
  }

  private wide(): string {
    const from = this.passed(2 * this.length());
    let text = '';
    for (let at = from; at < this.at; at += 2) {
      text += String.fromCharCode(((this.bytes[at] ?? 0) << 8) | (this.bytes[at + 1] ?? 0));
    }
    if (LONE_SURROGATE.test(text)) throw new RangeError('a letter is half a character');
    return text;
  }

  private again(): string {
    if (this.last === null || this.last.length > AGAIN_LENGTH_MAX) {
      throw new RangeError('no text came before, or a long one');
    }
    return this.last;
  }

  private hex(length: number): string {
    const from = this.passed(length);
    return this.digits.slice(2 * from, 2 * this.at);
  }

  private oddHex(): string {
    const digits = this.hex(this.length());
    if (digits[0] !== '0') throw new RangeError('the first of odd digits is not left out');
    return digits.slice(1);
  }

  private uuid(): string {
    const hex = this.hex(16);
    const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
    return `${parts.join('-')}-${hex.slice(20)}`;
  }

  private list(depth: number): unknown[] {
    deeper(depth);
    const values: unknown[] = [];
    for (let left = this.length(); left > 0; left -= 1) values.push(this.value(depth + 1));
    return values;
  }

  private object(code: number, depth: number): Members {
    deeper(depth);
    if (code !== CODE.more) return this.piece(code, depth + 1);
    const value = this.piece(this.byte(), depth + 1);
    let next = this.byte();
    while (next === CODE.more) {
      this.further(value, this.byte(), depth + 1);
      next = this.byte();
    }
    this.further(value, next, depth + 1);
    return value;
  }

  /** Most objects are one piece. */
  private piece(code: number, depth: number): Members {
    if (code === CODE.members) return this.members({}, depth);
    const shape = this.shape(code);
    const value: Members = { ...EMPTY[shape] };
    for (const name of SHAPES[shape] ?? []) value[name] = this.value(depth);
    return value;
  }

  private further(value: Members, code: number, depth: number): void {
    if (code === CODE.members) this.members(value, depth);
    else {
      for (const name of SHAPES[this.shape(code)] ?? []) enter(value, name, this.value(depth));
    }
  }

  private shape(code: number): number {
    const shape = code === CODE.shape ? SHAPE_BYTES + this.byte() : code - FIRST_SHAPE;
    if (shape < 0 || shape >= SHAPES.length) throw new RangeError(`there is no shape ${shape}`);
    return shape;
  }

  private members(value: Members, depth: number): Members {
    const values: unknown[] = [];
    while (this.bytes[this.at] !== CODE.end) values.push(this.value(depth));
    this.at += 1;
    for (const each of values) enter(value, this.name(), each);
    return value;
  }

  private name(): string {
    const code = this.byte();
    if (code === CODE.text) return this.ascii();
    if (code === CODE.wide) return this.wide();
    throw new RangeError('a name is no text');
  }
}

function enter(value: Members, name: string, each: unknown): void {
  if (name === '__proto__' || Object.hasOwn(value, name)) {
    throw new RangeError(`a name is there twice, or none: ${name}`);
  }
  value[name] = each;
}

function deeper(depth: number): void {
  if (depth >= DEPTH_MAX) throw new RangeError('it is nested too deep');
}

function wordAt(place: number): string {
  const word = WORDS[place];
  if (word === undefined) throw new RangeError(`there is no word ${place}`);
  return word;
}
