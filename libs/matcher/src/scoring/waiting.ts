import type { Factor } from './factor.js';
import { pointsAt } from './table.js';

/**
 * A fair share: who has long been free gains, up to where the table ends. Time, not history: no
 * profile.
 */
export const waiting: Factor = ({ waitingSeconds }, _order, { policy }) => ({
  points: pointsAt(policy.tables.waitingSeconds, waitingSeconds),
  facts: { waitingSeconds },
});
