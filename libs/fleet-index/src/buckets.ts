// Who is in which cell, and everything that is known of him there.
import { Arena, capacityOf } from './blocks.js';
import { metersBetween } from './great-circle.js';
import type { Levels } from './levels.js';
import type { Position } from './position.js';
import { bodyOf, kindWord, litresWord, loadWord, type Traits } from './traits.js';
import { longer } from './unit-sphere.js';

const GROWTH = 1.25;
const OFFSET_MAX = 32_767;

export class Buckets {
  readonly arena: Arena;
  /** Chord of one step of an offset. */
  readonly step: number;
  /** By slot, latitude and longitude side by side: exact, for the distance that is told. */
  private positions = new Float64Array(128);
  private cell = new Int32Array(64);
  private place = new Int32Array(64);
  private readonly staySquare: number;

  /** `stay`: in parts of a cell's radius, how far from its centre somebody may go and stay in it. */
  constructor(
    private readonly levels: Levels,
    stay = 1,
  ) {
    this.step = levels.fineRadius / OFFSET_MAX;
    this.staySquare = (stay * levels.fineRadius) ** 2;
    this.arena = new Arena({
      get count() {
        return levels.fineCount;
      },
      offsetOf: (block) => levels.offset[block] ?? -1,
      sizeOf: (block) => levels.size[block] ?? 0,
      movedTo: (block, offset) => {
        levels.offset[block] = offset;
      },
    });
  }

  get bytes(): number {
    const { positions, cell, place, arena } = this;
    return positions.byteLength + cell.byteLength + place.byteLength + arena.bytes;
  }

  metersTo(slot: number, from: Position): number {
    const { positions } = this;
    const lat = positions[2 * slot] ?? 0;
    return metersBetween(from.lat, from.lng, lat, positions[2 * slot + 1] ?? 0);
  }

  /** A new one. */
  put(slot: number, lat: number, lng: number, x: number, y: number, z: number, traits: Traits) {
    const kind = kindWord(traits);
    if (slot >= this.cell.length) this.lengthen(slot);
    this.positions[2 * slot] = lat;
    this.positions[2 * slot + 1] = lng;
    const fine = this.levels.fineAt(lat, lng);
    this.append(slot, fine, kind, loadWord(traits), litresWord(traits));
    this.writeOffset(slot, fine, x, y, z);
  }

  /**
   * Whoever stays in the circle around his cell stays in the cell, also where that is no longer the
   * one that H3 names: all that a search counts on is the circle.
   */
  move(slot: number, lat: number, lng: number, x: number, y: number, z: number): void {
    const { levels } = this;
    this.positions[2 * slot] = lat;
    this.positions[2 * slot + 1] = lng;
    const known = this.cell[slot] ?? 0;
    const dx = x - (levels.fineX[known] ?? 0);
    const dy = y - (levels.fineY[known] ?? 0);
    const dz = z - (levels.fineZ[known] ?? 0);
    if (dx * dx + dy * dy + dz * dz <= this.staySquare) {
      this.writeOffset(slot, known, x, y, z);
      return;
    }
    const fine = levels.fineAt(lat, lng);
    if (fine !== known) {
      const { arena } = this;
      const capacity = capacityOf(levels.size[known] ?? 0);
      const at = (levels.offset[known] ?? 0) + (this.place[slot] ?? 0);
      const kind = arena.words[at] ?? 0;
      const load = arena.words[at + capacity] ?? 0;
      const litres = arena.words[at + 2 * capacity] ?? 0;
      this.take(slot, known, kind);
      this.append(slot, fine, kind, load, litres);
    }
    this.writeOffset(slot, fine, x, y, z);
  }

  /** What is known of one who stays where he is. */
  retrait(slot: number, traits: Traits): void {
    const { levels, arena } = this;
    const kind = kindWord(traits);
    const fine = this.cell[slot] ?? 0;
    const capacity = capacityOf(levels.size[fine] ?? 0);
    const at = (levels.offset[fine] ?? 0) + (this.place[slot] ?? 0);
    const before = bodyOf(arena.words[at] ?? 0);
    arena.words[at] = kind;
    arena.words[at + capacity] = loadWord(traits);
    arena.words[at + 2 * capacity] = litresWord(traits);
    if (before === bodyOf(kind)) return;
    levels.leave(fine, before);
    levels.enter(fine, bodyOf(kind));
  }

