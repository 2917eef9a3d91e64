import { floorDivide } from '../division.js';
import type { ShareFacts } from '../domain.js';
import { tableOf } from './given.js';
import { neutralPoints, profileFactor } from './profile-factor.js';
import { pointsAt } from './table.js';

const SECONDS_PER_HOUR = 3600;
/** Three times the median and more is the same plenty; a record need not say how much more. */
const SHARE_PERMILLE_MAX = 3000;

/**
 * Who received less than his share of late gains; what was given to whom is a past, so it is asked
 * for behind the profile's door. Where too few are comparable nobody can say what a share is, and
 * everyone there is neutral. What it may outweigh is bounded by the policy (`fair-share-check`).
 */
export const fairShare = profileFactor('fair_share', (_past, { share }, policy) => {
  if (share === undefined) {
    return {
      points: neutralPoints('fair_share', policy),
      facts: { profileOff: false, known: false },
    };
  }
  const { earnedFen, onDutySeconds, medianFenPerHour, comparable } = share;
  const sharePermille = sharePermilleOf(share);
  return {
    points: pointsAt(tableOf(policy, 'fairSharePermille'), sharePermille),
    facts: {
      profileOff: false,
      known: true,
      earnedFen,
      onDutySeconds,
      medianFenPerHour,
      comparable,
      sharePermille,
    },
  };
});

/** Income an hour on duty, in thousandths of the median's. Whoever measures leaves out zeros. */
function sharePermilleOf({ earnedFen, onDutySeconds, medianFenPerHour }: ShareFacts): number {
  const fenPerHour = floorDivide(earnedFen * SECONDS_PER_HOUR, onDutySeconds);
  return Math.min(SHARE_PERMILLE_MAX, floorDivide(1000 * fenPerHour, medianFenPerHour));
}
