import fc from 'fast-check';
import {
  assignmentProblem,
  type AssignmentProblem,
  type Edge,
} from '../../src/assignment/problem.js';

/** Small enough to try every assignment; few costs, so that optima tie. */
export const problems: fc.Arbitrary<AssignmentProblem> = fc
  .record({
    rows: fc.integer({ min: 1, max: 5 }),
    columns: fc.integer({ min: 1, max: 6 }),
    pairs: fc.uniqueArray(
      fc.record({ row: fc.nat(4), column: fc.nat(5), cost: fc.integer({ min: -3, max: 12 }) }),
      { selector: ({ row, column }) => row * 6 + column, maxLength: 30, size: 'max' },
    ),
    unassigned: fc.option(
      fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 5, maxLength: 5 }),
    ),
  })
  .map(({ rows, columns, pairs, unassigned }) =>
    assignmentProblem(
      { rows, columns },
      pairs.filter(({ row, column }) => row < rows && column < columns),
      unassigned?.slice(0, rows) ?? null,
    ),
  );

export type Matrix = { readonly rows: number; readonly columns: number; readonly costs: number[] };

/** Wider than the core that the dense solver looks at first, so that it has to look further. */
export const matrices: fc.Arbitrary<Matrix> = fc
  .record({
    rows: fc.integer({ min: 1, max: 30 }),
    more: fc.constantFrom(0, 0, 1, 20),
    near: fc.boolean(),
    draws: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 80, maxLength: 80 }),
  })
  .map(({ rows, more, near, draws }) => {
    const columns = rows + more;
    const at = (index: number): number => draws[index % draws.length] ?? 0;
    const costs = Array.from({ length: rows * columns }, (_, index) => {
      const [row, column] = [Math.floor(index / columns), index % columns];
      // On a line, all want the same columns: then most is decided far from the cheapest pairs.
      return near ? Math.abs(at(row) - at(31 + column) * 3) : at(row * 7 + column * 11);
    });
    return { rows, columns, costs };
  });

export const allPairs = ({ rows, columns, costs }: Matrix): AssignmentProblem =>
  assignmentProblem(
    { rows, columns },
    costs.map((cost, index): Edge => ({
      row: Math.floor(index / columns),
      column: index % columns,
      cost,
    })),
    null,
  );

/** By trying everything; Infinity when not every row that must be served can be. */
export function leastCost(problem: AssignmentProblem, row = 0, taken = 0): number {
  const { rows, starts, heads, costs, unassignedCosts } = problem;
  if (row === rows) return 0;
  let least = (unassignedCosts?.[row] ?? Infinity) + leastCost(problem, row + 1, taken);
  for (let edge = starts[row] ?? 0; edge < (starts[row + 1] ?? 0); edge++) {
    const bit = 1 << (heads[edge] ?? 0);
    if ((taken & bit) !== 0) continue;
    least = Math.min(least, (costs[edge] ?? 0) + leastCost(problem, row + 1, taken | bit));
  }
  return least;
}
