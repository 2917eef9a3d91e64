import type { Logger } from 'pino';
import type { Metrics } from '../operating/metrics.js';
import type { Turn } from './loop.js';

/** Each is counted about once a minute while they are quickly counted. */
const ROUND_MS = 60_000;
/** However large the tables are, counting takes less than a twentieth of one core's time. */
const RESTS_AS_LONG_AS_COUNTED = 20;

export type Watched = {
  readonly names: readonly string[];
  readonly count: (name: string) => Promise<number>;
  readonly metrics: Pick<Metrics, 'violations'>;
  readonly log: Logger;
};

/**
 * Counts what must be zero, one thing a turn: each takes whole tables, and all of them at once
 * would hold up whoever asks meanwhile.
 */
export class Watch {
  private turns = 0;

  constructor(
    private readonly means: Watched,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  async turn(): Promise<Turn> {
    const { names, count, metrics, log } = this.means;
    const name = names[this.turns % names.length];
    this.turns += 1;
    if (name === undefined) return { restMs: ROUND_MS };
    const startMs = this.nowMs();
    const violations = await count(name);
    const tookMs = this.nowMs() - startMs;
    metrics.violations.set({ name }, violations);
    if (violations > 0) log.error({ invariant: name, violations }, 'an invariant is violated');
    return { restMs: Math.max(ROUND_MS / names.length, tookMs * RESTS_AS_LONG_AS_COUNTED) };
  }
}
