import type { Factor } from './factor.js';
import { tableOf } from './given.js';
import { pointsAt } from './table.js';

/** The order takes him nearer to the home he set: kilometres he would else drive empty one day. */
export const homeward: Factor = ({ home }, _order, { policy }) => {
  if (home === undefined) return { points: 0, facts: { homeKnown: false } };
  const { nowMeters, afterMeters } = home;
  const nearerMeters = nowMeters - afterMeters;
  return {
    points: pointsAt(tableOf(policy, 'homewardMeters'), nearerMeters),
    facts: { homeKnown: true, nowMeters, afterMeters, nearerMeters },
  };
};
