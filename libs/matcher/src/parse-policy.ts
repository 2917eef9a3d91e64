import {
  all,
  and,
  expected,
  join,
  mapOf,
  object,
  oneOf,
  setOf,
  text,
  whole,
} from './checking/check.js';
import type { Check, Problem } from './checking/check.js';
import {
  benefitMilli,
  fairShare,
  LATER_TABLES,
  laterFactorsHold,
  laterTables,
  ratingPrior,
  returns,
} from './checking/later-factors.js';
import { asking, drivingTime, partLoads } from './checking/refusal-checks.js';
import { offers, scheduled, visibility } from './checking/offer-checks.js';
import { rounds } from './checking/round-checks.js';
import { table } from './checking/table-check.js';
import {
  FACTORS,
  FIRST_FACTORS,
  FIRST_PROFILE_FACTORS,
  PROFILE_FACTORS,
  type Policy,
  type Prior,
  type RemedyRules,
  type TripRules,
} from './policy.js';
import { POINTS_MAX } from './scoring/factor.js';
import { BODY_TYPES, CARGO_KINDS, MODES, QUALIFICATIONS } from './vocabulary.js';

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Enough to mend a document by; a hostile one shall not fill a response. */
const PROBLEMS_MAX = 50;

/**
 * The only way in for a policy. What passes here keeps every law of `decide`: tables monotone,
 * divisors above 0, and numbers so bounded that no product leaves 2^53 (the largest total is
 * sixteen weights of 1000 at 1000 points, sixteen million).
 */
export function parsePolicy(json: unknown): ParsedPolicy {
  const problems: Problem[] = [];
  const report = (problem: Problem) =>
    void (problems.length < PROBLEMS_MAX && problems.push(problem));
  return policyCheck(json, '', report) ? { ok: true, policy: json } : { ok: false, problems };
}

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const DAY_SECONDS = 86_400;

/** Half way round the Earth and a little: no great circle is longer. */
const METERS_MAX = 20_100_000;
/**
 * As far as the index searches (`REACH_METERS_MAX` of fleet-index, which this room does not see).
 */
const REACH_METERS_MAX = 1_000_000;
/** A hundred thousand orders in thousandths: more than a truck drives in its life. */
const MILLI_MAX = 100_000_000;
const YEAR_SECONDS = 365 * DAY_SECONDS;

const points = whole(0, POINTS_MAX);

/** Trials of at least a hundredth of an order, so that no rate divides by 0. */
const prior = and(
  object<Prior>({ successesMilli: whole(0, MILLI_MAX), trialsMilli: whole(10, MILLI_MAX) }),
  ({ successesMilli, trialsMilli }, path, report) =>
    successesMilli <= trialsMilli ||
    expected(
      report,
      join(path, 'successesMilli'),
      `at most the ${trialsMilli} trials`,
      successesMilli,
    ),
);
const priors: Check<Policy['profile']['completionPrior']> = mapOf(
  [...BODY_TYPES, 'default'],
  prior,
  ['default'],
);

/** Weights of 0 switch a factor off. All of them 0 would leave every award to the tickets. */
const weights: Check<Policy['weights']> = and(
  mapOf(FACTORS, whole(0, 1000), FIRST_FACTORS),
  (each, path, report) => {
    if (Object.values(each).some((weight) => weight > 0)) return true;
    report({ path, message: 'expected a weight above 0, got only zeros' });
    return false;
  },
);

const tableFields: Parameters<typeof object<Policy['tables']>>[0] = {
  pickupMeters: table('falling', METERS_MAX),
  arrivalSlackSeconds: table('rising', YEAR_SECONDS),
  bodySubstitutionPoints: points,
  loadUsePermille: table('rising', 1000),
  completionPermille: table('rising', 1000),
  punctualityPermille: table('rising', 1000),
  laneMilli: table('rising', MILLI_MAX),
  togetherMilli: table('rising', MILLI_MAX),
  waitingSeconds: table('rising', YEAR_SECONDS),
  ...laterTables,
};
const tables = object<Policy['tables']>(tableFields, LATER_TABLES);

/** Records are kept three years, so no profile may look further back, nor forget more slowly. */
const PROFILE_DAYS_MAX = 3 * 366;
const profile = object<Policy['profile']>(
  {
    neutralPoints: mapOf(PROFILE_FACTORS, points, FIRST_PROFILE_FACTORS),
    completionPrior: priors,
    punctualityPrior: priors,
    halfLifeDays: whole(1, PROFILE_DAYS_MAX),
    windowDays: whole(1, PROFILE_DAYS_MAX),
    benefitMilli,
    ratingPrior,
  },
  ['benefitMilli', 'ratingPrior'],
);

