import { floorDivide } from '../division.js';
import type { Table } from '../policy.js';

/**
 * Points at `x`, by a straight line between knots, rounded down: the floor of a monotone line is
 * monotone, so rounding never turns better into worse. Products stay below 2^53 within the bounds
 * of `parsePolicy`.
 */
export function pointsAt(table: Table, x: number): number {
  let left: Table[number] | undefined;
  for (const right of table) {
    if (x <= right[0]) return left === undefined ? right[1] : between(left, right, x);
    left = right;
  }
  if (left === undefined) throw new Error('a table needs a knot, this one is empty');
  return left[1];
}

function between(left: Table[number], right: Table[number], x: number): number {
  const run = right[0] - left[0];
  const rise = right[1] - left[1];
  return left[1] + floorDivide((x - left[0]) * rise, run);
}
