import type { AskingRules, DrivingTimeRules, PartLoadRules } from '../refusal-rules.js';
import { CARGO_KINDS } from '../vocabulary.js';
import { and, expected, join, listOf, object, oneOf, pairOf, setOf, whole } from './check.js';

const DAY_SECONDS = 86_400;
const METERS_MAX = 1_000_000;

/** Nobody is shut out for longer than an order may be open. */
export const asking = object<AskingRules>({
  declinedSeconds: whole(0, 92 * DAY_SECONDS),
  gaveBackSeconds: whole(0, 92 * DAY_SECONDS),
  openOffersMax: whole(1, 100),
});

/** The work of finding a way through all stops grows with their number; six orders were tried. */
const PART_LOADS_MAX = 6;
const APART_MAX = (CARGO_KINDS.length * (CARGO_KINDS.length - 1)) / 2;

export const partLoads = object<PartLoadRules>({
  ordersMax: whole(1, PART_LOADS_MAX),
  detourMetersMax: whole(0, METERS_MAX),
  stopSeconds: whole(0, DAY_SECONDS),
  apart: listOf(pairOf(oneOf(CARGO_KINDS), oneOf(CARGO_KINDS)), { min: 0, max: APART_MAX }),
  alone: setOf(CARGO_KINDS),
});

export const drivingTime = and(
  object<DrivingTimeRules>({
    stretchSeconds: whole(3_600, DAY_SECONDS),
    restSeconds: whole(60, DAY_SECONDS),
    // Two who take turns drive the truck twice as long, and a day has no more hours than it has.
    daySeconds: whole(3_600, DAY_SECONDS / 2),
  }),
  ({ stretchSeconds, daySeconds }, path, report) =>
    stretchSeconds <= daySeconds ||
    expected(report, join(path, 'stretchSeconds'), `at most a day's ${daySeconds}`, stretchSeconds),
);