/** A body that stands in for itself would turn an exact fit into a substitution in print. */
const substitutions: Check<Policy['substitutions']> = and(
  mapOf(BODY_TYPES, setOf(BODY_TYPES)),
  (each, path, report) =>
    all(
      BODY_TYPES.map(
        (body) =>
          !each[body]?.includes(body) ||
          expected(report, join(path, body), 'other bodies than itself', body),
      ),
    ),
);

/**
 * Slower than walking or faster than the motorway's limit for trucks is a slip of units; so is a
 * road shorter than the line.
 */
const travel = object<Policy['travel']>({
  metersPerHour: whole(5000, 120_000),
  detourPermille: whole(1000, 5000),
});

const reach = object<Policy['reach']>({
  meters: whole(1000, REACH_METERS_MAX),
  positionMaxAgeSeconds: whole(1, DAY_SECONDS),
  activeOrdersMax: whole(1, 100),
  locationRequired: setOf(MODES),
});

/**
 * A collection shorter than a second would be a race again; nothing may wait longer than a quarter.
 */
const windows = and(
  object<Policy['windows']>({
    collectMs: whole(SECOND_MS, DAY_MS),
    recommendEveryMs: whole(SECOND_MS, DAY_MS),
    confirmMs: whole(SECOND_MS, 7 * DAY_MS),
    openMaxMs: whole(SECOND_MS, 92 * DAY_MS),
    stalledAfterMs: whole(SECOND_MS, 30 * DAY_MS),
    ratingMs: whole(SECOND_MS, 92 * DAY_MS),
  }),
  ({ collectMs, openMaxMs }, path, report) =>
    collectMs <= openMaxMs ||
    expected(report, join(path, 'collectMs'), `at most openMaxMs, ${openMaxMs}`, collectMs),
);

/** Each bounds the work of one step, or of one driver; the upper ends are what was tried. */
const limits = and(
  object<Policy['limits']>({
    evaluatedMax: whole(1, 10_000),
    grabbersMax: whole(1, 10_000),
    recommendedMax: whole(1, 1000),
    grabsPerMinute: whole(1, 1000),
    openGrabsMax: whole(1, 1000),
    releasesMax: whole(0, 100),
    attemptsMax: whole(1, 100),
  }),
  ({ recommendedMax, evaluatedMax }, path, report) =>
    recommendedMax <= evaluatedMax ||
    expected(
      report,
      join(path, 'recommendedMax'),
      `at most evaluatedMax, ${evaluatedMax}`,
      recommendedMax,
    ),
);

/**
 * Wide enough for any road there is, and for a fraud service that wants to hear of less or more.
 */
const trip = object<TripRules>({
  corridorMeters: whole(1000, METERS_MAX),
  corridorPermille: whole(0, 1000),
  returnPermille: whole(1, 1000),
  outsideFixes: whole(1, 100),
  nearMeters: whole(100, 100_000),
  movedPermille: whole(0, 1000),
  metersPerHourMax: whole(50_000, 1_000_000),
  silentSeconds: whole(60, DAY_SECONDS),
});

/** Priority owed may tip the scales between equals, and no more; nobody waits an hour. */
const remedies = object<RemedyRules>({
  compensationWeight: whole(0, 20),
  compensationDays: whole(1, 365),
  humanDecisionMs: whole(0, 3_600_000),
});

const policyFields: Parameters<typeof object<Policy>>[0] = {
  schema: oneOf(['paidan.policy/1']),
  name: text(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a name of small letters, digits and hyphens'),
  version: whole(1, 1_000_000_000),
  cityCode: text(/^(\*|[1-9]\d{3})$/, 'four digits of GB/T 2260, or *'),
  weights,
  tables,
  profile,
  substitutions,
  impliedQualifications: mapOf(CARGO_KINDS, setOf(QUALIFICATIONS)),
  travel,
  reach,
  windows,
  limits,
  fairShare,
  returns,
  trip,
  remedies,
  asking,
  partLoads,
  drivingTime,
  offers,
  rounds,
  visibility,
  scheduled,
};
const policyShape = object<Policy>(policyFields, [
  'fairShare',
  'returns',
  'trip',
  'remedies',
  'asking',
  'partLoads',
  'drivingTime',
  'offers',
  'rounds',
  'visibility',
  'scheduled',
]);
const policyCheck = and(policyShape, laterFactorsHold);
