import type { Clock } from '#libs/dispatch';

/**
 * Follows the database's clock, so that instances whose own clocks differ agree on what is due. Never
 * runs backwards within a process.
 */
export class DatabaseClock implements Clock {
  private offsetMs = 0;
  private lastMs = 0;

  constructor(private readonly ask: () => Promise<number>) {}

  async follow(): Promise<void> {
    const before = Date.now();
    const serverMs = await this.ask();
    const after = Date.now();
    // The answer was right somewhere in between.
    this.offsetMs = Math.round(serverMs - (before + after) / 2);
  }

  nowMs(): number {
    this.lastMs = Math.max(this.lastMs, Date.now() + this.offsetMs);
    return this.lastMs;
  }
}
