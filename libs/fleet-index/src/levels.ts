// The two levels of cells. A coarse cell has a number and counts who is in it; its fine cells have
// numbers that follow one another, so that a search looks at all of them in one go. H3's own names
// are asked for only when somebody comes into a cell.
import {
  ancestorOf,
  cellOf,
  cellRadiusMeters,
  centerOf,
  descendantsOf,
  keyAt,
  keyOf,
} from './cells.js';
import type { Position } from './position.js';
import { chordAtMost, longer, RADIANS } from './unit-sphere.js';

export type Resolutions = { readonly coarse: number; readonly fine: number };

const GROWTH = 1.25;
/** Centres of fine cells are kept in single precision, which moves them by a third of a meter. */
const CENTER_SLACK_METERS = 1;

/** Where what stands in the record of a cell, coarse or fine. */
export const X = 0;
export const Y = 1;
export const Z = 2;

/** Of a coarse cell: nobody of it is farther from its centre than this chord; … */
export const RADIUS = 3;
export const HELD = 4;
/**
 * … a bit for each body that somebody in it has; the first of its fine cells, -1 before anybody;
 */
export const BODIES = 5;
export const FIRST = 6;
/** a bit for each of its fine cells that holds somebody, 32 in a number. */
export const MASKS = 7;

/** Of a fine cell: how many it holds, where in the arena, in a block of what size, … */
export const COUNT = 3;
export const OFFSET = 4;
export const SIZE = 5;
/** … and a bit for each body that somebody had since it was empty. */
export const KINDS = 6;
const COARSE = 7;
export const FINE_WORDS = 8;

const BODIES_MAX = 16;

export class Levels {
  coarseCount = 0;
  fineCount = 0;

  /**
   * By coarse cell, `coarseWords` numbers side by side: what a search asks of it is in one line.
   */
  coarse = new Float64Array(0);
  readonly coarseWords: number;
  readonly cells: string[] = [];
  private bodyCounts = new Int32Array(0);

  /** By fine cell, eight words side by side: three of them as floats, the rest as whole numbers. */
  fineFloats = new Float32Array(0);
  fine = new Int32Array(0);

  /** Of every fine cell, and the most a coarse one may have. */
  readonly fineRadius: number;
  readonly coarseRadiusMax: number;
  readonly finePerCoarse: number;
  readonly masks: number;
  private readonly numbers = new Map<number, number>();

  constructor(
    readonly resolutions: Resolutions,
    radiusMeters: typeof cellRadiusMeters = cellRadiusMeters,
  ) {
    const { coarse, fine } = resolutions;
    const fineMeters = radiusMeters(fine) + CENTER_SLACK_METERS;
    this.fineRadius = chordAtMost(fineMeters);
    // Children of children stand out of a cell, but not their centres out of the circle around it.
    this.coarseRadiusMax = chordAtMost(radiusMeters(coarse) + fineMeters);
    this.finePerCoarse = 7 ** (fine - coarse);
    this.masks = Math.ceil(this.finePerCoarse / 32);
    this.coarseWords = MASKS + this.masks;
  }

  get bytes(): number {
    // A cell's name takes 32 bytes and a pointer, its entry in the map 32.
    return (
      this.coarse.byteLength +
      this.bodyCounts.byteLength +
      this.fine.byteLength +
      72 * this.cells.length
    );
  }

  coarseAt(lat: number, lng: number): number {
    const cell = cellOf(lat, lng, this.resolutions.coarse);
    return this.coarseNumber(cell);
  }

  coarseNumber(cell: string): number {
    const key = keyAt(keyOf(cell), this.resolutions.coarse);
    return this.numbers.get(key) ?? this.addCoarse(key, cell);
  }

  fineAt(lat: number, lng: number): number {
    const { coarse, fine } = this.resolutions;
    const cell = cellOf(lat, lng, fine);
    const key = keyOf(cell);
    const coarseKey = keyAt(key, coarse);
    const number =
      this.numbers.get(coarseKey) ?? this.addCoarse(coarseKey, ancestorOf(cell, coarse));
    const first = number * this.coarseWords + FIRST;
    if ((this.coarse[first] ?? -1) < 0) this.open(number);
    return (this.coarse[first] ?? 0) + this.childOf(key);
  }

  /** One number of a coarse cell's record. */
  of(coarse: number, what: number): number {
    return this.coarse[coarse * this.coarseWords + what] ?? 0;
  }

  centerOf(coarse: number): Position {
    return centerOf(this.cells[coarse] ?? '');
  }

