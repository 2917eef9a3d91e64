import { isPlain } from '../canonical-walk.js';
import { CODE, DEPTH_MAX, FIRST_LONGER, FIRST_CODE, FIRST_SHAPE, FIRST_WORD } from './codes.js';
import { AGAIN_LENGTH_MAX, COMPACT_MARK, HASH_PREFIX, SHAPE_BYTES, WORD_BYTES } from './codes.js';
import { hexWritten, isUuid, uuidWritten } from './hex.js';
import { FIRST_STEP, stepBy, type Step } from './steps.js';
import { WORDS } from './words.js';

/** A decision's rows are some eight kilobytes. */
const SHEET_BYTES = 1 << 14;
/** Always left for what has no length of its own, and for the shapes of whatever is open. */
const SLACK_BYTES = 512;
const INT13_END = (FIRST_CODE - FIRST_LONGER) << 8;
const HEX_DIGITS_MIN = 4;
const HEX_DIGITS_MAX = 254;
const HASH_LENGTH = HASH_PREFIX.length + 64;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

const placeOfWord = new Map(WORDS.map((word, place) => [word, place]));

/** Thrown where a value has no compact form: it is to be written otherwise, or is no JSON. */
export class NoCompactForm extends Error {}

/**
 * Values in compact form, straight into bytes: one piece after the other is taken off the same
 * sheet, and a new sheet is begun where one is full. Nothing that was taken is written over.
 */
export class CompactWriter {
  private sheet = new Uint8Array(SHEET_BYTES);
  private begin = 0;
  private end = 0;
  private last: string | null = null;

  /** Mark and form of `value`. Throws `NoCompactForm` where there is none. */
  form(value: unknown): Uint8Array {
    this.start();
    this.sheet[this.end++] = COMPACT_MARK;
    this.value(value, 0);
    return this.taken();
  }

  /** `before`, which is the form as far as it is known, and then `value`. */
  formAfter(before: Uint8Array, value: unknown): Uint8Array {
    this.start();
    this.makeRoom(before.length);
    this.sheet.set(before, this.end);
    this.end += before.length;
    this.value(value, 1);
    return this.taken();
  }

  private start(): void {
    // What was begun and given up is forgotten.
    this.end = this.begin;
    this.last = null;
    this.makeRoom(0);
  }

  private taken(): Uint8Array {
    const piece = this.sheet.subarray(this.begin, this.end);
    this.begin = this.end;
    return piece;
  }

  private value(value: unknown, depth: number): void {
    if (this.end + SLACK_BYTES > this.sheet.length) this.makeRoom(0);
    switch (typeof value) {
      case 'number':
        this.number(value);
        return;
      case 'string':
        this.text(value);
        return;
      case 'boolean':
        this.sheet[this.end++] = value ? CODE.yes : CODE.no;
        return;
      case 'object':
        if (value === null) this.sheet[this.end++] = CODE.nothing;
        else if (depth === DEPTH_MAX) throw new NoCompactForm('it is nested too deep');
        else if (Array.isArray(value)) this.list(value, depth + 1);
        else this.object(value as Readonly<Record<string, unknown>>, depth + 1);
        return;
      default:
        throw new NoCompactForm(`a ${typeof value} is no JSON`);
    }
  }

  private list(values: readonly unknown[], depth: number): void {
    this.sheet[this.end++] = CODE.list;
    this.whole(values.length);
    for (let at = 0; at < values.length; at += 1) this.value(values[at], depth);
  }

  private object(value: Readonly<Record<string, unknown>>, depth: number): void {
    const ofObject = Object.getPrototypeOf(value) === Object.prototype;
    if (!ofObject && !isPlain(value)) throw new NoCompactForm('an object of a class is no JSON');
    // The shape is known by its last name: until then its byte is left open.
    let open = this.end++ - this.begin;
    let first = 0;
    let seen = 0;
    let step: Step = FIRST_STEP;
    for (const name in value) {
      let next = step.lastKey === name ? step.last : stepBy(step, name);
      if (next === null && step.shape >= 0) {
        this.close(open, step.shape, true);
        open = this.end++ - this.begin;
        first = seen;
        step = FIRST_STEP;
        next = stepBy(step, name);
      }
      if (next === null) {
        this.members(value, { open, first, seen, depth });
        return;
      }
      step = next;
      seen += 1;
      const each = value[name];
      // Most members are small numbers: with no call between, a row takes a tenth less.
      if (typeof each === 'number' && (each | 0) === each && each >= 0 && each < INT13_END) {
        if (this.end + SLACK_BYTES > this.sheet.length) this.makeRoom(0);
        this.small(each);
      } else this.value(each, depth);
    }
    if (step.shape >= 0) this.close(open, step.shape, false);
    else this.members(value, { open, first, seen, depth });
  }

  private close(open: number, shape: number, more: boolean): void {
    const far = shape >= SHAPE_BYTES;
    const bytes = (more ? 1 : 0) + (far ? 1 : 0);
    let at = this.begin + open;
    if (bytes > 0) {
      this.sheet.copyWithin(at + 1 + bytes, at + 1, this.end);
      this.end += bytes;
    }
    if (more) this.sheet[at++] = CODE.more;
    if (far) this.sheet[at++] = CODE.shape;
    this.sheet[at] = far ? shape - SHAPE_BYTES : FIRST_SHAPE + shape;
  }

