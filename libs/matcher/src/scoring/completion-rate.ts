import { profileFactor } from './profile-factor.js';
import { smoothedRate } from './smoothed-rate.js';
import { pointsAt } from './table.js';

/** Who brings to an end what he took on. */
export const completionRate = profileFactor(
  'completion_rate',
  ({ completedMilli, attemptedMilli }, { body }, { tables, profile }) => {
    const tally = { successesMilli: completedMilli, trialsMilli: attemptedMilli };
    const rate = smoothedRate(tally, body, profile.completionPrior);
    return {
      points: pointsAt(tables.completionPermille, rate.ratePermille),
      facts: {
        profileOff: false,
        completedMilli,
        attemptedMilli,
        // Spread, it would take as long as all the rest.
        ratePermille: rate.ratePermille,
        priorOf: rate.priorOf,
        priorSuccessesMilli: rate.priorSuccessesMilli,
        priorTrialsMilli: rate.priorTrialsMilli,
      },
    };
  },
);
