import { NOBODY, type Assignment, type AssignmentProblem } from './problem.js';
import { Solver } from './solver.js';

/** Every row may have every column, at the costs of a matrix row by row. */
export type DenseProblem = {
  readonly rows: number;
  /** At least as many as rows. */
  readonly columns: number;
  readonly costs: Float64Array;
};

/** Of each row at first; an optimum hardly ever reaches further. */
const CORE_WIDTH = 10;
/** Added to a row at a time, the most tempting ones. */
const ADDED_MAX = 12;
/**
 * A row that its core does not serve steps aside at a price, at first that of the dearest pair of
 * the core, so that it is offered what lies further off; the price grows until nobody steps aside.
 */
const EXIT_GROWTH = 10;
const EXIT_MAX = 2 ** 50;

/**
 * Every row must have a column. Nearly all of a dense matrix is too dear to matter: the few best
 * columns of each row are solved as a sparse problem, and its prices are then held against the
 * whole matrix. Pairs that would be better than their prices are added, until there are none; then
 * the prices prove the optimum of the whole.
 */
export function solveDense(dense: DenseProblem): Assignment & { readonly steps: number } {
  const { rows, columns } = dense;
  if (rows > columns) throw new Error(`expected at least ${rows} columns, got ${columns}`);
  const square = rows === columns;
  const firstPrices = square ? columnMinima(dense) : new Float64Array(columns);
  const core = new Core(dense);
  core.addBelow(firstPrices, new Float64Array(rows).fill(Infinity), CORE_WIDTH);
  let warm = square;
  let exit = square ? core.mostCost() : dearestExchange(dense);
  let prices = firstPrices;
  let columnOf: Int32Array = new Int32Array(rows).fill(NOBODY);
  for (let steps = 0; ;) {
    const solver = new Solver(core.problem(new Float64Array(rows).fill(exit)));
    // A column that is given up keeps its price, which only a problem allows that takes them all.
    if (warm) solver.resume(prices, columnOf);
    if (!warm || steps === 0) solver.reduceRows();
    for (const row of solver.waiting()) solver.augment(row);
    const assignment = solver.result();
    steps += solver.steps;
    const added = core.addBelow(assignment.columnPrices, assignment.rowPrices, ADDED_MAX);
    const aside = assignment.columnOf.includes(NOBODY);
    if (added === 0 && !aside) return { ...assignment, steps };
    if (aside && warm) exit *= EXIT_GROWTH;
    // Prices that sank with each exit may take it out of whole numbers: begin again from none, with
    // the core as it is by now, at a price above every exchange.
    if (warm && exit > EXIT_MAX) {
      warm = false;
      exit = dearestExchange(dense);
    }
    ({ columnPrices: prices, columnOf } = assignment);
  }
}

/** The pairs looked at so far, by row. */
class Core {
  private readonly lists: number[][];

  constructor(private readonly dense: DenseProblem) {
    this.lists = Array.from({ length: dense.rows }, () => []);
  }

  /**
   * Of each row the `most` pairs that cost least beyond their column's price and less than its own.
   */
  addBelow(columnPrices: Float64Array, rowPrices: Float64Array, most: number): number {
    const { rows, columns, costs } = this.dense;
    const best = new Float64Array(most);
    const bestColumn = new Int32Array(most);
    let added = 0;
    for (let row = 0; row < rows; row++) {
      let count = 0;
      let bound = rowPrices[row]!;
      const from = row * columns;
      for (let column = 0; column < columns; column++) {
        const reduced = costs[from + column]! - columnPrices[column]!;
        if (reduced >= bound) continue;
        let at = count < most ? count++ : most - 1;
        while (at > 0 && best[at - 1]! > reduced) {
          best[at] = best[at - 1]!;
          bestColumn[at] = bestColumn[at - 1]!;
          at--;
        }
        best[at] = reduced;
        bestColumn[at] = column;
        if (count === most) bound = Math.min(bound, best[most - 1]!);
      }
      for (let at = 0; at < count; at++) this.lists[row]!.push(bestColumn[at]!);
      added += count;
    }
    return added;
  }

  /** At least 1. */
  mostCost(): number {
    const { columns, costs } = this.dense;
    let most = 1;
    this.lists.forEach((list, row) => {
      for (const column of list) most = Math.max(most, costs[row * columns + column]!);
    });
    return most;
  }

  problem(unassignedCosts: Float64Array): AssignmentProblem {
    const { rows, columns, costs } = this.dense;
    const starts = new Int32Array(rows + 1);
    for (let row = 0; row < rows; row++) starts[row + 1] = starts[row]! + this.lists[row]!.length;
    const heads = new Int32Array(starts[rows]!);
    const own = new Float64Array(starts[rows]!);
    let edge = 0;
    for (let row = 0; row < rows; row++) {
      for (const column of this.lists[row]!) {
        heads[edge] = column;
        own[edge++] = costs[row * columns + column]!;
      }
    }
    return { rows, columns, starts, heads, costs: own, unassignedCosts };
  }
}

function columnMinima({ rows, columns, costs }: DenseProblem): Float64Array {
  const least = costs.slice(0, columns);
  for (let row = 1; row < rows; row++) {
    const from = row * columns;
    for (let column = 0; column < columns; column++) {
      const cost = costs[from + column]!;
      if (cost < least[column]!) least[column] = cost;
    }
  }
  return least;
}

/** No path of exchanges costs more: above it nobody steps aside who need not. */
function dearestExchange({ rows, costs }: DenseProblem): number {
  let least = 0;
  let most = 0;
  for (let at = 0; at < costs.length; at++) {
    if (costs[at]! < least) least = costs[at]!;
    if (costs[at]! > most) most = costs[at]!;
  }
  return (most - least) * (rows + 1) + 1;
}
