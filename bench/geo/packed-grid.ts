// What remains to be gained: squares over the one country, built once for trucks that never move,
// and nothing that a sphere asks for. Trucks lie in the order of their squares, so that a row of
// squares is one run through memory, and what is looked at first lies closest together. Right away
// from the poles and the antimeridian.
import type { Position } from '#libs/fleet-index';
import { WANTED, type Trucks } from './country.js';

const [SOUTH, NORTH, WEST, EAST] = [10, 60, 70, 145];
const METERS = 6_371_008.8;
const RADIANS = Math.PI / 180;
const IDLE = 1 << 8;

/** As one word beside each truck's: bits it must have, and what it must not be below. */
export type Wanted = { readonly bits: number; readonly least: number };

export const ANYBODY: Wanted = { bits: 0, least: 0 };
export const ELIGIBLE: Wanted = { bits: (1 << WANTED.body) | IDLE, least: WANTED.tonnes << 16 };

export class PackedGrid {
  private readonly size: number;
  private readonly rows: number;
  private readonly columns: number;
  /** By square, row by row from the south: where its trucks begin. */
  private readonly starts: Int32Array;
  private readonly words: Int32Array;
  private readonly xyz: Float64Array;
  private readonly trucks: Int32Array;

  private readonly squares: Float64Array;
  private readonly kept: Int32Array;
  private count = 0;
  private until = 0;

  private x = 0;
  private y = 0;
  private z = 0;

  /** `limit`: as many are found at a time. */
  constructor(
    trucks: Trucks,
    private readonly limit: number,
  ) {
    this.size = sizeFor(trucks.count);
    this.rows = Math.ceil((NORTH - SOUTH) / this.size);
    this.columns = Math.ceil((EAST - WEST) / this.size);
    this.squares = new Float64Array(limit + 1);
    this.kept = new Int32Array(limit + 1);
    this.starts = new Int32Array(this.rows * this.columns + 1);
    this.words = new Int32Array(trucks.count);
    this.xyz = new Float64Array(3 * trucks.count);
    this.trucks = new Int32Array(trucks.count);
    this.fill(trucks);
  }

  /** The nearest, the nearest first. */
  nearest({ lat, lng }: Position, reachMeters: number, wanted: Wanted): number[] {
    const { size, rows, columns } = this;
    const flat = Math.cos(lat * RADIANS);
    this.x = flat * Math.cos(lng * RADIANS);
    this.y = flat * Math.sin(lng * RADIANS);
    this.z = Math.sin(lat * RADIANS);
    this.count = 0;
    this.until = (2 * Math.sin(reachMeters / METERS / 2)) ** 2;
    const row = this.rowOf(lat);
    const column = this.columnOf(lng);
    this.scan(row, column, column, wanted);
    for (let ring = 1; ; ring += 1) {
      const north = (SOUTH + (row + ring) * size - lat) * RADIANS;
      const south = (lat - SOUTH - (row - ring + 1) * size) * RADIANS;
      const east = (WEST + (column + ring) * size - lng) * RADIANS;
      const west = (lng - WEST - (column - ring + 1) * size) * RADIANS;
      // As many columns as whoever is wanted can be away; a row's corners are farther than that.
      const angle = 2 * Math.asin(Math.sqrt(this.until) / 2);
      const away = Math.asin(Math.min(1, Math.sin(angle) / flat)) / RADIANS / size;
      const from = Math.max(0, column - ring, column - Math.ceil(away));
      const to = Math.min(columns - 1, column + ring, column + Math.ceil(away));
      const up = row + ring < rows && (2 * Math.sin(north / 2)) ** 2 <= this.until;
      const down = row - ring >= 0 && (2 * Math.sin(south / 2)) ** 2 <= this.until;
      const right = column + ring < columns && toMeridian(flat, east) <= this.until;
      const left = column - ring >= 0 && toMeridian(flat, west) <= this.until;
      if (!up && !down && !right && !left) break;
      if (up) this.scan(row + ring, from, to, wanted);
      if (down) this.scan(row - ring, from, to, wanted);
      if (!right && !left) continue;
      const first = Math.max(0, row - ring + 1);
      const last = Math.min(rows - 1, row + ring - 1);
      for (let each = first; each <= last; each += 1) {
        if (right) this.scan(each, column + ring, column + ring, wanted);
        if (left) this.scan(each, column - ring, column - ring, wanted);
      }
    }
    return Array.from(this.kept.subarray(0, this.count));
  }

  private scan(row: number, from: number, to: number, wanted: Wanted): void {
    const { starts, words, xyz, squares, kept, trucks, limit, x, y, z } = this;
    const { bits, least } = wanted;
    const cell = row * this.columns;
    const end = starts[cell + to + 1]!;
    let { until, count } = this;
    for (let at = starts[cell + from]!; at < end; at += 1) {
      const word = words[at]!;
      if ((word & bits) !== bits || word < least) continue;
      const dx = xyz[3 * at]! - x;
      const dy = xyz[3 * at + 1]! - y;
      const dz = xyz[3 * at + 2]! - z;
      const square = dx * dx + dy * dy + dz * dz;
      if (square > until) continue;
      let place = count;
      for (; place > 0 && squares[place - 1]! > square; place -= 1) {
        squares[place] = squares[place - 1]!;
        kept[place] = kept[place - 1]!;
      }
      squares[place] = square;
      kept[place] = trucks[at]!;
      if (count < limit) count += 1;
      if (count === limit && squares[limit - 1]! < until) until = squares[limit - 1]!;
    }
    this.until = until;
    this.count = count;
  }

  /** By counting: where each square begins, then everybody in his place. */
  private fill({ count, lat, lng, body, tonnes, idle }: Trucks): void {
    const { starts, words, xyz, trucks } = this;
    const cells = new Int32Array(count);
    for (let truck = 0; truck < count; truck += 1) {
      const cell = this.rowOf(lat[truck]!) * this.columns + this.columnOf(lng[truck]!);
      cells[truck] = cell;
      starts[cell + 1]! += 1;
    }
    for (let cell = 1; cell < starts.length; cell += 1) starts[cell]! += starts[cell - 1]!;
    const next = starts.slice();
    for (let truck = 0; truck < count; truck += 1) {
      const at = next[cells[truck]!]!++;
      const flat = Math.cos(lat[truck]! * RADIANS);
      trucks[at] = truck;
      words[at] = (1 << body[truck]!) | (idle[truck] === 1 ? IDLE : 0) | (tonnes[truck]! << 16);
      xyz[3 * at] = flat * Math.cos(lng[truck]! * RADIANS);
      xyz[3 * at + 1] = flat * Math.sin(lng[truck]! * RADIANS);
      xyz[3 * at + 2] = Math.sin(lat[truck]! * RADIANS);
    }
  }

  private rowOf(lat: number): number {
    return Math.max(0, Math.min(this.rows - 1, Math.floor((lat - SOUTH) / this.size)));
  }

  private columnOf(lng: number): number {
    return Math.max(0, Math.min(this.columns - 1, Math.floor((lng - WEST) / this.size)));
  }
}

/** The finer, the more trucks there are: some tens in a square of a city, whatever their number. */
const sizeFor = (count: number): number =>
  Math.max(0.03, Math.min(0.5, 0.05 * Math.sqrt(1_000_000 / Math.max(1, count))));

/** Nobody beyond a meridian so far east is nearer than this, as the square of a chord. */
function toMeridian(flat: number, east: number): number {
  const sine = flat * Math.sin(Math.min(east, Math.PI / 2));
  return 2 - 2 * Math.sqrt(1 - sine * sine);
}
