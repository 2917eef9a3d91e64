import type { AssignmentProblem } from './problem.js';

/** A part of a problem that shares no column with the rest, numbered anew and in the same order. */
export type Component = {
  readonly problem: AssignmentProblem;
  /** What its rows and columns are called in the whole. */
  readonly rowIds: Int32Array;
  readonly columnIds: Int32Array;
};

/**
 * Rows that compete, directly or through others, end up together; what happens in one component
 * cannot matter in another. A row without edges is one by itself; a column nobody may have is in
 * none. In order of their first rows.
 */
export function componentsOf(problem: AssignmentProblem): Component[] {
  const { rows, columns, starts, heads } = problem;
  const parent = joined(problem);
  const componentOf = new Int32Array(columns).fill(-1);
  const rowCounts: number[] = [];
  const edgeCounts: number[] = [];
  const ofRow = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const from = starts[row]!;
    const count = starts[row + 1]! - from;
    const root = count === 0 ? -1 : rootOf(parent, heads[from]!);
    let component = root === -1 ? -1 : componentOf[root]!;
    if (component === -1) {
      component = rowCounts.length;
      rowCounts.push(0);
      edgeCounts.push(0);
      if (root !== -1) componentOf[root] = component;
    }
    ofRow[row] = component;
    rowCounts[component]! += 1;
    edgeCounts[component]! += count;
  }
  const columnCounts = new Int32Array(rowCounts.length);
  const localColumn = new Int32Array(columns);
  for (let column = 0; column < columns; column++) {
    const component = componentOf[rootOf(parent, column)]!;
    componentOf[column] = component;
    if (component !== -1) localColumn[column] = columnCounts[component]!++;
  }
  return cut(problem, { ofRow, componentOf, localColumn, rowCounts, edgeCounts, columnCounts });
}

type Cutting = {
  readonly ofRow: Int32Array;
  readonly componentOf: Int32Array;
  readonly localColumn: Int32Array;
  readonly rowCounts: readonly number[];
  readonly edgeCounts: readonly number[];
  readonly columnCounts: Int32Array;
};

function cut(problem: AssignmentProblem, cutting: Cutting): Component[] {
  const { ofRow, componentOf, localColumn, rowCounts, edgeCounts, columnCounts } = cutting;
  const { rows, columns, starts, heads, costs, unassignedCosts } = problem;
  const parts = rowCounts.map((count, index) => ({
    rows: count,
    columns: columnCounts[index]!,
    starts: new Int32Array(count + 1),
    heads: new Int32Array(edgeCounts[index]!),
    costs: new Float64Array(edgeCounts[index]!),
    unassignedCosts: unassignedCosts === null ? null : new Float64Array(count),
    rowIds: new Int32Array(count),
    columnIds: new Int32Array(columnCounts[index]!),
    filledRows: 0,
  }));
  for (let row = 0; row < rows; row++) {
    const part = parts[ofRow[row]!]!;
    const at = part.filledRows++;
    const from = starts[row]!;
    const until = starts[row + 1]!;
    let edge = part.starts[at]!;
    for (let each = from; each < until; each++, edge++) {
      part.heads[edge] = localColumn[heads[each]!]!;
      part.costs[edge] = costs[each]!;
    }
    part.starts[at + 1] = edge;
    part.rowIds[at] = row;
    if (part.unassignedCosts !== null) part.unassignedCosts[at] = unassignedCosts![row]!;
  }
  for (let column = 0; column < columns; column++) {
    const part = parts[componentOf[column]!];
    if (part !== undefined) part.columnIds[localColumn[column]!] = column;
  }
  return parts.map(({ rowIds, columnIds, filledRows: _, ...each }) => ({
    problem: each,
    rowIds,
    columnIds,
  }));
}

function joined({ rows, columns, starts, heads }: AssignmentProblem): Int32Array {
  const parent = new Int32Array(columns);
  for (let column = 0; column < columns; column++) parent[column] = column;
  for (let row = 0; row < rows; row++) {
    const until = starts[row + 1]!;
    for (let edge = starts[row]! + 1; edge < until; edge++) {
      const one = rootOf(parent, heads[edge - 1]!);
      const other = rootOf(parent, heads[edge]!);
      if (one !== other) parent[Math.max(one, other)] = Math.min(one, other);
    }
  }
  return parent;
}

function rootOf(parent: Int32Array, column: number): number {
  let at = column;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]!]!;
    at = parent[at]!;
  }
  return at;
}
