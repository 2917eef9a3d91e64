import type { Factor } from './factor.js';
import { pointsAt } from './table.js';

/** Nearer is better: kilometres driven empty (空驶) earn nobody anything. */
export const pickupDistance: Factor = ({ place }, _order, { policy }) => ({
  points: pointsAt(policy.tables.pickupMeters, place.pickupMeters),
  facts: { pickupMeters: place.pickupMeters, placeSource: place.source },
});