  remove(slot: number): void {
    const { levels, arena } = this;
    const fine = this.cell[slot] ?? 0;
    const at = (levels.offset[fine] ?? 0) + (this.place[slot] ?? 0);
    this.take(slot, fine, arena.words[at] ?? 0);
  }

  private writeOffset(slot: number, fine: number, x: number, y: number, z: number): void {
    const { levels, step } = this;
    const capacity = capacityOf(levels.size[fine] ?? 0);
    const { halves } = this.arena;
    const at = ((levels.offset[fine] ?? 0) + 4 * capacity) * 2 + (this.place[slot] ?? 0);
    halves[at] = Math.round((x - (levels.fineX[fine] ?? 0)) / step);
    halves[at + capacity] = Math.round((y - (levels.fineY[fine] ?? 0)) / step);
    halves[at + 2 * capacity] = Math.round((z - (levels.fineZ[fine] ?? 0)) / step);
  }

  private append(slot: number, fine: number, kind: number, load: number, litres: number): void {
    const { levels } = this;
    const held = levels.fineHeld[fine] ?? 0;
    if ((levels.offset[fine] ?? -1) < 0) {
      levels.offset[fine] = this.arena.take(0);
      levels.size[fine] = 0;
    } else if (held === capacityOf(levels.size[fine] ?? 0)) {
      this.resize(fine, (levels.size[fine] ?? 0) + 1);
    }
    const { words } = this.arena;
    const capacity = capacityOf(levels.size[fine] ?? 0);
    const at = (levels.offset[fine] ?? 0) + held;
    words[at] = kind;
    words[at + capacity] = load;
    words[at + 2 * capacity] = litres;
    words[at + 3 * capacity] = slot;
    levels.fineHeld[fine] = held + 1;
    this.cell[slot] = fine;
    this.place[slot] = held;
    levels.enter(fine, bodyOf(kind));
  }

  /** The last of the cell takes the free place; a cell without anybody gives its block back. */
  private take(slot: number, fine: number, kind: number): void {
    const { levels, arena } = this;
    const { words, halves } = arena;
    const size = levels.size[fine] ?? 0;
    const offset = levels.offset[fine] ?? 0;
    const capacity = capacityOf(size);
    const last = (levels.fineHeld[fine] ?? 0) - 1;
    const place = this.place[slot] ?? 0;
    if (place !== last) {
      for (let column = 0; column < 4; column += 1) {
        const at = offset + column * capacity;
        words[at + place] = words[at + last] ?? 0;
      }
      for (let column = 0; column < 3; column += 1) {
        const at = (offset + 4 * capacity) * 2 + column * capacity;
        halves[at + place] = halves[at + last] ?? 0;
      }
      this.place[words[offset + 3 * capacity + place] ?? 0] = place;
    }
    levels.fineHeld[fine] = last;
    levels.leave(fine, bodyOf(kind));
    if (last === 0) {
      arena.give(offset, size);
      levels.offset[fine] = -1;
    } else if (size >= 4 && last <= capacityOf(size - 4)) {
      this.resize(fine, size - 2);
    }
  }

  /** To a block of another size, column by column. */
  private resize(fine: number, size: number): void {
    const { levels, arena } = this;
    const before = levels.size[fine] ?? 0;
    const to = arena.take(size);
    const from = levels.offset[fine] ?? 0;
    const { words, halves } = arena;
    const held = levels.fineHeld[fine] ?? 0;
    const [was, is] = [capacityOf(before), capacityOf(size)];
    for (let column = 0; column < 4; column += 1) {
      const start = from + column * was;
      words.copyWithin(to + column * is, start, start + held);
    }
    for (let column = 0; column < 3; column += 1) {
      const start = (from + 4 * was) * 2 + column * was;
      halves.copyWithin((to + 4 * is) * 2 + column * is, start, start + held);
    }
    arena.give(from, before);
    levels.offset[fine] = to;
    levels.size[fine] = size;
  }

  private lengthen(slot: number): void {
    const length = Math.ceil((slot + 1) * GROWTH) + 16;
    this.positions = longer(this.positions, 2 * length);
    this.cell = longer(this.cell, length);
    this.place = longer(this.place, length);
  }
}
