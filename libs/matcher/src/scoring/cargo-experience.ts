import { tableOf } from './given.js';
import { profileFactor } from './profile-factor.js';
import { pointsAt } from './table.js';

/** Orders completed of this cargo kind: who knows how it is lashed, cooled or kept dry. */
export const cargoExperience = profileFactor(
  'cargo_experience',
  ({ cargoMilli = 0 }, _candidate, policy) => ({
    points: pointsAt(tableOf(policy, 'cargoMilli'), cargoMilli),
    facts: { profileOff: false, cargoMilli },
  }),
);
