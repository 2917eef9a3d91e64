import type { Rule } from './rule.js';

/**
 * A stale position is no promise of arrival. A place set by hand or a city promises none and does
 * not age.
 */
export const positionTooOld: Rule = ({ place }, _order, { policy }) =>
  place.source === 'position' && place.ageSeconds > policy.reach.positionMaxAgeSeconds
    ? { value: place.ageSeconds, threshold: policy.reach.positionMaxAgeSeconds }
    : null;
