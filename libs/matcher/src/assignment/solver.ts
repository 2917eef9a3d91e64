import { ColumnHeap } from './column-heap.js';
import { NOBODY, type Assignment, type AssignmentProblem } from './problem.js';

/**
 * Rows that were pushed out push others out in turn: more sweeps than these cost more than paths.
 */
const SWEEPS = 2;
/** In one sweep, for each row that waits; equal neighbours could outbid one another for long. */
const BIDS_A_ROW = 4;

/**
 * Exact, by shortest augmenting paths on reduced costs (the scheme of Jonker and Volgenant), with
 * every row's way out at its own price. What always holds between two calls: no edge costs less
 * than the prices of its row and column together, a matched edge costs exactly that, and a column
 * nobody has is free of charge. Together they prove the matching optimal for the rows done so far,
 * and in the end for all.
 *
 * Which of several optima comes out is settled by the order of rows, of a row's edges, and of
 * columns, and by nothing else; who calls puts them in an order he can explain.
 */
export class Solver {
  readonly columnOf: Int32Array;
  readonly rowOf: Int32Array;
  readonly columnPrices: Float64Array;
  /** Edges looked at: the measure of work, the same on every machine. */
  steps = 0;
  /** The next look would have been one too many; nothing more is to be expected. */
  exhausted = false;

  /** The edge by which a row has its column. */
  private readonly edgeOf: Int32Array;
  private readonly exits: Float64Array;
  private readonly distances: Float64Array;
  private readonly reachedBy: Int32Array;
  private readonly reachedEdge: Int32Array;
  private readonly reached: Int32Array;
  private readonly settled: Int32Array;
  private readonly heap: ColumnHeap;

  constructor(
    private readonly problem: AssignmentProblem,
    private readonly stepsMax = Infinity,
  ) {
    const { rows, columns, unassignedCosts } = problem;
    this.columnOf = new Int32Array(rows).fill(NOBODY);
    this.edgeOf = new Int32Array(rows).fill(NOBODY);
    this.rowOf = new Int32Array(columns).fill(NOBODY);
    this.columnPrices = new Float64Array(columns);
    this.exits = unassignedCosts ?? new Float64Array(rows).fill(Infinity);
    this.distances = new Float64Array(columns).fill(Infinity);
    this.reachedBy = new Int32Array(columns);
    this.reachedEdge = new Int32Array(columns);
    this.reached = new Int32Array(columns);
    this.settled = new Int32Array(columns);
    this.heap = new ColumnHeap(this.distances);
  }

  /**
   * Goes on from prices and a matching found before, of which only those stay who still have their
   * best. Prices above 0 are for problems in which every column will be taken.
   */
  resume(columnPrices: Float64Array, columnOf: Int32Array): void {
    const { starts, heads, costs, rows } = this.problem;
    if (!this.mayLookAt(heads.length)) return;
    this.columnPrices.set(columnPrices);
    for (let row = 0; row < rows; row++) {
      const column = columnOf[row]!;
      if (column === NOBODY) continue;
      let least = this.exits[row]!;
      let own = Infinity;
      let ownEdge = NOBODY;
      for (let edge = starts[row]!; edge < starts[row + 1]!; edge++) {
        const reduced = costs[edge]! - columnPrices[heads[edge]!]!;
        if (reduced < least) least = reduced;
        if (heads[edge] === column) {
          own = reduced;
          ownEdge = edge;
        }
      }
      if (own === least) this.take(row, column, ownEdge);
    }
  }

  private mayLookAt(edges: number): boolean {
    if (this.steps + edges > this.stepsMax) this.exhausted = true;
    else this.steps += edges;
    return !this.exhausted;
  }

  /**
   * Every row without a column bids for its best: the price falls by what the second best is worse,
   * and whoever had it bids again. Settles most rows at the cost of looking at their edges.
   */
  reduceRows(): void {
    const { rows } = this.problem;
    const waiting = new Int32Array(rows);
    let count = 0;
    for (let row = 0; row < rows; row++) if (this.columnOf[row] === NOBODY) waiting[count++] = row;
    for (let sweep = 0; sweep < SWEEPS && count > 0; sweep++) {
      let left = 0;
      let bids = count * BIDS_A_ROW;
      for (let next = 0; next < count; next++) {
        let row = waiting[next]!;
        while (row !== NOBODY) {
          if (!this.mayLookAt(this.degree(row))) return;
          const pushedOut = this.bid(row);
          if (pushedOut === row) {
            waiting[left++] = row;
            break;
          }
          if (pushedOut !== NOBODY && --bids <= 0) {
            waiting[left++] = pushedOut;
            break;
          }
          row = pushedOut;
        }
      }
      count = left;
    }
  }

  private degree(row: number): number {
    return this.problem.starts[row + 1]! - this.problem.starts[row]!;
  }

