import { NOBODY, type Assignment, type AssignmentProblem } from './problem.js';
import { Solver } from './solver.js';

export type Solved =
  | { readonly kind: 'optimal'; readonly assignment: Assignment; readonly steps: number }
  | { readonly kind: 'infeasible'; readonly row: number; readonly steps: number }
  | { readonly kind: 'out_of_steps'; readonly steps: number };

/**
 * The best assignment with its proof, or why there is none: a row that cannot be served, or more
 * work than was allowed. Work is counted in edges looked at, so the same problem ends the same way
 * on any machine.
 */
export function solveAssignment(problem: AssignmentProblem, stepsMax = Infinity): Solved {
  const solver = new Solver(problem, stepsMax);
  if (everyColumnTaken(problem)) solver.resume(leastOfEach(problem), nobody(problem.rows));
  solver.reduceRows();
  for (const row of solver.waiting()) {
    if (solver.augment(row)) continue;
    const { steps, exhausted } = solver;
    return exhausted ? { kind: 'out_of_steps', steps } : { kind: 'infeasible', row, steps };
  }
  return { kind: 'optimal', assignment: solver.result(), steps: solver.steps };
}

const everyColumnTaken = ({ rows, columns, unassignedCosts }: AssignmentProblem): boolean =>
  unassignedCosts === null && rows === columns;

const nobody = (rows: number): Int32Array => new Int32Array(rows).fill(NOBODY);

/** What the cheapest row pays for each column: a good first price where all will be taken. */
function leastOfEach({ columns, heads, costs }: AssignmentProblem): Float64Array {
  const least = new Float64Array(columns).fill(Infinity);
  for (let edge = 0; edge < heads.length; edge++) {
    const column = heads[edge]!;
    if (costs[edge]! < least[column]!) least[column] = costs[edge]!;
  }
  for (let column = 0; column < columns; column++) {
    if (least[column] === Infinity) least[column] = 0;
  }
  return least;
}
