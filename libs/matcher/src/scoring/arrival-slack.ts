import { secondsLeft, travelSeconds } from '../travel.js';
import type { Factor } from './factor.js';
import { pointsAt } from './table.js';

/**
 * The more reserve before the loading window closes, the surer the arrival: `arrivalSlackSeconds`,
 * with its terms.
 */
export const arrivalSlack: Factor = (
  { place: { pickupMeters } },
  { loadingWindow: { untilMs } },
  { nowMs, policy },
) => {
  const driveSeconds = travelSeconds(pickupMeters, policy.travel);
  const availableSeconds = secondsLeft({ nowMs, untilMs });
  const slackSeconds = availableSeconds - driveSeconds;
  return {
    points: pointsAt(policy.tables.arrivalSlackSeconds, slackSeconds),
    facts: { slackSeconds, driveSeconds, availableSeconds },
  };
};
