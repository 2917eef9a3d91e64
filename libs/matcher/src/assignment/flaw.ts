import { NOBODY, type Assignment, type AssignmentProblem } from './problem.js';

/**
 * What keeps the prices from proving the assignment optimal, or null. Nobody has to trust the
 * solver: an assignment of which every row, column and edge passes here cannot be beaten, since any
 * other costs at least the sum of all prices, and this one costs no more.
 */
export function flawOf(
  { rows, columns, starts, heads, costs, unassignedCosts }: AssignmentProblem,
  { columnOf, rowOf, rowPrices, columnPrices }: Assignment,
): string | null {
  const allTaken = unassignedCosts === null && rows === columns;
  for (let column = 0; column < columns; column++) {
    const row = rowOf[column]!;
    const price = columnPrices[column]!;
    if (row !== NOBODY && columnOf[row] !== column) return `column ${column} has a row without it`;
    if (row === NOBODY && price !== 0) return `column ${column} is free and has a price`;
    if (price > 0 && !allTaken) return `column ${column} has a price above 0`;
  }
  for (let row = 0; row < rows; row++) {
    const got = columnOf[row]!;
    const price = rowPrices[row]!;
    const exit = unassignedCosts?.[row] ?? Infinity;
    if (got !== NOBODY && rowOf[got] !== row) return `row ${row} has a column without it`;
    if (price > exit) return `row ${row} pays more than to be left without`;
    if (got === NOBODY && price !== exit) return `row ${row} is left without at another price`;
    let found = got === NOBODY;
    for (let edge = starts[row]!; edge < starts[row + 1]!; edge++) {
      const column = heads[edge]!;
      const reduced = costs[edge]! - price - columnPrices[column]!;
      if (reduced < 0) return `row ${row} would rather have column ${column}`;
      if (column === got) {
        found = true;
        if (reduced !== 0) return `row ${row} has column ${column} at a loss`;
      }
    }
    if (!found) return `row ${row} has a column it may not have`;
  }
  return null;
}
