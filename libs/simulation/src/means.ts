import type { Clock, Entropy } from '#libs/dispatch';
import { sha256Hex } from '#libs/explanations';

/** Time that passes only when it is told to. */
export class VirtualClock implements Clock {
  constructor(private ms: number) {}

  nowMs(): number {
    return this.ms;
  }

  moveTo(ms: number): void {
    if (ms < this.ms) throw new Error(`time goes back from ${this.ms} to ${ms}`);
    this.ms = ms;
  }
}

/** Ids in the shape of UUIDv7, by the virtual clock and a count; seeds by hashing a count. */
export class CountedEntropy implements Entropy {
  private ids = 0;
  private seeds = 0;

  constructor(
    private readonly clock: Clock,
    private readonly seed: number,
  ) {}

  newId(): string {
    const time = this.clock.nowMs().toString(16).padStart(12, '0');
    const count = (++this.ids).toString(16).padStart(15, '0');
    return [
      time.slice(0, 8),
      time.slice(8),
      `7${count.slice(0, 3)}`,
      `8${count.slice(3, 6)}`,
      `000${count.slice(6)}`,
    ].join('-');
  }

  newSeed(): string {
    return sha256Hex(`${this.seed}/${++this.seeds}`);
  }
}
