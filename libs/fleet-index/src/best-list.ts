// The best few of all that is offered: a heap with the worst of them on top. Less is better, and of
// equals the smaller id, code unit by code unit, so the order is total.
import type { IdTable } from './id-table.js';
import { longer } from './unit-sphere.js';

export class BestList {
  size = 0;
  private limit = 0;
  private values = new Float64Array(64);
  private slots = new Int32Array(64);

  constructor(private readonly ids: IdTable) {}

  /** The same memory serves question after question. */
  begin(limit: number): void {
    this.limit = limit;
    this.size = 0;
  }

  get full(): boolean {
    return this.size >= this.limit;
  }

  /** Of the worst that is kept. */
  get worst(): number {
    return this.size === 0 ? Infinity : (this.values[0] ?? Infinity);
  }

  /** False when so many better ones are kept already. */
  offer(value: number, slot: number): boolean {
    if (this.size < this.limit) {
      if (this.size >= this.values.length) this.lengthen();
      this.rise(this.size, value, slot);
      this.size += 1;
      return true;
    }
    if (!this.isBefore(value, slot, this.values[0] ?? 0, this.slots[0] ?? 0)) return false;
    this.sink(0, this.size, value, slot);
    return true;
  }

  /** Empties the list, the best first. */
  settle<T>(as: (value: number, slot: number) => T): T[] {
    const sorted = new Array<T>(this.size);
    for (let end = this.size - 1; end >= 0; end -= 1) {
      sorted[end] = as(this.values[0] ?? 0, this.slots[0] ?? 0);
      this.sink(0, end, this.values[end] ?? 0, this.slots[end] ?? 0);
    }
    this.size = 0;
    return sorted;
  }

  private isBefore(value: number, slot: number, other: number, otherSlot: number): boolean {
    if (value !== other) return value < other;
    return this.ids.idOf(slot) < this.ids.idOf(otherSlot);
  }

  private rise(place: number, value: number, slot: number): void {
    const { values, slots } = this;
    let at = place;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const [aboveValue, aboveSlot] = [values[above] ?? 0, slots[above] ?? 0];
      if (!this.isBefore(aboveValue, aboveSlot, value, slot)) break;
      values[at] = aboveValue;
      slots[at] = aboveSlot;
      at = above;
    }
    values[at] = value;
    slots[at] = slot;
  }

  private sink(place: number, size: number, value: number, slot: number): void {
    const { values, slots } = this;
    let at = place;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) break;
      const right = below + 1;
      if (
        right < size &&
        this.isBefore(values[below] ?? 0, slots[below] ?? 0, values[right] ?? 0, slots[right] ?? 0)
      ) {
        below = right;
      }
      if (!this.isBefore(value, slot, values[below] ?? 0, slots[below] ?? 0)) break;
      values[at] = values[below] ?? 0;
      slots[at] = slots[below] ?? 0;
      at = below;
    }
    values[at] = value;
    slots[at] = slot;
  }

  private lengthen(): void {
    const length = this.values.length * 2;
    this.values = longer(this.values, length);
    this.slots = longer(this.slots, length);
  }
}
