import type { Logger } from 'pino';
import {
  advanceErasures,
  tellRecipients,
  type ErasureMeans,
  type RightsDatabase,
} from '#libs/rights';
import type { Turn } from './loop.js';

const EVERY_MS = 1_000;
const EVICTS_EVERY_MS = 250;
/** Ids hashed before other work has its turn: some milliseconds. */
const HASHED_AT_ONCE = 2_000;
/** A fence's number is drawn before it is committed, so a few of the last are read again. */
const OVERLAP = 100;

/** Carries out erasures, and tells those who had received the data. Where the steward is. */
export async function eraseAndTell(means: ErasureMeans, log: Logger): Promise<Turn> {
  const steps = await advanceErasures(means);
  const told = await tellRecipients(means);
  if (steps + told > 0) log.info({ steps, told }, 'erasures went on');
  return { restMs: EVERY_MS };
}

/** Something in memory that knows drivers by their ids. */
export type Remembering = {
  remembered(): Iterable<string>;
  forget(driverId: string): void;
};

/**
 * In every process: whoever is behind a new fence is forgotten. Who that is nobody says; each id
 * that is remembered is hashed and compared, so that a process which was away when it happened
 * forgets him all the same.
 */
export class Evictor {
  private readTo = 0;
  private readonly seen = new Set<string>();

  constructor(
    private readonly database: RightsDatabase,
    private readonly memories: readonly Remembering[],
  ) {}

  async turn(): Promise<Turn> {
    const { erasures } = this.database.read;
    const after = Math.max(0, this.readTo - OVERLAP);
    const known = await erasures.fences(after);
    const fresh = new Set(known.map(({ fence }) => fence).filter((fence) => !this.seen.has(fence)));
    if (fresh.size === 0) return { restMs: EVICTS_EVERY_MS };
    for (const memory of this.memories) {
      let hashed = 0;
      for (const id of [...memory.remembered()]) {
        if (fresh.has(erasures.fenceOf(id))) memory.forget(id);
        if (++hashed % HASHED_AT_ONCE === 0) await new Promise(setImmediate);
      }
    }
    for (const fence of fresh) this.seen.add(fence);
    this.readTo = known.at(-1)?.number ?? this.readTo;
    return { restMs: EVICTS_EVERY_MS };
  }
}
