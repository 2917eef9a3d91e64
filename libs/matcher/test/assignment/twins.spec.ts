import { runs } from '../laws/run.js';
import { LAW_NAMES, laws, type LawName, type Solvers } from './laws.js';
import { twins } from './twins.js';

const run = { ...runs({ seed: 20_240_601, numRuns: 80 }), endOnFailure: true };

describe('a solver that', () => {
  it.each(twins)('$slip is caught by one law alone: $breaks', ({ breaks, solvers }) => {
    expect(LAW_NAMES.filter((name) => isCaughtBy(name, solvers))).toEqual([breaks]);
  });

  it('breaks a law exists for every law', () => {
    expect(twins.map(({ breaks }) => breaks).toSorted()).toEqual([...LAW_NAMES].toSorted());
  });

  function isCaughtBy(name: LawName, solvers: Solvers): boolean {
    try {
      laws[name](solvers, run);
      return false;
    } catch {
      return true;
    }
  }
});
