import type { Part } from '../decision.js';
import { PROFILE_FACTORS, type Policy, type ProfileFactorName } from '../policy.js';
import { completedTogether } from './completed-together.js';
import { completionRate } from './completion-rate.js';
import { laneExperience } from './lane-experience.js';
import type { Past, ProfileFactor } from './profile-factor.js';
import { punctuality } from './punctuality.js';

const FACTORS: Readonly<Record<ProfileFactorName, ProfileFactor>> = {
  completion_rate: completionRate,
  punctuality,
  lane_experience: laneExperience,
  completed_together: completedTogether,
};

/**
 * What a past is worth in a decision, by the very factors that decide: so that a driver can be told
 * what a change of it means, without an order.
 */
export const profileParts = (
  past: Past,
  policy: Policy,
): (Part & { factor: ProfileFactorName })[] =>
  PROFILE_FACTORS.map((factor) => {
    const { points, facts } = FACTORS[factor](past, null, { policy });
    return { factor, weight: policy.weights[factor], points, facts };
  });
