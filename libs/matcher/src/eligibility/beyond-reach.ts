import type { Rule } from './rule.js';

/** The policy's reach; of an offered order the part of it that this batch looks in. */
export const beyondReach: Rule = (
  { place: { pickupMeters } },
  { offerReachMeters },
  { policy },
) => {
  const threshold = Math.min(policy.reach.meters, offerReachMeters ?? policy.reach.meters);
  return pickupMeters > threshold ? { value: pickupMeters, threshold } : null;
};
