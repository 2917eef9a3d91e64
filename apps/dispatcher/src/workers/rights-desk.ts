import { followUpAwards, NEAR_MS, watchDues, workCorrections, calendarWarning } from '#libs/rights';
import { AGREEMENT_WINDOW, dayInShanghai } from '#libs/rights';
import type { Metrics } from '../operating/metrics.js';
import type { Service } from '../service.js';
import type { Turn } from './loop.js';

const EVERY_MS = 5_000;
const DAY_MS = 86_400_000;

/** Requests that come due, awards nobody came to, corrections to work out: a little each turn. */
export async function rightsTurn({ database, rights }: Service): Promise<Turn> {
  await watchDues(database, rights);
  await followUpAwards(database, rights);
  const more = await workCorrections(database, rights);
  return { restMs: more ? 0 : EVERY_MS };
}

/** What is late, what waits, and whether next year's days off are there. */
export async function rightsMetrics({ read, rights }: Service, metrics: Metrics): Promise<void> {
  const nowMs = rights.clock.nowMs();
  for (const [lateness, open] of Object.entries(await read.requests.lateness(nowMs, NEAR_MS))) {
    metrics.requestsOpen.set({ lateness }, open);
  }
  metrics.reviewsWaiting.set(await read.reviews.waiting());
  metrics.agreementAlarms.set(await read.reviews.alarms(nowMs - AGREEMENT_WINDOW.days * DAY_MS));
  const warning = calendarWarning(rights.calendar, dayInShanghai(nowMs));
  metrics.calendarMissing.set(warning === null ? 0 : 1);
}
