import {
  BODY_TYPES,
  CARGO_KINDS,
  FACTORS,
  offerRulesOf,
  POINTS_MAX,
  REFUSALS,
  remediesOf,
} from '#libs/matcher';
import type { FactorName, Policy, RefusalReason } from '#libs/matcher';
import { format, type Unit } from '../format.js';
import { answeredWithin } from '../driver/frame.js';
import { REFUSAL_LABELS, type Text } from '../labels.js';
import { sentence, type Sentence } from '../sentence.js';
import { laterRefusal } from './later-refusals.js';
import { ruleFactor, type RuleFactor } from './rule-factor.js';

/**
 * A policy as drivers may read it: everything that decides, in words and tables, and what never
 * does. Made from the policy that is in force, so it cannot say anything else (D5).
 */
export type PublishedRules = {
  readonly schema: 'paidan.rules/1';
  readonly policyHash: string;
  readonly name: string;
  readonly version: number;
  /** Four digits of GB/T 2260, or `*` for every city without its own. */
  readonly cityCode: string;
  readonly principles: readonly Sentence[];
  /** The heaviest first. */
  readonly factors: readonly RuleFactor[];
  readonly compensation: Sentence;
  /** In precedence: the first that holds is the one that is told. */
  readonly refusals: readonly RuleRefusal[];
  readonly substitutions: readonly Sentence[];
  readonly implied: readonly Sentence[];
  readonly profile: readonly Sentence[];
  readonly ties: readonly Sentence[];
  readonly windows: readonly RuleNumber[];
  readonly limits: readonly RuleNumber[];
  readonly neverUsed: readonly Sentence[];
  readonly objecting: readonly Sentence[];
};

export type RuleRefusal = {
  readonly place: number;
  readonly reason: RefusalReason;
  readonly label: Text;
  readonly sentence: Sentence;
};

export type RuleNumber = {
  readonly code: string;
  readonly label: Text;
  readonly value: number;
  readonly text: Text;
};

export function publishedRules(policy: Policy, policyHash: string): PublishedRules {
  const weights = weightsOf(policy);
  const highest = weights.reduce((sum, [, weight]) => sum + weight, 0) * POINTS_MAX;
  const { compensationWeight, compensationDays, humanDecisionMs } = remediesOf(policy);
  return {
    schema: 'paidan.rules/1',
    policyHash,
    name: policy.name,
    version: policy.version,
    cityCode: policy.cityCode,
    principles: [
      sentence('rules.principle.sum', { most: highest }),
      sentence('rules.principle.recommend', { most: policy.limits.recommendedMax }),
      ...offering(policy),
      ...together(policy),
      sentence('rules.principle.best', { window: policy.windows.collectMs }),
      sentence('rules.principle.first', {}),
    ],
    factors: weights
      .map((weighted) => ruleFactor(weighted, policy, highest))
      .sort((a, b) => b.weight - a.weight),
    compensation: sentence('rules.compensation', {
      most: compensationWeight * POINTS_MAX,
      days: compensationDays,
    }),
    refusals: REFUSALS.map((reason, at) => ({
      place: at + 1,
      reason,
      label: REFUSAL_LABELS[reason],
      sentence: refusalOf(reason, policy),
    })),
    substitutions: BODY_TYPES.flatMap((wanted) => {
      const serves = policy.substitutions[wanted]?.join(',') ?? '';
      return serves === '' ? [] : [sentence('rules.substitution', { wanted, serves })];
    }),
    implied: CARGO_KINDS.flatMap((cargo) => {
      const needs = policy.impliedQualifications[cargo]?.join(',') ?? '';
      return needs === '' ? [] : [sentence('rules.implied', { cargo, needs })];
    }),
    profile: profileRules(policy),
    ties: [sentence('tie.rule', {}), sentence('tie.recompute', {})],
    windows: windowsOf(policy),
    limits: limitsOf(policy),
    neverUsed: [
      sentence('rules.never.identity', {}),
      sentence('rules.never.price', {}),
      sentence('rules.never.speed', {}),
      policy.weights.observed_rating === undefined
        ? sentence('rules.never.ratings', {})
        : sentence('rules.never.default_ratings', {}),
      sentence('rules.never.cancellations', {}),
      sentence('rules.never.rivals', {}),
    ],
    objecting: [
      sentence('rules.object.ask', {}),
      ...answeredWithin(),
      sentence('rules.object.human', { wait: humanDecisionMs }),
      sentence('remedy.correct', {}),
      sentence('remedy.complain', {}),
    ],
  };
}

/** Of the factors that the policy knows. */
const weightsOf = ({ weights }: Policy): (readonly [FactorName, number])[] =>
  FACTORS.flatMap((factor) => {
    const weight = weights[factor];
    return weight === undefined ? [] : [[factor, weight] as const];
  });

