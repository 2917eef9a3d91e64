import { ColumnHeap } from './column-heap.js';
import { NOBODY, type Assignment, type AssignmentProblem } from './problem.js';

type Pair = { readonly row: number; readonly column: number };

/**
 * How much dearer the best assignment would be in which this row has this column: not the best any
 * more, but the best of those. Found from the proven optimum by one search, instead of solving
 * again; the laws hold it against all assignments there are. Counted in `unit`s, so that what only
 * settles ties is left out of it. The pair must be one of the problem's, and every row have a price
 * at which it goes without.
 */
export function priceOfPair(
  problem: AssignmentProblem,
  assignment: Assignment,
  { row, column, unit }: Pair & { readonly unit: number },
): number {
  const { columnOf, rowOf } = assignment;
  const given = columnOf[row]!;
  if (given === column) return 0;
  const cost = (of: number, head: number): number =>
    Math.floor(
      (head === NOBODY
        ? problem.unassignedCosts![of]!
        : problem.costs[edgeTo(problem, of, head)]!) / unit,
    );
  let price = cost(row, column) - cost(row, given);
  const pushedOut = rowOf[column]!;
  for (const { row: of, column: to } of exchanges(problem, assignment, {
    pushedOut,
    column,
    given,
  })) {
    price += cost(of, to) - cost(of, columnOf[of]!);
  }
  return price;
}

function edgeTo({ starts, heads }: AssignmentProblem, row: number, column: number): number {
  for (let edge = starts[row]!; edge < starts[row + 1]!; edge++) {
    if (heads[edge] === column) return edge;
  }
  throw new Error(`row ${row} may not have column ${column}`);
}

/** Reached from no row, but from outside: a column that its row leaves for a better one. */
const OUTSIDE = -2;

/**
 * Who takes what instead, at the least cost in all, when `column` is taken from `pushedOut`
 * (nobody, where it was free) and `given` becomes free. A shortest way from the one to the other
 * along exchanges at reduced costs, none of which is below 0; it may lead outside, where free
 * columns and rows without one are, and in again.
 */
function exchanges(
  problem: AssignmentProblem,
  { columnOf, rowOf, rowPrices, columnPrices }: Assignment,
  { pushedOut, column: taken, given }: { pushedOut: number; column: number; given: number },
): Pair[] {
  const { starts, heads, costs, rows, columns } = problem;
  const exits = problem.unassignedCosts!;
  const distances = new Float64Array(columns).fill(Infinity);
  const before = new Int32Array(columns).fill(NOBODY);
  const heap = new ColumnHeap(distances);
  let nearestEnd = Infinity;
  let outside = Infinity;
  let wayOut: Pair | null = null;
  let outsideDone = false;

  const reach = (to: number, distance: number, from: number): void => {
    const known = distances[to]!;
    // Nothing that is no nearer than the end itself can be on the way to it.
    if (to === taken || distance >= known || distance >= nearestEnd) return;
    distances[to] = distance;
    if (to === given) nearestEnd = distance;
    before[to] = from;
    if (to !== given && rowOf[to] === NOBODY) leave(distance, { row: from, column: to });
    else if (known === Infinity) heap.push(to);
    else heap.moveUp(to);
  };
  const leave = (distance: number, way: Pair): void => {
    if (outsideDone || distance >= outside) return;
    outside = distance;
    wayOut = way;
  };
  const lookFrom = (row: number, base: number): void => {
    leave(base + exits[row]!, { row, column: NOBODY });
    for (let edge = starts[row]!; edge < starts[row + 1]!; edge++) {
      reach(heads[edge]!, base + costs[edge]! - columnPrices[heads[edge]!]!, row);
    }
  };
  const lookFromOutside = (): void => {
    outsideDone = true;
    reach(given, outside - columnPrices[given]!, OUTSIDE);
    if (nearestEnd <= outside) return;
    for (let to = 0; to < columns; to++) {
      if (to === given || rowOf[to] !== NOBODY) reach(to, outside - columnPrices[to]!, OUTSIDE);
    }
    for (let row = 0; row < rows; row++) {
      if (columnOf[row] === NOBODY) lookFrom(row, outside - exits[row]!);
    }
  };

  if (pushedOut === NOBODY) outside = 0;
  else lookFrom(pushedOut, 0);
  for (;;) {
    const nearest = heap.isEmpty() ? Infinity : distances[heap.nearest()]!;
    if (!outsideDone && outside <= nearest) {
      if (given === NOBODY) break;
      lookFromOutside();
      continue;
    }
    const to = heap.pop();
    if (to === given) break;
    const row = rowOf[to]!;
    lookFrom(row, distances[to]! - rowPrices[row]!);
  }
  return backwards({ columnOf, before, wayOut, pushedOut, given });
}

function backwards(found: {
  readonly columnOf: Int32Array;
  readonly before: Int32Array;
  readonly wayOut: Pair | null;
  readonly pushedOut: number;
  readonly given: number;
}): Pair[] {
  const { columnOf, before, wayOut, pushedOut, given } = found;
  const way: Pair[] = [];
  let to = given;
  for (;;) {
    const from = to === NOBODY ? OUTSIDE : before[to]!;
    const pair = from === OUTSIDE ? wayOut : { row: from, column: to };
    // From outside on it was free already.
    if (pair === null) return way;
    way.push(pair);
    if (pair.row === pushedOut) return way;
    to = columnOf[pair.row]!;
  }
}
