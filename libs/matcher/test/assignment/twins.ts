import { componentsOf } from '../../src/assignment/components.js';
import { solveDense } from '../../src/assignment/dense.js';
import { assignGreedily } from '../../src/assignment/greedy.js';
import { NOBODY } from '../../src/assignment/problem.js';
import { solveAssignment } from '../../src/assignment/solve.js';
import { solvers, type LawName, type Solvers } from './laws.js';

/** For each law solvers of which one slips, in a way that breaks that law and no other. */
export type Twin = { readonly slip: string; readonly breaks: LawName; readonly solvers: Solvers };

let calls = 0;

export const twins: readonly Twin[] = [
  {
    slip: 'gives the last row the price of the first',
    breaks: 'its prices prove that nothing is better',
    solvers: {
      ...solvers,
      solve: (...of) => {
        const solved = solveAssignment(...of);
        if (solved.kind !== 'optimal') return solved;
        const rowPrices = solved.assignment.rowPrices.slice();
        rowPrices[rowPrices.length - 1] = rowPrices[0] ?? 0;
        return { ...solved, assignment: { ...solved.assignment, rowPrices } };
      },
    },
  },
  {
    slip: 'calls impossible what has a cost below nothing',
    breaks: 'costs what the best of all assignments costs',
    solvers: {
      ...solvers,
      solve: (problem, ...rest) =>
        problem.unassignedCosts === null && problem.costs.some((cost) => cost < 0)
          ? { kind: 'infeasible', row: 0, steps: 0 }
          : solveAssignment(problem, ...rest),
    },
  },
  {
    slip: 'loses every component after the second',
    breaks: 'components solved apart make up the whole',
    solvers: { ...solvers, components: (problem) => componentsOf(problem).slice(0, 2) },
  },
  {
    slip: 'swaps the first row with the last',
    breaks: 'a matrix is solved as the sparse problem of all its pairs is',
    solvers: {
      ...solvers,
      dense: (dense) => {
        const solved = solveDense(dense);
        const columnOf = solved.columnOf.slice();
        const [first = NOBODY, last = NOBODY] = [columnOf[0], columnOf.at(-1)];
        columnOf[0] = last;
        columnOf[columnOf.length - 1] = first;
        return { ...solved, columnOf };
      },
    },
  },
  {
    slip: 'gives its prices of zero either sign, by turns',
    breaks: 'the same problem is solved the same way, step by step',
    solvers: {
      ...solvers,
      solve: (...of) => {
        const solved = solveAssignment(...of);
        if (solved.kind !== 'optimal') return solved;
        const zero = ++calls % 2 === 0 ? 0 : -0;
        const columnPrices = solved.assignment.columnPrices.map((price) => price || zero);
        return { ...solved, assignment: { ...solved.assignment, columnPrices } };
      },
    },
  },
  {
    slip: 'takes the least cost off every row in place',
    breaks: 'what was given stays as it was',
    solvers: {
      ...solvers,
      solve: (problem, ...rest) => {
        const { rows, starts, costs, unassignedCosts } = problem;
        for (let row = 0; row < rows; row++) {
          const own = costs.subarray(starts[row], starts[row + 1]);
          const least = Math.min(...own, unassignedCosts?.[row] ?? Infinity);
          own.forEach((cost, at) => (own[at] = cost - least));
          if (unassignedCosts !== null) unassignedCosts[row] = unassignedCosts[row]! - least;
        }
        return solveAssignment(problem, ...rest);
      },
    },
  },
  {
    slip: 'never stops',
    breaks: 'work that is not allowed is not done',
    solvers: { ...solvers, solve: (problem) => solveAssignment(problem) },
  },
  {
    slip: 'forgets who is taken',
    breaks: 'greedy gives nobody the column of another, nor a price above his own',
    solvers: {
      ...solvers,
      greedy: (problem) => {
        const columnOf = assignGreedily(problem);
        return columnOf.fill(columnOf.find((column) => column !== NOBODY) ?? NOBODY);
      },
    },
  },
];
