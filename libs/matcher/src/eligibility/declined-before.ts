import type { Rule } from './rule.js';

/**
 * What a driver would not have is not given to him again, until time has passed or the order's
 * price or times are others than those he turned down.
 */
export const declinedBefore: Rule = ({ declined }, _order, { policy }) => {
  if (declined === undefined || policy.asking === undefined) return null;
  if (declined.reason === 'gave_back' || declined.termsChanged) return null;
  const threshold = policy.asking.declinedSeconds;
  return declined.agoSeconds < threshold ? { value: declined.agoSeconds, threshold } : null;
};
