import { runs } from '../laws/run.js';
import { LAW_NAMES, laws, type LawName, type DecideRound } from './laws.js';
import { twins } from './twins.js';

const run = { ...runs({ seed: 20_240_601, numRuns: 150 }), endOnFailure: true };

describe('a round that', () => {
  it.each(twins)('$slip is caught by one law alone: $breaks', ({ breaks, decide }) => {
    expect(LAW_NAMES.filter((name) => isCaughtBy(name, decide))).toEqual([breaks]);
  });

  it('breaks a law exists for every law', () => {
    expect(new Set(twins.map(({ breaks }) => breaks))).toEqual(new Set(LAW_NAMES));
  });

  function isCaughtBy(name: LawName, decide: DecideRound): boolean {
    try {
      laws[name](decide, run);
      return false;
    } catch {
      return true;
    }
  }
});