  /** Answers who lost his column by it; the row itself when only a path can tell. */
  private bid(row: number): number {
    const { starts, heads, costs } = this.problem;
    const { columnPrices, rowOf } = this;
    const end = starts[row + 1]!;
    let least = this.exits[row]!;
    let second = Infinity;
    let column = NOBODY;
    let other = NOBODY;
    let edge = NOBODY;
    let otherEdge = NOBODY;
    for (let at = starts[row]!; at < end; at++) {
      const head = heads[at]!;
      const reduced = costs[at]! - columnPrices[head]!;
      if (reduced >= second) continue;
      if (reduced < least) {
        second = least;
        other = column;
        otherEdge = edge;
        least = reduced;
        column = head;
        edge = at;
      } else {
        second = reduced;
        other = head;
        otherEdge = at;
      }
    }
    // Prices only fall, so whom leaving suits best now it suits best in the end.
    if (column === NOBODY) return NOBODY;
    let had = rowOf[column]!;
    if (least < second) {
      // Nobody else to go to: the price is a path's to find.
      if (second === Infinity) return had === NOBODY ? this.take(row, column, edge) : row;
      columnPrices[column] = columnPrices[column]! - (second - least);
    } else if (had !== NOBODY) {
      if (other === NOBODY || rowOf[other] !== NOBODY) return row;
      column = other;
      edge = otherEdge;
      had = NOBODY;
    }
    if (had !== NOBODY) this.columnOf[had] = this.edgeOf[had] = NOBODY;
    this.take(row, column, edge);
    return had;
  }

  private take(row: number, column: number, edge: number): number {
    this.columnOf[row] = column;
    this.edgeOf[row] = edge;
    this.rowOf[column] = row;
    return NOBODY;
  }

  /**
   * The cheapest way to do right by one more row: along a path of exchanges to a column nobody has,
   * or to a row that is cheapest left without. False, and nothing changed, when there is none or
   * the work allowed is used up.
   */
  augment(start: number): boolean {
    const { starts, heads, costs } = this.problem;
    const { columnPrices, rowOf, edgeOf, exits, distances, reachedBy, reachedEdge } = this;
    const { heap, settled, reached } = this;
    heap.clear();
    let reachedCount = 0;
    let settledCount = 0;
    let row = start;
    /** What a path to `row` costs, less what the row pays now. */
    let base = 0;
    let end = Infinity;
    let endColumn = NOBODY;
    let endRow = NOBODY;
    for (;;) {
      if (base + exits[row]! < end) {
        end = base + exits[row]!;
        endRow = row;
        endColumn = NOBODY;
      }
      const until = starts[row + 1]!;
      if (!this.mayLookAt(until - starts[row]!)) break;
      for (let edge = starts[row]!; edge < until; edge++) {
        const column = heads[edge]!;
        const distance = base + costs[edge]! - columnPrices[column]!;
        if (distance >= end) continue;
        const before = distances[column]!;
        if (distance >= before) continue;
        distances[column] = distance;
        reachedBy[column] = row;
        reachedEdge[column] = edge;
        if (before === Infinity) reached[reachedCount++] = column;
        if (rowOf[column] === NOBODY) {
          end = distance;
          endColumn = column;
          endRow = NOBODY;
        } else if (before === Infinity) heap.push(column);
        else heap.moveUp(column);
      }
      if (heap.isEmpty()) break;
      const column = heap.nearest();
      const distance = distances[column]!;
      if (distance >= end) break;
      heap.pop();
      settled[settledCount++] = column;
      row = rowOf[column]!;
      base = distance - (costs[edgeOf[row]!]! - columnPrices[column]!);
    }
    const found = end < Infinity && !this.exhausted;
    for (let at = 0; found && at < settledCount; at++) {
      const column = settled[at]!;
      columnPrices[column] = columnPrices[column]! + distances[column]! - end;
    }
    for (let at = 0; at < reachedCount; at++) distances[reached[at]!] = Infinity;
    if (!found) return false;
    this.exchange(start, endColumn, endRow);
    return true;
  }

  /** Everyone on the path hands his column on. */
  private exchange(start: number, endColumn: number, endRow: number): void {
    let column = endColumn;
    if (column === NOBODY) {
      column = this.columnOf[endRow]!;
      this.columnOf[endRow] = this.edgeOf[endRow] = NOBODY;
    }
    let row = column === NOBODY ? start : NOBODY;
    while (row !== start) {
      row = this.reachedBy[column]!;
      const had = this.columnOf[row]!;
      this.take(row, column, this.reachedEdge[column]!);
      column = had;
    }
  }

  result(): Assignment {
    const { heads, costs, rows } = this.problem;
    const { columnPrices, columnOf, rowOf, edgeOf, exits } = this;
    const rowPrices = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const edge = edgeOf[row]!;
      rowPrices[row] = edge === NOBODY ? exits[row]! : costs[edge]! - columnPrices[heads[edge]!]!;
    }
    return { columnOf, rowOf, rowPrices, columnPrices };
  }

  /** Rows that wait for a path; one that is best left without needs none, and is none of them. */
  waiting(): number[] {
    const { rows } = this.problem;
    const found: number[] = [];
    for (let row = 0; row < rows; row++) if (this.columnOf[row] === NOBODY) found.push(row);
    return found;
  }
}
