import { positionMayBeOld } from '../scheduled.js';
import type { Rule } from './rule.js';

/**
 * A stale position is no promise of arrival. A place set by hand or a city promises none and does
 * not age; and where loading is hours away by policy, none is needed.
 */
export const positionTooOld: Rule = ({ place }, order, { nowMs, policy }) =>
  place.source === 'position' &&
  place.ageSeconds > policy.reach.positionMaxAgeSeconds &&
  !positionMayBeOld(order, policy, nowMs)
    ? { value: place.ageSeconds, threshold: policy.reach.positionMaxAgeSeconds }
    : null;
