import type { Table } from '../policy.js';
import { pointsAt } from '../scoring/table.js';

/** Two points rounded down differ by less than one from what they were before. */
const ROUNDING = 1;

/**
 * The least that being nearer by so many metres gives, wherever between 0 and `within`; never
 * below 0. The gain is itself a line of straight pieces that bend where either end passes a knot,
 * so its least value is at one of those places or at an end. Between them both ends are rounded,
 * which takes less than one point more, and at them less than another.
 */
export function leastDrop(falling: Table, { by, within }: { by: number; within: number }): number {
  const last = within - by;
  if (last < 0) return Math.max(0, pointsAt(falling, 0) - pointsAt(falling, within));
  const bends = falling.flatMap(([meters]) => [meters, meters - by]);
  const drops = [0, ...bends, last]
    .filter((meters) => meters >= 0 && meters <= last)
    .map((meters) => pointsAt(falling, meters) - pointsAt(falling, meters + by));
  return Math.max(0, Math.min(...drops) - 2 * ROUNDING);
}
