import type { Database } from '../ports/database.js';
import type { WakeUp } from '../ports/wake-ups.js';
import type { Matching } from './context.js';
import { takeStep } from './step.js';

/** Longer than any step takes; a matcher that dies is replaced after it. */
const LEASE_MS = 30_000;
const TAKEN_AT_ONCE_MAX = 32;
const RETRY_BASE_MS = 250;
const RETRY_MAX_MS = 30_000;

export type MatcherLog = {
  stepFailed(wakeUp: WakeUp, cause: unknown): void;
  stepTaken(wakeUp: WakeUp, tookMs: number): void;
};

/**
 * Takes due steps and carries them out, a few at a time. Holds no order in memory: what is due is
 * rows, so a process that dies loses nothing and another one goes on.
 */
export class Matcher {
  constructor(
    private readonly database: Database,
    private readonly matching: Matching,
    private readonly options: { readonly concurrency: number; readonly takenAtOnce?: number },
    private readonly log: MatcherLog,
  ) {}

  /** Everything that is due now, up to a batch. Answers how many steps were taken. */
  async tick(): Promise<number> {
    const { clock, entropy } = this.matching;
    const { concurrency, takenAtOnce = TAKEN_AT_ONCE_MAX } = this.options;
    const nowMs = clock.nowMs();
    const due = await this.database.transact((tx) =>
      tx.wakeUps.take({
        nowMs,
        leaseMs: LEASE_MS,
        limit: Math.min(takenAtOnce, TAKEN_AT_ONCE_MAX),
        fence: entropy.newId(),
      }),
    );
    const queue = [...due];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        await this.carryOut(next);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return due.length;
  }

  /** How long nothing will be due, as far as is known. */
  async restMs(mostMs: number): Promise<number> {
    const dueAtMs = await this.database.read.wakeUps.nextDueAtMs();
    if (dueAtMs === null) return mostMs;
    return Math.min(mostMs, Math.max(0, dueAtMs - this.matching.clock.nowMs()));
  }

  private async carryOut(wakeUp: WakeUp): Promise<void> {
    const { clock } = this.matching;
    const startMs = clock.nowMs();
    try {
      await takeStep(this.database, this.matching, wakeUp);
      this.log.stepTaken(wakeUp, clock.nowMs() - startMs);
    } catch (cause) {
      this.log.stepFailed(wakeUp, cause);
      const pauseMs = Math.min(RETRY_MAX_MS, RETRY_BASE_MS * 2 ** Math.min(wakeUp.attempts, 10));
      await this.database
        .transact((tx) => tx.wakeUps.postpone(wakeUp, clock.nowMs() + pauseMs))
        .catch((again: unknown) => {
          // The lease ends by itself, and the step is taken again then.
          this.log.stepFailed(wakeUp, again);
        });
    }
  }
}
