import assert from 'node:assert/strict';
import fc from 'fast-check';
import { componentsOf } from '../../src/assignment/components.js';
import { solveDense } from '../../src/assignment/dense.js';
import { flawOf } from '../../src/assignment/flaw.js';
import { assignGreedily } from '../../src/assignment/greedy.js';
import { costOf, NOBODY, type AssignmentProblem } from '../../src/assignment/problem.js';
import { solveAssignment, type Solved } from '../../src/assignment/solve.js';
import { allPairs, leastCost, matrices, problems } from './problems.js';

/** What the laws are tried on; a twin exchanges one of these for one that slips. */
export type Solvers = {
  readonly solve: typeof solveAssignment;
  readonly components: typeof componentsOf;
  readonly dense: typeof solveDense;
  readonly greedy: typeof assignGreedily;
};

export const solvers: Solvers = {
  solve: solveAssignment,
  components: componentsOf,
  dense: solveDense,
  greedy: assignGreedily,
};

export type Law = (solvers: Solvers, run: fc.Parameters<unknown>) => void;

export const laws = {
  'its prices prove that nothing is better': ({ solve }, run) =>
    hold(run, problems, (problem) => {
      const solved = solve(problem);
      if (solved.kind === 'optimal') assert.equal(flawOf(problem, solved.assignment), null);
    }),

  'costs what the best of all assignments costs': ({ solve }, run) =>
    hold(run, problems, (problem) => {
      assert.equal(costIn(problem, solve(problem)), leastCost(problem));
    }),

  'components solved apart make up the whole': ({ solve, components }, run) =>
    hold(run, problems, (problem) => {
      const parts = components(problem);
      const rows = parts.flatMap(({ rowIds }) => [...rowIds]).toSorted((a, b) => a - b);
      assert.deepEqual(
        rows,
        Array.from({ length: problem.rows }, (_, row) => row),
      );
      const columns = parts.flatMap(({ columnIds }) => [...columnIds]);
      assert.equal(new Set(columns).size, columns.length);
      const costs = parts.map((part) => costIn(part.problem, solve(part.problem)));
      assert.equal(
        costs.reduce((sum, cost) => sum + cost, 0),
        costIn(problem, solve(problem)),
      );
    }),

  'a matrix is solved as the sparse problem of all its pairs is': ({ dense, solve }, run) =>
    hold(run, matrices, (matrix) => {
      const problem = allPairs(matrix);
      const { columnOf } = dense({ ...matrix, costs: Float64Array.from(matrix.costs) });
      const solved = solve(problem);
      assert.equal(costOf(problem, columnOf), costIn(problem, solved));
    }),

  'the same problem is solved the same way, step by step': ({ solve }, run) =>
    hold(run, problems, (problem) => {
      assert.deepEqual(solve(problem), solve(problem));
    }),

  'what was given stays as it was': ({ solve }, run) =>
    hold(run, problems, (problem) => {
      const before = JSON.stringify(problem);
      solve(problem);
      assert.equal(JSON.stringify(problem), before);
    }),

  'work that is not allowed is not done': ({ solve }, run) =>
    hold(run, fc.tuple(problems, fc.integer({ min: 0, max: 60 })), ([problem, stepsMax]) => {
      const whole = solve(problem);
      const limited = solve(problem, stepsMax);
      assert.ok(limited.steps <= stepsMax);
      assert.equal(limited.kind, whole.steps <= stepsMax ? whole.kind : 'out_of_steps');
    }),

  'greedy gives nobody the column of another, nor a price above his own': ({ greedy }, run) =>
    hold(run, problems, (problem) => {
      const columnOf = greedy(problem);
      const got = [...columnOf].filter((column) => column !== NOBODY);
      assert.equal(new Set(got).size, got.length);
      if (problem.unassignedCosts === null) return;
      const left = costOf(problem, new Int32Array(problem.rows).fill(NOBODY));
      assert.ok(costOf(problem, columnOf) <= left);
    }),
} satisfies Record<string, Law>;

export type LawName = keyof typeof laws;
export const LAW_NAMES = Object.keys(laws) as LawName[];

export function costIn(problem: AssignmentProblem, solved: Solved): number {
  return solved.kind === 'optimal' ? costOf(problem, solved.assignment.columnOf) : Infinity;
}

function hold<T>(
  run: fc.Parameters<unknown>,
  generated: fc.Arbitrary<T>,
  rule: (value: T) => void,
): void {
  fc.assert(fc.property(generated, rule), run as fc.Parameters<[T]>);
}
