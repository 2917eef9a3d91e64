/**
 * Rows (orders) want columns (drivers), each at most one, at the least sum of costs. Sparse: a pair
 * that is not listed is forbidden. Costs and prices are whole numbers, negative ones too.
 *
 * What the solver adds up along a path must stay within 2^53. With prices no path is dearer than
 * twice the largest number here; without them, than that number times the rows.
 */
export type AssignmentProblem = {
  readonly rows: number;
  readonly columns: number;
  /**
   * Row `i` owns the edges from `starts[i]` up to `starts[i + 1]`; one more than there are rows.
   */
  readonly starts: Int32Array;
  /** The column of each edge; no column twice in a row. */
  readonly heads: Int32Array;
  readonly costs: Float64Array;
  /** What it costs to leave a row without a column; null where every row must have one. */
  readonly unassignedCosts: Float64Array | null;
};

/**
 * Who got whom, with the prices that prove that nothing is better: see `flawOf`. A column nobody
 * got has the price 0; the scarcer it is, the further below 0.
 */
export type Assignment = {
  /** -1 for a row without a column. */
  readonly columnOf: Int32Array;
  /** -1 for a column without a row. */
  readonly rowOf: Int32Array;
  readonly rowPrices: Float64Array;
  readonly columnPrices: Float64Array;
};

export const NOBODY = -1;

export type Edge = { readonly row: number; readonly column: number; readonly cost: number };

/** Of edges in any order; within a row they keep it, and equal paths are met in it. */
export function assignmentProblem(
  size: { readonly rows: number; readonly columns: number },
  edges: readonly Edge[],
  unassignedCosts: readonly number[] | null,
): AssignmentProblem {
  const starts = new Int32Array(size.rows + 1);
  for (const { row } of edges) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let row = 0; row < size.rows; row++) {
    starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  }
  const next = starts.slice();
  const heads = new Int32Array(edges.length);
  const costs = new Float64Array(edges.length);
  for (const { row, column, cost } of edges) {
    const at = next[row] ?? 0;
    next[row] = at + 1;
    heads[at] = column;
    costs[at] = cost;
  }
  return {
    ...size,
    starts,
    heads,
    costs,
    unassignedCosts: unassignedCosts === null ? null : Float64Array.from(unassignedCosts),
  };
}

/** What an assignment costs, rows without a column included. */
export function costOf(
  { starts, heads, costs, unassignedCosts, rows }: AssignmentProblem,
  columnOf: Int32Array,
): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const column = columnOf[row] ?? NOBODY;
    if (column === NOBODY) {
      sum += unassignedCosts?.[row] ?? Infinity;
      continue;
    }
    const end = starts[row + 1] ?? 0;
    let edge = starts[row] ?? 0;
    while (edge < end && heads[edge] !== column) edge++;
    sum += edge < end ? (costs[edge] ?? Infinity) : Infinity;
  }
  return sum;
}
