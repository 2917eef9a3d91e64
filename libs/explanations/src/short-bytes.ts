import type { Member, Writer } from './canonical-walk.js';
import { byteOf, byteOfText } from './short-words.js';

const NOTHING = byteOf('null');
const NO = byteOf('false');
const YES = byteOf('true');

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTED = 0x20;
const LAST_PRINTED = 0x7e;
const ZERO = 0x30;
const DIGITS_MAX = 10;
const QUICK_MAX = 0x7fff_ffff;

/** A decision's rows are some ten kilobytes. */
const SHEET_BYTES = 1 << 14;

/**
 * Values in short form, straight into bytes: one piece after the other is taken off the same sheet,
 * and a new sheet is begun where one is full.
 */
export class ShortBytes implements Writer {
  private sheet = new Uint8Array(SHEET_BYTES);
  private begin = 0;
  private end = 0;

  /** What was written since the last time. It is not written over. */
  taken(): Uint8Array {
    const piece = this.sheet.subarray(this.begin, this.end);
    this.begin = this.end;
    return piece;
  }

  /** Forgets what was written since the last piece. */
  dropped(): void {
    this.end = this.begin;
  }

  word(word: string): void {
    this.mark(byteOf(word));
  }

  copy(bytes: Uint8Array): void {
    this.makeRoom(bytes.length);
    this.sheet.set(bytes, this.end);
    this.end += bytes.length;
  }

  nothing(): void {
    this.mark(NOTHING);
  }

  truth(value: boolean): void {
    this.mark(value ? YES : NO);
  }

  number(value: number): void {
    if (!Number.isInteger(value) || value < 0 || value > QUICK_MAX) return this.plain(`${value}`);
    this.makeRoom(DIGITS_MAX);
    const { sheet } = this;
    let digits = 1;
    for (let power = 10; power <= value; power *= 10) digits += 1;
    this.end += digits;
    let rest = value;
    for (let at = this.end - 1; digits > 0; at -= 1, digits -= 1) {
      // A whole number of 31 bits: no float is made.
      const tenth = (rest / 10) | 0;
      sheet[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
  }

  text(value: string): boolean {
    const byte = byteOfText(value);
    if (byte !== 0) {
      this.mark(byte);
      return true;
    }
    this.makeRoom(value.length + 2);
    const { sheet } = this;
    let at = this.end;
    sheet[at++] = QUOTE;
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (!isPlain(code)) return false;
      sheet[at++] = code;
    }
    sheet[at++] = QUOTE;
    this.end = at;
    return true;
  }

  name({ key, before, byte }: Member): boolean {
    if (byte !== 0) {
      this.mark(byte);
      return true;
    }
    for (let index = 0; index < key.length; index += 1) {
      if (!isPlain(key.charCodeAt(index))) return false;
    }
    this.plain(before);
    return true;
  }

  mark(code: number): void {
    this.makeRoom(1);
    this.sheet[this.end] = code;
    this.end += 1;
  }

  private plain(text: string): void {
    this.makeRoom(text.length);
    for (let index = 0; index < text.length; index += 1) {
      this.sheet[this.end] = text.charCodeAt(index);
      this.end += 1;
    }
  }

  private makeRoom(bytes: number): void {
    if (this.end + bytes <= this.sheet.length) return;
    const begun = this.sheet.subarray(this.begin, this.end);
    this.sheet = new Uint8Array(Math.max(SHEET_BYTES, 2 * (begun.length + bytes)));
    this.sheet.set(begun);
    this.begin = 0;
    this.end = begun.length;
  }
}

const isPlain = (code: number): boolean =>
  code >= FIRST_PRINTED && code <= LAST_PRINTED && code !== QUOTE && code !== BACKSLASH;
