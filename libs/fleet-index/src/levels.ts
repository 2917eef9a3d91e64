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

export class Levels {
  coarseCount = 0;
  fineCount = 0;

  /** By coarse cell. */
  readonly cells: string[] = [];
  x = new Float64Array(64);
  y = new Float64Array(64);
  z = new Float64Array(64);
  held = new Int32Array(64);
  /** A bit for each body that somebody in the cell has. */
  bodies = new Uint16Array(64);
  bodyCounts = new Int32Array(64 * 16);
  /** The first of its fine cells; -1 before anybody came. */
  first = new Int32Array(64);
  /** Nobody of the cell is farther from its centre. */
  radius = new Float64Array(64);
  /** A bit for each of its fine cells that holds somebody, in `masks` words. */
  occupied: Int32Array;

  /** By fine cell. */
  fineX = new Float32Array(0);
  fineY = new Float32Array(0);
  fineZ = new Float32Array(0);
  fineHeld = new Int32Array(0);
  /** A bit for each body that somebody had since the cell was empty. */
  fineBodies = new Uint16Array(0);
  /** Its block in the arena, and the size of that. */
  offset = new Int32Array(0);
  size = new Uint8Array(0);

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
    this.occupied = new Int32Array(64 * this.masks);
  }

  get bytes(): number {
    const coarse = [this.x, this.y, this.z, this.held, this.bodies, this.bodyCounts];
    const fine = [this.fineX, this.fineY, this.fineZ, this.fineHeld, this.fineBodies];
    const rest = [this.first, this.radius, this.occupied, this.offset, this.size];
    const arrays = [...coarse, ...fine, ...rest];
    // A cell's name takes 32 bytes and a pointer, its entry in the map 32.
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, 72 * this.cells.length);
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
    if ((this.first[number] ?? -1) < 0) this.open(number);
    return (this.first[number] ?? 0) + this.childOf(key);
  }

  coarseOf(fine: number): number {
    return this.opened[Math.floor(fine / this.finePerCoarse)] ?? -1;
  }

  centerOf(coarse: number): Position {
    return centerOf(this.cells[coarse] ?? '');
  }

  enter(fine: number, body: number): void {
    const coarse = this.coarseOf(fine);
    this.held[coarse] = (this.held[coarse] ?? 0) + 1;
    this.fineBodies[fine] = (this.fineBodies[fine] ?? 0) | (1 << body);
    if (this.fineHeld[fine] === 1) this.mark(coarse, fine, true);
    const at = coarse * 16 + body;
    this.bodyCounts[at] = (this.bodyCounts[at] ?? 0) + 1;
    this.bodies[coarse] = (this.bodies[coarse] ?? 0) | (1 << body);
  }

  leave(fine: number, body: number): void {
    const coarse = this.coarseOf(fine);
    this.held[coarse] = (this.held[coarse] ?? 0) - 1;
    if (this.fineHeld[fine] === 0) {
      this.fineBodies[fine] = 0;
      this.mark(coarse, fine, false);
    }
    const at = coarse * 16 + body;
    const left = (this.bodyCounts[at] ?? 0) - 1;
    this.bodyCounts[at] = left;
    if (left === 0) this.bodies[coarse] = (this.bodies[coarse] ?? 0) & ~(1 << body);
  }

  private mark(coarse: number, fine: number, occupied: boolean): void {
    const child = fine - (this.first[coarse] ?? 0);
    const at = coarse * this.masks + (child >> 5);
    const bit = 1 << (child & 31);
    this.occupied[at] = occupied ? (this.occupied[at] ?? 0) | bit : (this.occupied[at] ?? 0) & ~bit;
  }

  /** Coarse cells by the order in which their fine ones were numbered. */
  private readonly opened: number[] = [];

  /** Where a fine cell stands among those of its coarse one: its last digits, of which each is 0–6. */
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
    if (number >= this.x.length) this.widenCoarse();
    this.coarseCount += 1;
    this.numbers.set(key, number);
    this.cells.push(cell);
    const { lat, lng } = centerOf(cell);
    const flat = Math.cos(lat * RADIANS);
    this.x[number] = flat * Math.cos(lng * RADIANS);
    this.y[number] = flat * Math.sin(lng * RADIANS);
    this.z[number] = Math.sin(lat * RADIANS);
    this.first[number] = -1;
    return number;
  }

  /** Numbers for its fine cells, and how far from its centre one of them reaches at most. */
  private open(coarse: number): void {
    const first = this.fineCount;
    this.fineCount += this.finePerCoarse;
    if (this.fineCount > this.fineX.length) this.widenFine();
    this.first[coarse] = first;
    this.opened.push(coarse);
    this.offset.fill(-1, first, this.fineCount);
    let farthest = 0;
    for (const cell of descendantsOf(this.cells[coarse] ?? '', this.resolutions.fine)) {
      const { lat, lng } = centerOf(cell);
      const flat = Math.cos(lat * RADIANS);
      const fine = first + this.childOf(keyOf(cell));
      this.fineX[fine] = flat * Math.cos(lng * RADIANS);
      this.fineY[fine] = flat * Math.sin(lng * RADIANS);
      this.fineZ[fine] = Math.sin(lat * RADIANS);
      const dx = (this.fineX[fine] ?? 0) - (this.x[coarse] ?? 0);
      const dy = (this.fineY[fine] ?? 0) - (this.y[coarse] ?? 0);
      const dz = (this.fineZ[fine] ?? 0) - (this.z[coarse] ?? 0);
      farthest = Math.max(farthest, Math.sqrt(dx * dx + dy * dy + dz * dz));
    }
    this.radius[coarse] = Math.min(this.coarseRadiusMax, farthest + this.fineRadius);
  }

  private widenCoarse(): void {
    const length = Math.ceil(this.x.length * GROWTH);
    this.x = longer(this.x, length);
    this.y = longer(this.y, length);
    this.z = longer(this.z, length);
    this.held = longer(this.held, length);
    this.bodies = longer(this.bodies, length);
    this.bodyCounts = longer(this.bodyCounts, length * 16);
    this.first = longer(this.first, length);
    this.radius = longer(this.radius, length);
    this.occupied = longer(this.occupied, length * this.masks);
  }

  private widenFine(): void {
    const length = Math.ceil(this.fineCount * GROWTH);
    this.fineX = longer(this.fineX, length);
    this.fineY = longer(this.fineY, length);
    this.fineZ = longer(this.fineZ, length);
    this.fineHeld = longer(this.fineHeld, length);
    this.fineBodies = longer(this.fineBodies, length);
    this.offset = longer(this.offset, length);
    this.size = longer(this.size, length);
  }
}
