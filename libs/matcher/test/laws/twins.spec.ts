import type { Decide } from '../../src/decide.js';
import { LAW_NAMES, laws, type LawName } from './laws.js';
import { runs } from './run.js';
import { twins } from './twins.js';

/**
 * The laws are tested here: each twin passes all of them but its own. A fixed seed, since this is
 * about what the laws can see and not about finding something new. A failing case is not shrunk.
 */
const run = { ...runs({ seed: 20_240_601, numRuns: 120 }), endOnFailure: true };

describe('a decide that', () => {
  it.each(twins)('$slip is caught by one law alone: $breaks', ({ breaks, decide }) => {
    expect(LAW_NAMES.filter((name) => isCaughtBy(name, decide))).toEqual([breaks]);
  });

  it('breaks a law exists for every law', () => {
    expect(twins.map(({ breaks }) => breaks)).toEqual(
      expect.arrayContaining<LawName>([...LAW_NAMES]),
    );
    expect(twins).toHaveLength(LAW_NAMES.length);
  });

  function isCaughtBy(name: LawName, decide: Decide): boolean {
    try {
      laws[name](decide, run);
      return false;
    } catch {
      return true;
    }
  }
});
