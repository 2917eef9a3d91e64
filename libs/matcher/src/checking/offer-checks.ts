import type { OfferRules, ScheduledRules, VisibilityRules } from '../policy.js';
import { all, and, expected, join, listOf, object, pairOf, whole } from './check.js';

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const YEAR_SECONDS = 365 * 86_400;
/** No search looks farther. */
const REACH_METERS_MAX = 1_000_000;

/** A batch is no broadcast; radii rise, or the next would find nobody new. */
export const offers = and(
  object<OfferRules>({
    batchSize: whole(1, 100),
    timeoutMs: whole(SECOND_MS, DAY_MS),
    graceMs: whole(0, 60 * SECOND_MS),
    staggerMs: whole(0, 60 * SECOND_MS),
    radiusMeters: listOf(whole(1000, REACH_METERS_MAX), { min: 1, max: 10 }),
    lapsedPauseMs: whole(SECOND_MS, DAY_MS),
  }),
  ({ radiusMeters }, path, report) =>
    all(
      radiusMeters.map((meters, index) => {
        const before = radiusMeters[index - 1] ?? 0;
        const at = join(join(path, 'radiusMeters'), index);
        return meters > before || expected(report, at, `more than ${before}`, meters);
      }),
    ),
);

/** Places and delays rise: a better place never sees an order later. */
export const visibility = and(
  object<VisibilityRules>({
    stepsMs: listOf(pairOf(whole(1, 10_000), whole(0, DAY_MS)), { min: 1, max: 10 }),
    othersMs: whole(0, DAY_MS),
  }),
  ({ stepsMs, othersMs }, path, report) =>
    all(
      [...stepsMs, [Number.MAX_SAFE_INTEGER, othersMs] as const].map(([place, delayMs], index) => {
        const [lastPlace, lastMs] = stepsMs[index - 1] ?? [0, 0];
        const at = join(join(path, 'stepsMs'), index);
        const last = index === stepsMs.length ? join(path, 'othersMs') : join(at, 1);
        return all([
          place > lastPlace || expected(report, join(at, 0), `more than ${lastPlace}`, place),
          delayMs >= lastMs || expected(report, last, `at least ${lastMs}`, delayMs),
        ]);
      }),
    ),
);

/** What is matched only later than it counts as scheduled would never have been scheduled. */
export const scheduled = object<ScheduledRules>({
  aheadMs: whole(SECOND_MS, 30 * DAY_MS),
  matchAheadMs: whole(SECOND_MS, 92 * DAY_MS),
  collectMs: whole(SECOND_MS, DAY_MS),
  offerTimeoutMs: whole(SECOND_MS, DAY_MS),
  positionAheadSeconds: whole(60, YEAR_SECONDS),
});
