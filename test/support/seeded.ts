import { randomInt } from 'node:crypto';

/**
 * Chance that can be had again: the seed is printed, and `PAIDAN_TEST_SEED` takes it. It repeats
 * what the test does and when; how the machine's own timing falls in between stays the machine's.
 */
export class Chance {
  readonly seed: number;
  private state: number;

  constructor(what: string) {
    const given = Number(process.env['PAIDAN_TEST_SEED'] ?? '');
    this.seed = given > 0 ? given : randomInt(1, 2 ** 31);
    this.state = this.seed;
    process.stderr.write(`[${what}] PAIDAN_TEST_SEED=${this.seed}\n`);
  }

  /** From 0 to just below 1: xorshift of 32 bits, more than even enough for choosing moments. */
  next(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) / 2 ** 32;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** So many different ones. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = [...items];
    return Array.from(
      { length: Math.min(count, left.length) },
      () => left.splice(this.between(0, left.length - 1), 1)[0] as T,
    );
  }
}
