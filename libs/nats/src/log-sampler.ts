import type { NatsLog } from './log.js';

type Kind = { total: number; suppressed: number; closesAt: NodeJS.Timeout | null };

/**
 * Anyone who may publish can send messages that are worth a log line, as fast as the wire goes. A
 * kind of trouble is logged when it first appears, then at most once a period, with how many were
 * left out. Everything is counted. Kinds are a closed list of the caller's: never put a sender's
 * words in one.
 */
export class LogSampler {
  readonly #kinds = new Map<string, Kind>();

  constructor(
    private readonly log: NatsLog,
    private readonly periodMs = 1_000,
  ) {}

  warn(kind: string, fields: object, message: string): void {
    const seen = this.#kinds.get(kind) ?? { total: 0, suppressed: 0, closesAt: null };
    this.#kinds.set(kind, seen);
    seen.total += 1;
    if (seen.closesAt !== null) {
      seen.suppressed += 1;
      return;
    }
    this.log.warn({ kind, ...fields }, message);
    this.#open(kind, seen, message);
  }

  /** How many of each kind there have been, logged or not. */
  counts(): ReadonlyMap<string, number> {
    return new Map([...this.#kinds].map(([kind, seen]) => [kind, seen.total]));
  }

  /** Ends the timers; what is still untold is told. */
  close(): void {
    for (const [kind, seen] of this.#kinds) {
      if (seen.closesAt !== null) clearTimeout(seen.closesAt);
      seen.closesAt = null;
      this.#tell(kind, seen, 'the log closes');
    }
  }

  #open(kind: string, seen: Kind, message: string): void {
    seen.closesAt = setTimeout(() => {
      seen.closesAt = null;
      // A flood that goes on keeps the period open, so it never gets a second line in one period.
      if (this.#tell(kind, seen, message)) this.#open(kind, seen, message);
    }, this.periodMs);
    seen.closesAt.unref();
  }

  #tell(kind: string, seen: Kind, message: string): boolean {
    if (seen.suppressed === 0) return false;
    this.log.warn({ kind, suppressed: seen.suppressed }, message);
    seen.suppressed = 0;
    return true;
  }
}