  /** From the `first` name on they are of no known shape; up to `seen` their values stand there. */
  private members(
    value: Readonly<Record<string, unknown>>,
    { open, first, seen, depth }: Record<'open' | 'first' | 'seen' | 'depth', number>,
  ): void {
    this.sheet[this.begin + open] = CODE.members;
    const names = Object.keys(value);
    for (const name of names.slice(seen)) this.value(value[name], depth);
    this.sheet[this.end++] = CODE.end;
    for (const name of names.slice(first)) {
      // Nobody could make an object of it again by entering it.
      if (name === '__proto__') throw new NoCompactForm('a name that is none of an object');
      this.fullText(name);
    }
  }

  private number(value: number): void {
    // The lower bound holds of -0, too, which JSON knows no more of.
    if (Number.isInteger(value) && value >= 0 && value < 2 ** 48) this.whole(value);
    else if (Number.isSafeInteger(value) && value < 0 && value > -(2 ** 48)) {
      this.sheet[this.end++] = CODE.negative;
      this.whole(-value);
    } else if (Number.isFinite(value)) {
      this.sheet[this.end++] = CODE.number;
      this.ascii(`${value}`);
    } else throw new NoCompactForm(`${value} is no JSON`);
  }

  private small(value: number): void {
    if (value >= FIRST_LONGER) this.sheet[this.end++] = FIRST_LONGER + (value >> 8);
    this.sheet[this.end++] = value;
  }

  private whole(value: number): void {
    const { sheet } = this;
    if (value < INT13_END) {
      this.small(value);
      return;
    }
    let at = this.end;
    if (value < 2 ** 32) {
      if (value < 2 ** 16) sheet[at++] = CODE.int16;
      else {
        if (value < 2 ** 24) sheet[at++] = CODE.int24;
        else {
          sheet[at++] = CODE.int32;
          sheet[at++] = value >>> 24;
        }
        sheet[at++] = value >> 16;
      }
      sheet[at++] = value >> 8;
      sheet[at++] = value;
    } else {
      sheet[at++] = CODE.int48;
      const high = Math.floor(value / 2 ** 32);
      const low = value >>> 0;
      sheet[at++] = high >> 8;
      sheet[at++] = high;
      sheet[at++] = low >>> 24;
      sheet[at++] = low >> 16;
      sheet[at++] = low >> 8;
      sheet[at++] = low;
    }
    this.end = at;
  }

  private text(value: string): void {
    const word = placeOfWord.get(value);
    if (word !== undefined) {
      if (word < WORD_BYTES) this.sheet[this.end++] = FIRST_WORD + word;
      else {
        this.sheet[this.end++] = CODE.word;
        this.sheet[this.end++] = word - WORD_BYTES;
      }
    } else if (value === this.last) this.sheet[this.end++] = CODE.again;
    else if (!this.digits(value)) {
      this.fullText(value);
      this.last = value.length <= AGAIN_LENGTH_MAX ? value : null;
    }
  }

  /** False where it is not made of hexadecimal digits. */
  private digits(value: string): boolean {
    const { length } = value;
    if (length < HEX_DIGITS_MIN || length > HEX_DIGITS_MAX) return false;
    const { sheet, end } = this;
    if (length === 36 && isUuid(value)) {
      sheet[end] = CODE.uuid;
      return uuidWritten(value, sheet, end + 1) && this.ended(end + 17);
    }
    if (length === HASH_LENGTH && value.startsWith(HASH_PREFIX)) {
      sheet[end] = CODE.sha256;
      return hexWritten(value, HASH_PREFIX.length, sheet, end + 1) && this.ended(end + 33);
    }
    const bytes = (length + 1) >> 1;
    sheet[end] = length % 2 === 0 ? CODE.hex : CODE.oddHex;
    sheet[end + 1] = bytes;
    return hexWritten(value, 0, sheet, end + 2) && this.ended(end + 2 + bytes);
  }

  private ended(end: number): true {
    this.end = end;
    return true;
  }

  private fullText(value: string): void {
    const begun = this.end - this.begin;
    this.sheet[this.end++] = CODE.text;
    if (this.ascii(value)) return;
    if (LONE_SURROGATE.test(value)) throw new NoCompactForm('half a character is no JSON');
    this.end = this.begin + begun;
    this.makeRoom(2 * value.length);
    this.sheet[this.end++] = CODE.wide;
    this.whole(value.length);
    for (let index = 0; index < value.length; index += 1) {
      const unit = value.charCodeAt(index);
      this.sheet[this.end++] = unit >> 8;
      this.sheet[this.end++] = unit;
    }
  }

  /** Its length and its letters; false where some are not of ASCII. */
  private ascii(value: string): boolean {
    const { length } = value;
    this.makeRoom(length);
    this.whole(length);
    const { sheet } = this;
    let at = this.end;
    for (let index = 0; index < length; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit > 0x7f) return false;
      sheet[at++] = unit;
    }
    this.end = at;
    return true;
  }

  private makeRoom(bytes: number): void {
    if (this.end + bytes + SLACK_BYTES <= this.sheet.length) return;
    const begun = this.sheet.subarray(this.begin, this.end);
    const room = 2 * (begun.length + bytes + SLACK_BYTES);
    this.sheet = new Uint8Array(Math.max(SHEET_BYTES, room));
    this.sheet.set(begun);
    this.begin = 0;
    this.end = begun.length;
  }
}
