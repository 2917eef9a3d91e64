import { profileFactor } from './profile-factor.js';
import { smoothedRate } from './smoothed-rate.js';
import { pointsAt } from './table.js';

/** Who came to load within the window, of the orders where that is known. */
export const punctuality = profileFactor(
  'punctuality',
  ({ onTimeMilli, timedMilli }, { body }, { tables, profile }) => {
    const tally = { successesMilli: onTimeMilli, trialsMilli: timedMilli };
    const rate = smoothedRate(tally, body, profile.punctualityPrior);
    return {
      points: pointsAt(tables.punctualityPermille, rate.ratePermille),
      facts: {
        profileOff: false,
        onTimeMilli,
        timedMilli,
        // Spread, it would take as long as all the rest.
        ratePermille: rate.ratePermille,
        priorOf: rate.priorOf,
        priorSuccessesMilli: rate.priorSuccessesMilli,
        priorTrialsMilli: rate.priorTrialsMilli,
      },
    };
  },
);