function refusalOf(reason: RefusalReason, policy: Policy): Sentence {
  const { reach, travel, partLoads } = policy;
  switch (reason) {
    case 'busy':
      return partLoads === undefined
        ? sentence('rules.refusal.busy', { most: reach.activeOrdersMax })
        : sentence('rules.refusal.busy_shared', {
            most: reach.activeOrdersMax,
            together: partLoads.ordersMax,
          });
    case 'gave_back_before':
    case 'declined_before':
    case 'offer_cap':
    case 'cargo_incompatible':
    case 'late_together':
    case 'detour_too_long':
    case 'driving_time':
    case 'driving_time_unloading':
      return laterRefusal(reason, policy);
    case 'consent_missing': {
      const modes = reach.locationRequired.join(',');
      return modes === ''
        ? sentence('rules.refusal.consent_nowhere', {})
        : sentence('rules.refusal.consent_missing', { modes });
    }
    case 'cannot_arrive':
      return sentence('rules.refusal.cannot_arrive', {
        anHour: travel.metersPerHour,
        detour: travel.detourPermille,
      });
    case 'beyond_reach':
      return sentence('rules.refusal.beyond_reach', { reach: reach.meters });
    case 'offer_lapsed':
      return sentence('rules.refusal.offer_lapsed', { pause: offerRulesOf(policy).lapsedPauseMs });
    case 'position_too_old':
      return sentence('rules.refusal.position_too_old', { most: reach.positionMaxAgeSeconds });
    default:
      return sentence(`rules.refusal.${reason}`, {});
  }
}

/** A policy from before there were rounds does not speak of them. */
function together({ rounds }: Policy): Sentence[] {
  if (rounds === undefined) return [];
  const { windowMaxMs: wait, candidatesMax: most, unassignedPoints: left } = rounds;
  return [sentence('rules.principle.round', { wait, most, left })];
}

/** Whom an order is shown or offered first, and what is different of one that loads days ahead. */
function offering({ visibility, scheduled, ...policy }: Policy): Sentence[] {
  const { batchSize: batch, timeoutMs: stands, ...offers } = offerRulesOf(policy);
  const { graceMs: grace, staggerMs: stagger, radiusMeters } = offers;
  const radii = radiusMeters.map((meters) => read(meters, 'meters'));
  const said = {
    zh: radii.map(({ zh }) => zh).join('、'),
    en: radii.map(({ en }) => en).join(', '),
  };
  return [
    sentence('rules.principle.offer', {
      ...{ batch, stands, grace, stagger },
      radii: { value: radiusMeters.join(','), label: said },
    }),
    ...(visibility === undefined
      ? []
      : [
          ...visibility.stepsMs.map(([place, delay]) =>
            sentence('rules.principle.visible', { place, delay }),
          ),
          sentence('rules.principle.visible_others', { delay: visibility.othersMs }),
        ]),
    ...(scheduled === undefined
      ? []
      : [
          sentence('rules.principle.scheduled', {
            ahead: scheduled.aheadMs,
            from: scheduled.matchAheadMs,
            collect: scheduled.collectMs,
            stands: scheduled.offerTimeoutMs,
            position: scheduled.positionAheadSeconds,
          }),
        ]),
  ];
}

function profileRules({ profile }: Policy): Sentence[] {
  const { halfLifeDays: half, windowDays: days, completionPrior } = profile;
  const { successesMilli: successes, trialsMilli: trials } = completionPrior.default;
  return [
    sentence('rules.profile.off', {}),
    sentence('rules.profile.decay', { half, days }),
    sentence('rules.profile.prior', { successes, trials }),
  ];
}

const WINDOW_LABELS: Readonly<Record<keyof Policy['windows'], Text>> = {
  collectMs: { zh: '收集抢单', en: 'grabs are collected for' },
  recommendEveryMs: { zh: '再次推荐的间隔至少', en: 'recommended again after at least' },
  confirmMs: { zh: '确认时限', en: 'time to confirm an award' },
  openMaxMs: { zh: '订单最长开放', en: 'an order stays open at most' },
  stalledAfterMs: { zh: '装卸逾期提醒', en: 'overdue loading is reported after' },
  ratingMs: { zh: '评价期', en: 'time to rate' },
};

const LIMIT_LABELS: Readonly<Record<keyof Policy['limits'], Text>> = {
  evaluatedMax: { zh: '每次逐一评估的司机最多', en: 'drivers judged for a recommendation' },
  grabbersMax: { zh: '每轮抢单司机最多', en: 'drivers who may grab in a round' },
  recommendedMax: { zh: '每次推荐的司机最多', en: 'drivers an order is recommended to' },
  grabsPerMinute: { zh: '每人每分钟抢单最多', en: 'grabs a driver may make in a minute' },
  openGrabsMax: { zh: '每人同时等待的抢单最多', en: 'grabs a driver may have open' },
  releasesMax: { zh: '订单退回几次后到期', en: 'times an order may be given back' },
  attemptsMax: { zh: '车辆被占用时重新分配最多', en: 'tries when a truck was taken meanwhile' },
};

const windowsOf = ({ windows }: Policy): RuleNumber[] =>
  numbers(WINDOW_LABELS, windows, 'milliseconds');
const limitsOf = ({ limits }: Policy): RuleNumber[] => numbers(LIMIT_LABELS, limits, 'count');

function numbers<Code extends string>(
  labels: Readonly<Record<Code, Text>>,
  values: Readonly<Record<Code, number>>,
  unit: Unit,
): RuleNumber[] {
  return (Object.keys(labels) as Code[]).map((code) => ({
    code,
    label: labels[code],
    value: values[code],
    text: read(values[code], unit),
  }));
}

const read = (value: number, unit: Unit): Text => ({
  zh: format(value, unit, 'zh'),
  en: format(value, unit, 'en'),
});
