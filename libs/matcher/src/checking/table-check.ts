import type { Table } from '../policy.js';
import { POINTS_MAX } from '../scoring/factor.js';
import { all, expected, join, whole, type Check, type Report } from './check.js';

/** A line needs two ends; more than 32 knots nobody can publish as a rule a driver reads. */
const KNOTS_MIN = 2;
const KNOTS_MAX = 32;

/**
 * A table a law can hold on: x strictly rising, points never against the direction. A table that
 * turned would let a driver lose by coming nearer.
 */
export const table =
  (direction: 'rising' | 'falling', xMax: number): Check<Table> =>
  (value, path, report): value is Table => {
    if (!Array.isArray(value) || value.length < KNOTS_MIN || value.length > KNOTS_MAX) {
      return expected(report, path, `${KNOTS_MIN} to ${KNOTS_MAX} knots [x, points]`, value);
    }
    const knots: readonly unknown[] = value;
    const isKnot = knot(xMax);
    const sound = knots.map((each, index) => isKnot(each, join(path, index), report));
    if (!all(sound)) return false;
    return all(
      (knots as Table).map((each, index, whole) => {
        const before = whole[index - 1];
        return before === undefined || follows(direction, before, each, join(path, index), report);
      }),
    );
  };

const knot =
  (xMax: number): Check<readonly [number, number]> =>
  (value, path, report): value is readonly [number, number] => {
    if (!Array.isArray(value) || value.length !== 2) {
      return expected(report, path, 'a pair [x, points]', value);
    }
    return all([
      whole(0, xMax)(value[0], join(path, 0), report),
      whole(0, POINTS_MAX)(value[1], join(path, 1), report),
    ]);
  };

function follows(
  direction: 'rising' | 'falling',
  before: Table[number],
  knot: Table[number],
  path: string,
  report: Report,
): boolean {
  const [x, points] = knot;
  const turned = direction === 'rising' ? points < before[1] : points > before[1];
  const bound = direction === 'rising' ? 'at least' : 'at most';
  return all([
    x > before[0] || expected(report, join(path, 0), `more than ${before[0]}`, x),
    !turned || expected(report, join(path, 1), `${bound} ${before[1]}`, points),
  ]);
}
