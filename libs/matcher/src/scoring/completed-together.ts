import { profileFactor } from './profile-factor.js';
import { pointsAt } from './table.js';

/** Orders this driver completed for this shipper: those two know each other's gates and papers. */
export const completedTogether = profileFactor(
  'completed_together',
  ({ togetherMilli }, _candidate, { tables }) => ({
    points: pointsAt(tables.togetherMilli, togetherMilli),
    facts: { profileOff: false, togetherMilli },
  }),
);
