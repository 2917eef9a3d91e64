import { POINTS_MAX, PROFILE_FACTORS } from '#libs/matcher';
import type { FactorName, Policy } from '#libs/matcher';
import { format, type Unit } from '../format.js';
import { FACTOR_LABELS, type Text } from '../labels.js';
import { sentence, type Sentence } from '../sentence.js';

export type RuleFactor = {
  readonly factor: FactorName;
  readonly label: Text;
  readonly weight: number;
  /** What it gives at most, and how much of the highest total that is. */
  readonly most: number;
  readonly sharePermille: number;
  readonly sentence: Sentence;
  readonly ofTheProfile: boolean;
  /** With the profile off; null where the profile plays no part. */
  readonly neutralPoints: number | null;
  /** Straight lines between these; empty where there is no scale. */
  readonly table: readonly RulePoint[];
};

export type RulePoint = { readonly at: number; readonly text: Text; readonly points: number };

/** Which table a factor reads, and the unit of what it is read with. */
const TABLES: Readonly<Partial<Record<FactorName, readonly [keyof Policy['tables'], Unit]>>> = {
  pickup_distance: ['pickupMeters', 'meters'],
  arrival_slack: ['arrivalSlackSeconds', 'seconds'],
  load_fit: ['loadUsePermille', 'permille'],
  completion_rate: ['completionPermille', 'permille'],
  punctuality: ['punctualityPermille', 'permille'],
  lane_experience: ['laneMilli', 'milli_orders'],
  completed_together: ['togetherMilli', 'milli_orders'],
  waiting: ['waitingSeconds', 'seconds'],
  cargo_experience: ['cargoMilli', 'milli_orders'],
  observed_rating: ['ratingMilliStars', 'milli_stars'],
  fair_share: ['fairSharePermille', 'permille'],
  homeward: ['homewardMeters', 'meters'],
  return_load: ['returnMeters', 'meters'],
};

export function ruleFactor(
  [factor, weight]: readonly [FactorName, number],
  policy: Policy,
  highest: number,
): RuleFactor {
  const most = weight * POINTS_MAX;
  const neutral: Readonly<Partial<Record<FactorName, number>>> = policy.profile.neutralPoints;
  const table = TABLES[factor];
  return {
    factor,
    label: FACTOR_LABELS[factor],
    weight,
    most,
    sharePermille: highest === 0 ? 0 : Math.round((1000 * most) / highest),
    sentence: ruleOf(factor, policy),
    ofTheProfile: PROFILE_FACTORS.some((each) => each === factor),
    neutralPoints: neutral[factor] ?? null,
    table: table === undefined ? [] : pointsOf(policy, ...table),
  };
}

function ruleOf(factor: FactorName, policy: Policy): Sentence {
  const { tables, profile, fairShare, returns } = policy;
  switch (factor) {
    case 'body_fit':
      return sentence('rules.factor.body_fit', {
        points: tables.bodySubstitutionPoints,
        full: POINTS_MAX,
      });
    case 'exploration':
      return sentence('rules.factor.exploration', { benefit: profile.benefitMilli ?? 0 });
    case 'observed_rating':
      return sentence('rules.factor.observed_rating', {
        ratings: profile.ratingPrior?.ratingsMilli ?? 0,
      });
    case 'fair_share':
      return sentence('rules.factor.fair_share', {
        days: fairShare?.windowDays ?? 0,
        least: fairShare?.comparableMin ?? 0,
        nearer: fairShare?.outweighsMetersMax ?? 0,
      });
    case 'return_load':
      return sentence('rules.factor.return_load', {
        near: returns?.nearMeters ?? 0,
        wait: returns?.waitSeconds ?? 0,
        days: returns?.postedDays ?? 0,
      });
    default:
      return sentence(`rules.factor.${factor}`, {});
  }
}

function pointsOf(policy: Policy, name: keyof Policy['tables'], unit: Unit): RulePoint[] {
  const table = policy.tables[name];
  if (table === undefined || typeof table === 'number') return [];
  return table.map(([at, points]) => ({
    at,
    text: { zh: format(at, unit, 'zh'), en: format(at, unit, 'en') },
    points,
  }));
}
