import { profileFactor } from './profile-factor.js';
import { pointsAt } from './table.js';

/** Orders completed from this city to that one. */
export const laneExperience = profileFactor(
  'lane_experience',
  ({ laneMilli }, _candidate, { tables }) => ({
    points: pointsAt(tables.laneMilli, laneMilli),
    facts: { profileOff: false, laneMilli },
  }),
);
