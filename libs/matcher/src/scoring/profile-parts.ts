import type { Part } from '../decision.js';
import type { Policy, ProfileFactorName } from '../policy.js';
import { cargoExperience } from './cargo-experience.js';
import { completedTogether } from './completed-together.js';
import { completionRate } from './completion-rate.js';
import { exploration } from './exploration.js';
import { laneExperience } from './lane-experience.js';
import { observedRating } from './observed-rating.js';
import type { Past, ProfileFactor } from './profile-factor.js';
import { punctuality } from './punctuality.js';

/** What was earned of late is no profile, so a fair share is not among them. */
type PastFactorName = Exclude<ProfileFactorName, 'fair_share'>;

const FACTORS: readonly (readonly [PastFactorName, ProfileFactor])[] = [
  ['completion_rate', completionRate],
  ['punctuality', punctuality],
  ['lane_experience', laneExperience],
  ['completed_together', completedTogether],
  ['cargo_experience', cargoExperience],
  ['exploration', exploration],
  ['observed_rating', observedRating],
];

/**
 * What a past is worth in a decision, by the very factors that decide and that the policy knows: so
 * that a driver can be told what a change of it means, without an order.
 */
export const profileParts = (past: Past, policy: Policy): (Part & { factor: PastFactorName })[] =>
  FACTORS.flatMap(([factor, measure]) => {
    const weight = policy.weights[factor];
    if (weight === undefined) return [];
    const { points, facts } = measure(past, null, { policy });
    return [{ factor, weight, points, facts }];
  });
