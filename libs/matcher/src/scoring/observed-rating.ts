import { floorDivide } from '../division.js';
import { given, tableOf } from './given.js';
import { profileFactor } from './profile-factor.js';
import { pointsAt } from './table.js';

/**
 * What shippers said of him, smoothed like any rate: one rating is not a name. A rating that was
 * recorded because nobody rated is not among them (M15).
 */
export const observedRating = profileFactor(
  'observed_rating',
  ({ ratedMilli = 0, starsMilli = 0 }, _candidate, policy) => {
    const prior = given(policy.profile.ratingPrior, 'profile.ratingPrior');
    const milliStars = floorDivide(
      1000 * (starsMilli + prior.starsMilli),
      ratedMilli + prior.ratingsMilli,
    );
    return {
      points: pointsAt(tableOf(policy, 'ratingMilliStars'), milliStars),
      facts: {
        profileOff: false,
        ratedMilli,
        milliStars,
        priorRatingsMilli: prior.ratingsMilli,
        priorMilliStars: floorDivide(1000 * prior.starsMilli, prior.ratingsMilli),
      },
    };
  },
);
