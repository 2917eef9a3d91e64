import type { Rule } from './rule.js';

export const beyondReach: Rule = ({ place: { pickupMeters } }, _order, { policy }) =>
  pickupMeters > policy.reach.meters
    ? { value: pickupMeters, threshold: policy.reach.meters }
    : null;
