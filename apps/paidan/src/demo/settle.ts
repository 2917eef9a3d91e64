import { setTimeout as delay } from 'node:timers/promises';
import type { AnswerOf } from '#libs/contracts';
import type { Asker } from '../asking/asker.js';
import { OPERATOR } from './cast.js';

export type Stats = AnswerOf<'stats.get'>;

const POLL_MS = 300;
const SETTLED_WITHIN_MS = 60_000;

export const statsOf = (asker: Asker): Promise<Stats> => asker.ask('stats.get', OPERATOR, {});

/** Given to nobody and to nobody's liking: what still waits for a decision. */
export const undecided = ({ ordersByStatus: { open = 0, awarded = 0 } }: Stats): number =>
  open + awarded;

/** Until every order of the database, of this run or an earlier one, has ended its matching. */
export async function settled(asker: Asker, said: (stats: Stats) => void): Promise<Stats> {
  const untilMs = Date.now() + SETTLED_WITHIN_MS;
  for (let told = -1; ; await delay(POLL_MS)) {
    const stats = await statsOf(asker);
    const left = undecided(stats);
    if (left === 0 && stats.eventsUnpublished === 0) return stats;
    if (Date.now() > untilMs) {
      throw new Error(
        `${left} orders and ${stats.eventsUnpublished} events have not come to their end in time.`,
      );
    }
    if (left !== told) said(stats);
    told = left;
  }
}
