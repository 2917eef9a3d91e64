import type { FairShareRules, Policy, RatingPrior, ReturnRules } from '../policy.js';
import { LATER_FACTORS, PROFILE_FACTORS, type LaterFactorName } from '../policy.js';
import { pointsRange } from '../scoring/points-range.js';
import { all, and, expected, join, object, whole, type Report } from './check.js';
import { leastDrop } from './least-drop.js';
import { table } from './table-check.js';

/** What the factors that came later are read from, each with its bounds, and whether it holds. */

const METERS_MAX = 20_100_000;
const REACH_METERS_MAX = 1_000_000;
const MILLI_MAX = 100_000_000;
const DAY_SECONDS = 86_400;
const STARS_MILLI = 5000;
const SHARE_PERMILLE_MAX = 3000;

export const laterTables = {
  cargoMilli: table('rising', MILLI_MAX),
  ratingMilliStars: table('rising', STARS_MILLI),
  fairSharePermille: table('falling', SHARE_PERMILLE_MAX),
  homewardMeters: table('rising', METERS_MAX),
  returnLoadsMilli: table('rising', MILLI_MAX),
  returnMeters: table('rising', METERS_MAX),
} as const;
export const LATER_TABLES = Object.keys(laterTables) as (keyof typeof laterTables)[];

/** At least a hundredth of a rating, so that no mean divides by 0. */
export const ratingPrior = and(
  object<RatingPrior>({
    starsMilli: whole(0, 5 * MILLI_MAX),
    ratingsMilli: whole(10, MILLI_MAX),
  }),
  ({ starsMilli, ratingsMilli }, path, report) =>
    starsMilli <= 5 * ratingsMilli ||
    expected(report, join(path, 'starsMilli'), 'at most five stars a rating', starsMilli),
);

export const benefitMilli = whole(0, MILLI_MAX);

/** Of fewer than five the middle would be somebody's income. Shifts are kept for thirty days. */
export const fairShare = object<FairShareRules>({
  windowDays: whole(1, 30),
  comparableMin: whole(5, 10_000),
  onDutySecondsMin: whole(3600, 31 * DAY_SECONDS),
  outweighsMetersMax: whole(0, REACH_METERS_MAX),
});

export const returns = object<ReturnRules>({
  nearMeters: whole(1000, 200_000),
  waitSeconds: whole(0, 7 * DAY_SECONDS),
  postedDays: whole(1, 31),
});

/** What a policy has to say where a factor has a weight; neutral points go without saying. */
const NEEDS: Readonly<Record<LaterFactorName, readonly string[]>> = {
  cargo_experience: ['tables/cargoMilli'],
  exploration: ['profile/benefitMilli'],
  observed_rating: ['tables/ratingMilliStars', 'profile/ratingPrior'],
  fair_share: ['tables/fairSharePermille', 'fairShare'],
  homeward: ['tables/homewardMeters'],
  return_load: ['tables/returnLoadsMilli', 'tables/returnMeters', 'returns'],
  familiar_driver: [],
};

/** Asked of a whole policy: what weights need is there, and what they promise holds. */
export function laterFactorsHold(policy: Policy, path: string, report: Report): boolean {
  const needs = LATER_FACTORS.flatMap((factor) =>
    policy.weights[factor] === undefined
      ? []
      : [
          ...NEEDS[factor],
          ...PROFILE_FACTORS.filter((each) => each === factor).map(
            (each) => `profile/neutralPoints/${each}`,
          ),
        ],
  );
  const missing = needs.filter((need) => isMissing(policy, need.split('/')));
  for (const need of missing) {
    report({ path: `${path}/${need}`, message: 'is missing, and a weight needs it' });
  }
  return missing.length === 0 && all([benefitHolds(policy, report), capHolds(policy, report)]);
}

function isMissing(policy: Policy, names: readonly string[]): boolean {
  let value: unknown = policy;
  for (const name of names) value = (value as Readonly<Record<string, unknown>>)[name];
  return value === undefined;
}

/** Else the next completed order could cost more in exploration than it brings in completion. */
function benefitHolds({ weights }: Policy, report: Report): boolean {
  const { exploration = 0, completion_rate: most } = weights;
  return (
    exploration <= most ||
    expected(report, '/weights/exploration', `at most completion_rate, ${most}`, exploration)
  );
}

/**
 * A fair share is worth at most what `outweighsMetersMax` nearer are worth, wherever within the
 * reach. Arrival slack, which also favours who is nearer, is left out of the account.
 */
function capHolds(policy: Policy, report: Report): boolean {
  const { weights, tables, reach, fairShare: rules } = policy;
  if (weights.fair_share === undefined || rules === undefined) return true;
  const { least, most } = pointsRange('fair_share', policy);
  const worth = weights.fair_share * (most - least);
  const nearer = { by: rules.outweighsMetersMax, within: reach.meters };
  const allowed = weights.pickup_distance * leastDrop(tables.pickupMeters, nearer);
  return (
    worth <= allowed ||
    expected(
      report,
      '/weights/fair_share',
      `a fair share worth at most ${allowed}, what ${nearer.by} m nearer always give`,
      worth,
    )
  );
}
