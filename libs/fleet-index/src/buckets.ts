// Who is in which cell, and everything that is known of him there.
import { Arena, capacityOf, REST_WORDS } from './blocks.js';
import { metersBetween } from './great-circle.js';
import { COUNT, FINE_WORDS, OFFSET, SIZE, X, Y, Z, type Levels } from './levels.js';
import type { Position } from './position.js';
import { bodyOf, kindWord, litresWord, loadWord, type Traits } from './traits.js';
import { longer } from './unit-sphere.js';

const GROWTH = 1.25;
const OFFSET_MAX = 32_767;
const BYTE = 0xff;

export class Buckets {
  readonly arena: Arena;
  /** Chord of one step of an offset. */
  readonly step: number;
  /** By slot, latitude and longitude side by side: exact, for the distance that is told. */
  private positions = new Float64Array(128);
  private cell = new Int32Array(64);
  private place = new Int32Array(64);
  private readonly staySquare: number;

  /**
   * `stay`: in parts of a cell's radius, how far from its centre somebody may go and stay in it.
   */
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
      offsetOf: (block) => levels.fine[block * FINE_WORDS + OFFSET] ?? -1,
      sizeOf: (block) => levels.fine[block * FINE_WORDS + SIZE] ?? 0,
      movedTo: (block, offset) => {
        levels.fine[block * FINE_WORDS + OFFSET] = offset;
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
    const dx = x - (levels.fineFloats[known * FINE_WORDS + X] ?? 0);
    const dy = y - (levels.fineFloats[known * FINE_WORDS + Y] ?? 0);
    const dz = z - (levels.fineFloats[known * FINE_WORDS + Z] ?? 0);
    if (dx * dx + dy * dy + dz * dz <= this.staySquare) {
      this.writeOffset(slot, known, x, y, z);
      return;
    }
    const fine = levels.fineAt(lat, lng);
    if (fine !== known) {
      const { words } = this.arena;
      const kind = words[this.kindAt(slot)] ?? 0;
      const rest = this.restAt(slot);
      const [load, litres] = [words[rest] ?? 0, words[rest + 1] ?? 0];
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
    const { words } = arena;
    const at = this.kindAt(slot);
    const rest = this.restAt(slot);
    const before = bodyOf(words[at] ?? 0);
    words[at] = kind;
    words[rest] = loadWord(traits);
    words[rest + 1] = litresWord(traits) | ((words[rest + 1] ?? 0) & BYTE);
    if (before === bodyOf(kind)) return;
    levels.leave(fine, before);
    levels.enter(fine, bodyOf(kind));
  }

  remove(slot: number): void {
    const fine = this.cell[slot] ?? 0;
    this.take(slot, fine, this.arena.words[this.kindAt(slot)] ?? 0);
  }

  private kindAt(slot: number): number {
    return (
      (this.levels.fine[(this.cell[slot] ?? 0) * FINE_WORDS + OFFSET] ?? 0) +
      (this.place[slot] ?? 0)
    );
  }

  private restAt(slot: number): number {
    const { levels } = this;
    const fine = this.cell[slot] ?? 0;
    const first =
      (levels.fine[fine * FINE_WORDS + OFFSET] ?? 0) +
      capacityOf(levels.fine[fine * FINE_WORDS + SIZE] ?? 0);
    return first + REST_WORDS * (this.place[slot] ?? 0);
  }

  /**
   * Offsets take sixteen bits each: x and y share a word, z is in halves beside litres and slot.
   */
  private writeOffset(slot: number, fine: number, x: number, y: number, z: number): void {
    const { levels, step } = this;
    const { words } = this.arena;
    const at = this.restAt(slot);
    const stepsX = Math.round((x - (levels.fineFloats[fine * FINE_WORDS + X] ?? 0)) / step);
    const stepsY = Math.round((y - (levels.fineFloats[fine * FINE_WORDS + Y] ?? 0)) / step);
    const stepsZ = Math.round((z - (levels.fineFloats[fine * FINE_WORDS + Z] ?? 0)) / step);
    words[at + 1] = ((words[at + 1] ?? 0) & ~BYTE) | ((stepsZ >> 8) & BYTE);
    words[at + 2] = (slot << 8) | (stepsZ & BYTE);
    words[at + 3] = (stepsX << 16) | (stepsY & 0xffff);
  }

  private append(slot: number, fine: number, kind: number, load: number, litres: number): void {
    const { levels } = this;
    const held = levels.fine[fine * FINE_WORDS + COUNT] ?? 0;
    if ((levels.fine[fine * FINE_WORDS + OFFSET] ?? -1) < 0) {
      levels.fine[fine * FINE_WORDS + OFFSET] = this.arena.take(0);
      levels.fine[fine * FINE_WORDS + SIZE] = 0;
    } else if (held === capacityOf(levels.fine[fine * FINE_WORDS + SIZE] ?? 0)) {
      this.resize(fine, (levels.fine[fine * FINE_WORDS + SIZE] ?? 0) + 1);
    }
    const { words } = this.arena;
    const capacity = capacityOf(levels.fine[fine * FINE_WORDS + SIZE] ?? 0);
    const offset = levels.fine[fine * FINE_WORDS + OFFSET] ?? 0;
    const rest = offset + capacity + REST_WORDS * held;
    words[offset + held] = kind;
    words[rest] = load;
    words[rest + 1] = litres;
    words[rest + 2] = slot << 8;
    levels.fine[fine * FINE_WORDS + COUNT] = held + 1;
    this.cell[slot] = fine;
    this.place[slot] = held;
    levels.enter(fine, bodyOf(kind));
  }

  /** The last of the cell takes the free place; a cell without anybody gives its block back. */
  private take(slot: number, fine: number, kind: number): void {
    const { levels, arena } = this;
    const { words } = arena;
    const size = levels.fine[fine * FINE_WORDS + SIZE] ?? 0;
    const offset = levels.fine[fine * FINE_WORDS + OFFSET] ?? 0;
    const capacity = capacityOf(size);
    const last = (levels.fine[fine * FINE_WORDS + COUNT] ?? 0) - 1;
    const place = this.place[slot] ?? 0;
    if (place !== last) {
      words[offset + place] = words[offset + last] ?? 0;
      const rest = offset + capacity;
      const from = rest + REST_WORDS * last;
      const to = rest + REST_WORDS * place;
      for (let word = 0; word < REST_WORDS; word += 1) words[to + word] = words[from + word] ?? 0;
      this.place[(words[to + 2] ?? 0) >>> 8] = place;
    }
    levels.fine[fine * FINE_WORDS + COUNT] = last;
    levels.leave(fine, bodyOf(kind));
    if (last === 0) {
      arena.give(offset, size);
      levels.fine[fine * FINE_WORDS + OFFSET] = -1;
    } else if (size >= 4 && last <= capacityOf(size - 4)) {
      this.resize(fine, size - 2);
    }
  }

  /** To a block of another size. */
  private resize(fine: number, size: number): void {
    const { levels, arena } = this;
    const before = levels.fine[fine * FINE_WORDS + SIZE] ?? 0;
    const to = arena.take(size);
    const from = levels.fine[fine * FINE_WORDS + OFFSET] ?? 0;
    const { words } = arena;
    const held = levels.fine[fine * FINE_WORDS + COUNT] ?? 0;
    words.copyWithin(to, from, from + held);
    const rest = from + capacityOf(before);
    words.copyWithin(to + capacityOf(size), rest, rest + REST_WORDS * held);
    arena.give(from, before);
    levels.fine[fine * FINE_WORDS + OFFSET] = to;
    levels.fine[fine * FINE_WORDS + SIZE] = size;
  }

  private lengthen(slot: number): void {
    const length = Math.ceil((slot + 1) * GROWTH) + 16;
    this.positions = longer(this.positions, 2 * length);
    this.cell = longer(this.cell, length);
    this.place = longer(this.place, length);
  }
}
