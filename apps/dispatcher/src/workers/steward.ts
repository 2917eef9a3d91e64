import type { Logger } from 'pino';
import type { Clock, Database } from '#libs/dispatch';
import { dayOf } from '#libs/profiles';
import type { Turn } from './loop.js';

const HOUR_MS = 3_600_000;
const EVERY_MS = 60_000;
/** A client that still repeats a command after a day has another problem. */
const KEYS_KEPT_MS = 24 * HOUR_MS;
/** Published events stay this long beside the stream, so that a lost stream can be made again. */
const EVENTS_KEPT_MS = 7 * 24 * HOUR_MS;
const DELETED_AT_ONCE_MAX = 5_000;
const DAY_MS = 24 * HOUR_MS;
/** As long as a decision's facts stay exact: who disputes a trip has done so by then. */
const TRACKS_KEPT_MS = 180 * DAY_MS;
/** As the audit: three years, with the day of a leap year. */
const ACCESSES_KEPT_MS = (3 * 365 + 1) * DAY_MS;
/** One transaction's worth, each minute. */
const RETIRED_AT_ONCE_MAX = 500;

export type Housekeeping = {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly deletePublished: (beforeMs: number, limit: number) => Promise<number>;
};

/** Clears what has served its time. */
export async function keepHouse(means: Housekeeping): Promise<Turn> {
  const { database, clock, log } = means;
  const nowMs = clock.nowMs();
  const keys = await database.transact((tx) => tx.idempotency.purge(nowMs - KEYS_KEPT_MS));
  await database.transact((tx) => tx.contrasts.purge(dayOf(nowMs) - 1));
  const tracks = await database.transact((tx) =>
    tx.trips.deleteTracks(nowMs - TRACKS_KEPT_MS, RETIRED_AT_ONCE_MAX),
  );
  const accesses = await database.transact((tx) =>
    tx.accesses.deleteBefore(nowMs - ACCESSES_KEPT_MS, RETIRED_AT_ONCE_MAX),
  );
  const events = await means.deletePublished(nowMs - EVENTS_KEPT_MS, DELETED_AT_ONCE_MAX);
  if (keys + events + tracks + accesses > 0) {
    log.info({ keys, events, tracks, accesses }, 'cleared what had served its time');
  }
  return { restMs: events === DELETED_AT_ONCE_MAX ? 0 : EVERY_MS };
}
