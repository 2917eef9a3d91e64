/** Whole numbers from a seed, the same on every machine (mulberry32). */
export class Seeded {
  constructor(private state: number) {}

  /** From 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  oneOf<T>(values: readonly [T, ...(readonly T[])]): T {
    return values[this.whole(0, values.length - 1)] ?? values[0];
  }

  /** About the middle, most within one width, none beyond three: a sum of twelve evens out. */
  around(middle: number, width: number): number {
    let sum = -6;
    for (let draw = 0; draw < 12; draw++) sum += this.next();
    return middle + width * Math.max(-3, Math.min(3, sum));
  }
}
