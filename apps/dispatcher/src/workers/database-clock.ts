import type { Clock } from '#libs/dispatch';

/** On a busy machine the first answer may be late by more than the clocks differ. */
const SAMPLES = 3;

/**
 * Follows the database's clock, so that instances whose own clocks differ agree on what is due.
 * Never runs backwards within a process.
 */
export class DatabaseClock implements Clock {
  private offsetMs = 0;
  private lastMs = 0;

  constructor(private readonly ask: () => Promise<number>) {}

  /**
   * Asks a few times and believes the quickest answer: it was right somewhere within its round
   * trip.
   */
  async follow(): Promise<void> {
    let quickestMs = Number.POSITIVE_INFINITY;
    for (let sample = 0; sample < SAMPLES; sample++) {
      const before = Date.now();
      const serverMs = await this.ask();
      const after = Date.now();
      if (after - before >= quickestMs) continue;
      quickestMs = after - before;
      this.offsetMs = Math.round(serverMs - (before + after) / 2);
    }
  }

  nowMs(): number {
    this.lastMs = Math.max(this.lastMs, Date.now() + this.offsetMs);
    return this.lastMs;
  }
}
