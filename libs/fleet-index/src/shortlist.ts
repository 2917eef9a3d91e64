// Who may be among the nearest by what lies in the buckets, which is off by a few decimetres. Only
// the few that are left at the end are measured exactly, since that costs a look elsewhere in
// memory.
import { longer } from './unit-sphere.js';

export class Shortlist {
  /** Nobody with a larger square of a chord is wanted. */
  until = 0;
  size = 0;
  slots = new Int32Array(256);
  private squares = new Float64Array(256);

  /** The `limit` smallest squares so far, the largest on top. */
  private heap = new Float64Array(64);
  private held = 0;
  private limit = 0;
  private margin = 0;

  /**
   * `margin`: who is farther than the last of the nearest by more than this chord is not nearer.
   */
  begin(limit: number, until: number, margin: number): void {
    this.limit = limit;
    this.margin = margin;
    this.until = until * until;
    this.size = 0;
    this.held = 0;
  }

  /** Answers whether `until` fell. */
  offer(square: number, slot: number): boolean {
    if (this.size >= this.slots.length) this.tidy();
    this.slots[this.size] = slot;
    this.squares[this.size] = square;
    this.size += 1;
    if (this.held < this.limit) {
      if (this.held >= this.heap.length) this.heap = longer(this.heap, this.heap.length * 2);
      this.rise(square);
      if (this.held < this.limit) return false;
    } else {
      if (square >= (this.heap[0] ?? 0)) return false;
      this.sink(square);
    }
    const chord = Math.sqrt(this.heap[0] ?? 0) + this.margin;
    const lower = chord * chord < this.until;
    if (lower) this.until = chord * chord;
    return lower;
  }

  /** Forgets who fell behind meanwhile. */
  tidy(): void {
    let kept = 0;
    for (let at = 0; at < this.size; at += 1) {
      if ((this.squares[at] ?? 0) > this.until) continue;
      this.slots[kept] = this.slots[at] ?? 0;
      this.squares[kept] = this.squares[at] ?? 0;
      kept += 1;
    }
    this.size = kept;
    if (kept * 2 <= this.slots.length) return;
    this.slots = longer(this.slots, this.slots.length * 2);
    this.squares = longer(this.squares, this.squares.length * 2);
  }

  private rise(square: number): void {
    const { heap } = this;
    let at = this.held;
    this.held += 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const value = heap[above] ?? 0;
      if (value >= square) break;
      heap[at] = value;
      at = above;
    }
    heap[at] = square;
  }

  private sink(square: number): void {
    const { heap, held } = this;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= held) break;
      if (below + 1 < held && (heap[below + 1] ?? 0) > (heap[below] ?? 0)) below += 1;
      const value = heap[below] ?? 0;
      if (value <= square) break;
      heap[at] = value;
      at = below;
    }
    heap[at] = square;
  }
}
