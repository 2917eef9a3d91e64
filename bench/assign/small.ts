import { assignmentProblem, costOf, solveAssignment, type AssignmentProblem } from '#libs/matcher';
import { Seeded } from '../seeded.js';

/** How many of so many small random problems are not solved as trying everything solves them. */
export function wrongOf(count: number, seed: number): number {
  const seeded = new Seeded(seed);
  let wrong = 0;
  for (let at = 0; at < count; at++) {
    const problem = small(seeded);
    const solved = solveAssignment(problem);
    const cost = solved.kind === 'optimal' ? costOf(problem, solved.assignment.columnOf) : Infinity;
    if (cost !== leastCost(problem, 0, 0)) wrong++;
  }
  return wrong;
}

function small(seeded: Seeded): AssignmentProblem {
  const rows = seeded.whole(1, 6);
  const columns = seeded.whole(1, 7);
  const edges = Array.from({ length: rows * columns }, (_, at) => ({
    row: Math.floor(at / columns),
    column: at % columns,
    cost: seeded.whole(-5, 30),
  })).filter(() => seeded.next() < 0.7);
  const exits = Array.from({ length: rows }, () => seeded.whole(0, 40));
  return assignmentProblem({ rows, columns }, edges, seeded.next() < 0.5 ? exits : null);
}

function leastCost(problem: AssignmentProblem, row: number, taken: number): number {
  const { rows, starts, heads, costs, unassignedCosts } = problem;
  if (row === rows) return 0;
  let least = (unassignedCosts?.[row] ?? Infinity) + leastCost(problem, row + 1, taken);
  for (let edge = starts[row]!; edge < starts[row + 1]!; edge++) {
    const bit = 1 << heads[edge]!;
    if ((taken & bit) !== 0) continue;
    least = Math.min(least, costs[edge]! + leastCost(problem, row + 1, taken | bit));
  }
  return least;
}
