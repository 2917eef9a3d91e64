import { PROFILE_FACTORS, type FactorName, type Policy, type Table } from '../policy.js';
import { POINTS_MAX } from './factor.js';
import { pointsAt } from './table.js';

/** Points from the least to the most. */
export type PointsRange = { readonly least: number; readonly most: number };

/**
 * The points a factor can give at all under a policy, whoever the driver is: what a bound of a
 * search may count on, and what a reader of the rules knows beforehand.
 */
export function pointsRange(factor: FactorName, policy: Policy): PointsRange {
  const neutral = neutralOf(factor, policy);
  const points = [...ownPoints(factor, policy), ...(neutral === undefined ? [] : [neutral])];
  return { least: Math.min(...points), most: Math.max(...points) };
}

const neutralOf = (factor: FactorName, { profile }: Policy): number | undefined => {
  const ofPast = PROFILE_FACTORS.find((each) => each === factor);
  return ofPast === undefined ? undefined : profile.neutralPoints[ofPast];
};

function ownPoints(factor: FactorName, { tables }: Policy): readonly number[] {
  switch (factor) {
    case 'pickup_distance':
      return knots(tables.pickupMeters);
    case 'arrival_slack':
      return knots(tables.arrivalSlackSeconds);
    case 'body_fit':
      return [tables.bodySubstitutionPoints, POINTS_MAX];
    case 'load_fit':
      return knots(tables.loadUsePermille);
    case 'completion_rate':
      return knots(tables.completionPermille);
    case 'punctuality':
      return knots(tables.punctualityPermille);
    case 'lane_experience':
      return knots(tables.laneMilli);
    case 'completed_together':
      return knots(tables.togetherMilli);
    case 'waiting':
      return knots(tables.waitingSeconds);
    case 'cargo_experience':
      return knots(tables.cargoMilli);
    case 'exploration':
      return [0, rise(tables.completionPermille)];
    case 'observed_rating':
      return knots(tables.ratingMilliStars);
    case 'fair_share':
      return knots(tables.fairSharePermille);
    case 'homeward':
      return [0, ...knots(tables.homewardMeters)];
    case 'return_load':
      return [0, ...knots(tables.returnMeters)];
    case 'familiar_driver':
      return [0, POINTS_MAX];
  }
}

/** A table is monotone, so its ends are its least and its most. */
const knots = (table: Table = []): readonly number[] =>
  table.length === 0 ? [0] : table.map(([, points]) => points);

const rise = (table: Table): number => pointsAt(table, 1000) - pointsAt(table, 0);