  /** After he was counted in the fine cell. */
  enter(fine: number, body: number): void {
    const at = fine * FINE_WORDS;
    const number = this.fine[at + COARSE] ?? 0;
    const own = number * this.coarseWords;
    const counted = number * BODIES_MAX + body;
    this.fine[at + KINDS] = (this.fine[at + KINDS] ?? 0) | (1 << body);
    this.coarse[own + HELD] = (this.coarse[own + HELD] ?? 0) + 1;
    this.coarse[own + BODIES] = (this.coarse[own + BODIES] ?? 0) | (1 << body);
    this.bodyCounts[counted] = (this.bodyCounts[counted] ?? 0) + 1;
    if (this.fine[at + COUNT] === 1) this.mark(own, fine, true);
  }

  /** After he was taken out of the count of the fine cell. */
  leave(fine: number, body: number): void {
    const at = fine * FINE_WORDS;
    const number = this.fine[at + COARSE] ?? 0;
    const own = number * this.coarseWords;
    const counted = number * BODIES_MAX + body;
    const left = (this.bodyCounts[counted] ?? 0) - 1;
    this.bodyCounts[counted] = left;
    this.coarse[own + HELD] = (this.coarse[own + HELD] ?? 0) - 1;
    if (left === 0) this.coarse[own + BODIES] = (this.coarse[own + BODIES] ?? 0) & ~(1 << body);
    if (this.fine[at + COUNT] !== 0) return;
    this.fine[at + KINDS] = 0;
    this.mark(own, fine, false);
  }

  private mark(own: number, fine: number, occupied: boolean): void {
    const child = fine - (this.coarse[own + FIRST] ?? 0);
    const at = own + MASKS + (child >> 5);
    const bit = 1 << (child & 31);
    const mask = this.coarse[at] ?? 0;
    this.coarse[at] = occupied ? mask | bit : mask & ~bit;
  }

  /**
   * Where a fine cell stands among those of its coarse one: its last digits, of which each is 0–6.
   */
  private childOf(key: number): number {
    const { coarse, fine } = this.resolutions;
    let rest = keyAt(key, fine);
    let child = 0;
    for (let weight = 1; weight < this.finePerCoarse; weight *= 7) {
      child += (rest % 8) * weight;
      rest = Math.floor(rest / 8);
    }
    if (rest !== keyAt(key, coarse)) throw new Error('a fine cell with another coarse one');
    return child;
  }

  private addCoarse(key: number, cell: string): number {
    const number = this.coarseCount;
    const own = number * this.coarseWords;
    if (own >= this.coarse.length) this.widenCoarse();
    this.coarseCount += 1;
    this.numbers.set(key, number);
    this.cells.push(cell);
    const { lat, lng } = centerOf(cell);
    const flat = Math.cos(lat * RADIANS);
    this.coarse[own + X] = flat * Math.cos(lng * RADIANS);
    this.coarse[own + Y] = flat * Math.sin(lng * RADIANS);
    this.coarse[own + Z] = Math.sin(lat * RADIANS);
    this.coarse[own + FIRST] = -1;
    return number;
  }

  /** Numbers for its fine cells, and how far from its centre one of them reaches at most. */
  private open(number: number): void {
    const own = number * this.coarseWords;
    const first = this.fineCount;
    this.fineCount += this.finePerCoarse;
    if (this.fineCount * FINE_WORDS > this.fine.length) this.widenFine();
    this.coarse[own + FIRST] = first;
    for (let fine = first; fine < this.fineCount; fine += 1) {
      this.fine[fine * FINE_WORDS + OFFSET] = -1;
      this.fine[fine * FINE_WORDS + COARSE] = number;
    }
    let farthest = 0;
    for (const cell of descendantsOf(this.cells[number] ?? '', this.resolutions.fine)) {
      const { lat, lng } = centerOf(cell);
      const flat = Math.cos(lat * RADIANS);
      const at = (first + this.childOf(keyOf(cell))) * FINE_WORDS;
      this.fineFloats[at + X] = flat * Math.cos(lng * RADIANS);
      this.fineFloats[at + Y] = flat * Math.sin(lng * RADIANS);
      this.fineFloats[at + Z] = Math.sin(lat * RADIANS);
      const dx = (this.fineFloats[at + X] ?? 0) - (this.coarse[own + X] ?? 0);
      const dy = (this.fineFloats[at + Y] ?? 0) - (this.coarse[own + Y] ?? 0);
      const dz = (this.fineFloats[at + Z] ?? 0) - (this.coarse[own + Z] ?? 0);
      farthest = Math.max(farthest, Math.sqrt(dx * dx + dy * dy + dz * dz));
    }
    this.coarse[own + RADIUS] = Math.min(this.coarseRadiusMax, farthest + this.fineRadius);
  }

  private widenCoarse(): void {
    const count = Math.ceil(this.coarseCount * GROWTH) + 64;
    this.coarse = longer(this.coarse, count * this.coarseWords);
    this.bodyCounts = longer(this.bodyCounts, count * BODIES_MAX);
  }

  private widenFine(): void {
    this.fine = longer(this.fine, Math.ceil(this.fineCount * GROWTH) * FINE_WORDS);
    this.fineFloats = new Float32Array(this.fine.buffer);
  }
}
