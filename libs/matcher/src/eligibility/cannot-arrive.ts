import { secondsLeft, travelSeconds } from '../travel.js';
import type { Rule } from './rule.js';

/**
 * Holds exactly when `arrivalSlackSeconds` is below 0. The threshold is negative once the window is
 * over.
 */
export const cannotArrive: Rule = (
  { place: { pickupMeters } },
  { loadingWindow: { untilMs } },
  { nowMs, policy },
) => {
  const value = travelSeconds(pickupMeters, policy.travel);
  const threshold = secondsLeft({ nowMs, untilMs });
  return value > threshold ? { value, threshold } : null;
};
