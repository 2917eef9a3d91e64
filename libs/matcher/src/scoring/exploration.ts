import { given } from './given.js';
import { profileFactor } from './profile-factor.js';
import { smoothedRate } from './smoothed-rate.js';
import { pointsAt } from './table.js';

/**
 * A new driver's share: whoever has a short record is given the benefit of the doubt, which is what
 * his completion rate would be worth with some completed orders more. The longer the record, the
 * less these change, down to nothing; nothing else makes it end.
 *
 * With a weight no greater than the completion rate's, which `parsePolicy` sees to, another
 * completed order never lowers a total: (a − b)·C(rate) + b·C(rate with the benefit) rises with
 * both. Points that merely fell with the number of orders would punish the next one.
 */
export const exploration = profileFactor(
  'exploration',
  ({ completedMilli, attemptedMilli }, { body }, { tables, profile }) => {
    const benefitMilli = given(profile.benefitMilli, 'profile.benefitMilli');
    const rateWith = (more: number): number =>
      smoothedRate(
        { successesMilli: completedMilli + more, trialsMilli: attemptedMilli + more },
        body,
        profile.completionPrior,
      ).ratePermille;
    const ratePermille = rateWith(0);
    const benefitPermille = rateWith(benefitMilli);
    const worth = (permille: number): number => pointsAt(tables.completionPermille, permille);
    return {
      points: worth(benefitPermille) - worth(ratePermille),
      facts: {
        profileOff: false,
        completedMilli,
        attemptedMilli,
        benefitMilli,
        ratePermille,
        benefitPermille,
      },
    };
  },
);
