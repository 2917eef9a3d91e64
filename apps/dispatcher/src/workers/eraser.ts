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
/** From one look through all that is remembered to the next. */
const AGAIN_MS = 1_500;
/**
 * The fleet reads the last three seconds of changes again; nothing that is remembered reads more.
 */
const SETTLED_MS = 5_000;
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
 *
 * A fence stands before its driver has left the tables, and what is read from them meanwhile is
 * remembered anew. So he is forgotten again until he has been gone for longer than any such reading
 * takes.
 */
export class Evictor {
  private readTo = 0;
  private readonly done = new Set<string>();
  private readonly watched = new Map<string, Watched>();

  constructor(
    private readonly database: RightsDatabase,
    private readonly memories: readonly Remembering[],
  ) {}

  async turn(): Promise<Turn> {
    const nowMs = performance.now();
    const oldest = Math.min(this.readTo, ...[...this.watched.values()].map(({ number }) => number));
    const known = await this.database.read.erasures.fences(Math.max(0, oldest - OVERLAP));
    for (const { fence, number, gone } of known) {
      if (this.done.has(fence)) continue;
      const watched = this.watched.get(fence) ?? {
        number,
        lookedAtMs: -AGAIN_MS,
        goneSinceMs: null,
      };
      this.watched.set(fence, watched);
      if (gone) watched.goneSinceMs ??= nowMs;
    }
    this.readTo = known.at(-1)?.number ?? this.readTo;
    const due = [...this.watched].filter(([, { lookedAtMs }]) => nowMs - lookedAtMs >= AGAIN_MS);
    if (due.length > 0) await this.forget(new Set(due.map(([fence]) => fence)));
    for (const [fence, watched] of due) {
      watched.lookedAtMs = nowMs;
      if (watched.goneSinceMs === null || nowMs - watched.goneSinceMs < SETTLED_MS) continue;
      this.watched.delete(fence);
      this.done.add(fence);
    }
    return { restMs: EVICTS_EVERY_MS };
  }

  private async forget(fences: ReadonlySet<string>): Promise<void> {
    const { erasures } = this.database.read;
    for (const memory of this.memories) {
      let hashed = 0;
      for (const id of [...memory.remembered()]) {
        if (fences.has(erasures.fenceOf(id))) memory.forget(id);
        if (++hashed % HASHED_AT_ONCE === 0) await new Promise(setImmediate);
      }
    }
  }
}

type Watched = { readonly number: number; lookedAtMs: number; goneSinceMs: number | null };
