// Which fine cell to look into next: the one whose nearest point may be the nearest, to within half
// of a cell. Cells wait in bins by that distance; a coarse one is opened when its turn comes.
import { BODIES, FINE_WORDS, FIRST, HELD, KINDS, MASKS, RADIUS, X, Y, Z } from './levels.js';
import type { Levels } from './levels.js';
import type { Vicinity } from './vicinity.js';
import { longer } from './unit-sphere.js';

const NONE = -1;

export class Frontier {
  /** Chord beyond which nobody is wanted any more; the search lowers it as it finds. */
  until = 0;
  /** Nobody in the cell that was answered last is nearer than this chord. */
  nearest = 0;

  private readonly width: number;
  private heads = new Int32Array(64).fill(NONE);
  private used = 0;
  private bin = 0;
  private nexts = new Int32Array(1_024);
  private cells = new Int32Array(1_024);
  private bounds = new Float64Array(1_024);
  private entries = 0;

  private x = 0;
  private y = 0;
  private z = 0;
  private bodies = 0;
  private around: Vicinity | null = null;
  private place = 0;

  /** `ownRadius`: from a place to the centre of its coarse cell, at most. */
  constructor(
    private readonly levels: Levels,
    private readonly ownRadius: number,
  ) {
    this.width = levels.fineRadius / 2;
  }

  start(x: number, y: number, z: number, around: Vicinity, until: number, bodies: number): void {
    this.heads.fill(NONE, 0, this.used + 1);
    const bins = Math.ceil(until / this.width) + 2;
    if (bins > this.heads.length) this.heads = new Int32Array(bins * 2).fill(NONE);
    this.x = x;
    this.y = y;
    this.z = z;
    this.around = around;
    this.until = until;
    this.bodies = bodies;
    this.place = 0;
    this.entries = 0;
    this.used = 0;
    this.bin = 0;
    this.admit();
  }

  /** A fine cell that may hold somebody within `until`; -1 when there is none left. */
  next(): number {
    for (;;) {
      const entry = this.heads[this.bin] ?? NONE;
      if (entry === NONE) {
        this.bin += 1;
        if (this.bin * this.width > this.until) return NONE;
        this.admit();
        continue;
      }
      this.heads[this.bin] = this.nexts[entry] ?? NONE;
      const bound = this.bounds[entry] ?? 0;
      if (bound > this.until) continue;
      const cell = this.cells[entry] ?? 0;
      if (cell >= 0) {
        this.nearest = bound;
        return cell;
      }
      this.open(-1 - cell);
    }
  }

  /**
   * Coarse cells that may reach into this bin. By the triangle inequality one as far from the
   * middle as `apart` is no nearer to the place than that less the place's own way to the middle.
   */
  private admit(): void {
    const { levels, around } = this;
    if (around === null) return;
    const { cells, apart } = around;
    const { coarse: record, coarseWords } = levels;
    const end = (this.bin + 1) * this.width + this.ownRadius + levels.coarseRadiusMax;
    while (this.place < cells.length && (apart[this.place] ?? 0) <= end) {
      const coarse = cells[this.place] ?? 0;
      this.place += 1;
      const own = coarse * coarseWords;
      if (record[own + HELD] === 0 || ((record[own + BODIES] ?? 0) & this.bodies) === 0) continue;
      const dx = (record[own + X] ?? 0) - this.x;
      const dy = (record[own + Y] ?? 0) - this.y;
      const dz = (record[own + Z] ?? 0) - this.z;
      const bound = Math.sqrt(dx * dx + dy * dy + dz * dz) - (record[own + RADIUS] ?? 0);
      if (bound <= this.until) this.push(-1 - coarse, bound);
    }
  }

  private open(coarse: number): void {
    const { coarse: record, coarseWords, fine: words, fineFloats, masks, fineRadius } = this.levels;
    const { x, y, z, until, bodies } = this;
    const own = coarse * coarseWords;
    const from = record[own + FIRST] ?? 0;
    for (let mask = 0; mask < masks; mask += 1) {
      // Bit by bit, so that what is empty costs nothing.
      for (let rest = (record[own + MASKS + mask] ?? 0) | 0; rest !== 0; rest &= rest - 1) {
        const fine = from + mask * 32 + 31 - Math.clz32(rest & -rest);
        const at = fine * FINE_WORDS;
        if (((words[at + KINDS] ?? 0) & bodies) === 0) continue;
        const dx = (fineFloats[at + X] ?? 0) - x;
        const dy = (fineFloats[at + Y] ?? 0) - y;
        const dz = (fineFloats[at + Z] ?? 0) - z;
        const bound = Math.sqrt(dx * dx + dy * dy + dz * dz) - fineRadius;
        if (bound <= until) this.push(fine, bound);
      }
    }
  }

  private push(cell: number, bound: number): void {
    const entry = this.entries;
    if (entry >= this.cells.length) this.lengthen();
    this.entries += 1;
    const own = Math.floor(bound / this.width);
    const bin = own > this.bin ? own : this.bin;
    if (bin > this.used) this.used = bin;
    this.cells[entry] = cell;
    this.bounds[entry] = bound;
    this.nexts[entry] = this.heads[bin] ?? NONE;
    this.heads[bin] = entry;
  }

  private lengthen(): void {
    const length = this.cells.length * 2;
    this.nexts = longer(this.nexts, length);
    this.cells = longer(this.cells, length);
    this.bounds = longer(this.bounds, length);
  }
}
