import { floorDivide } from '../division.js';
import type { Factor } from './factor.js';
import { given, tableOf } from './given.js';
import { pointsAt } from './table.js';

const DAY_SECONDS = 86_400;
/** More loads than this change no chance, and a record need not count them. */
const LOADS_MILLI_MAX = 1_000_000;

/**
 * A load on the way home (回程), priced against driving home empty: the metres from the unloading
 * place to his home, times the chance that he finds a load there that his truck may take and that
 * brings him nearer. What is open already counts whole, what is still to be posted by how often
 * such orders are.
 */
export const returnLoad: Factor = ({ home, returns }, _order, { policy }) => {
  if (home === undefined) return { points: 0, facts: { homeKnown: false } };
  if (returns === undefined) return { points: 0, facts: { homeKnown: true, lookedUp: false } };
  const { waitSeconds } = given(policy.returns, 'returns');
  const { open, postedPerDayMilli } = returns;
  const emptyHomeMeters = home.afterMeters;
  const loadsMilli = Math.min(
    LOADS_MILLI_MAX,
    1000 * open + floorDivide(postedPerDayMilli * waitSeconds, DAY_SECONDS),
  );
  const chancePermille = pointsAt(tableOf(policy, 'returnLoadsMilli'), loadsMilli);
  const savedMeters = floorDivide(emptyHomeMeters * chancePermille, 1000);
  return {
    points: pointsAt(tableOf(policy, 'returnMeters'), savedMeters),
    facts: {
      homeKnown: true,
      lookedUp: true,
      emptyHomeMeters,
      open,
      postedPerDayMilli,
      loadsMilli,
      chancePermille,
      savedMeters,
    },
  };
};
