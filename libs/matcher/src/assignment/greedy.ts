import { NOBODY, type AssignmentProblem } from './problem.js';

/**
 * What is done when there is no time for the best: cheapest pair first, of equal ones the earlier
 * row, then its earlier edge. Nobody gets a column dearer than to be left without.
 */
export function assignGreedily(problem: AssignmentProblem): Int32Array {
  const { rows, columns, starts, heads, costs, unassignedCosts } = problem;
  const rowOf = new Int32Array(heads.length);
  const order: number[] = [];
  for (let row = 0; row < rows; row++) {
    const exit = unassignedCosts?.[row] ?? Infinity;
    for (let edge = starts[row]!; edge < starts[row + 1]!; edge++) {
      rowOf[edge] = row;
      if (costs[edge]! <= exit) order.push(edge);
    }
  }
  order.sort((one, other) => costs[one]! - costs[other]! || one - other);
  const columnOf = new Int32Array(rows).fill(NOBODY);
  const taken = new Uint8Array(columns);
  for (const edge of order) {
    const row = rowOf[edge]!;
    const column = heads[edge]!;
    if (columnOf[row] !== NOBODY || taken[column] === 1) continue;
    columnOf[row] = column;
    taken[column] = 1;
  }
  return columnOf;
}
