import type { Rule } from './rule.js';

/**
 * Some modes work on a measured position alone. Without consent there is none, and the driver is
 * told so rather than matched from a place he never agreed to be matched from.
 */
export const consentMissing: Rule = ({ place }, { mode }, { policy }) =>
  policy.reach.locationRequired.includes(mode) && place.source !== 'position'
    ? { value: place.source, threshold: 'position' }
    : null;
