import type { Clock, Database, Fleet } from '#libs/dispatch';
import type { Turn } from './loop.js';

const PAGE = 5_000;
/** Changes are stamped before they commit, so a little of the past is read again each time. */
const OVERLAP_MS = 3_000;
const POLL_MS = 250;

/**
 * Keeps the fleet index abreast of the database: whole at the start, then by what changed,
 * whichever process changed it. Reading a change twice is harmless.
 */
export class FleetFeed {
  /** Everything committed before this moment was read, but for what took its stamp and is slow. */
  private readToMs = 0;
  private caughtUp = false;
  private readonly applied = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly fleet: Fleet,
    private readonly clock: Clock,
  ) {}

  /** True once the fleet was read whole: before that no decision is taken. */
  get ready(): boolean {
    return this.caughtUp;
  }

  remembered(): Iterable<string> {
    return this.applied.keys();
  }

  forget(driverId: string): void {
    this.applied.delete(driverId);
    this.fleet.forget(driverId);
  }

  async turn(): Promise<Turn> {
    const startedMs = this.clock.nowMs();
    let fromMs = Math.max(0, this.readToMs - OVERLAP_MS);
    for (;;) {
      const changed = await this.database.read.drivers.changedSince(fromMs, PAGE);
      for (const driver of changed) {
        if (this.applied.get(driver.driverId) !== driver.changedAtMs) {
          this.applied.set(driver.driverId, driver.changedAtMs);
          this.fleet.apply(driver);
        }
      }
      const last = changed.at(-1);
      if (last === undefined || changed.length < PAGE) break;
      // A page of one and the same moment would be read for ever.
      fromMs = last.changedAtMs === fromMs ? fromMs + 1 : last.changedAtMs;
    }
    this.readToMs = startedMs;
    this.caughtUp = true;
    return { restMs: POLL_MS };
  }
}
