import { decide } from '../../src/decide.js';
import { parsePolicy } from '../../src/parse-policy.js';
import { POLICIES } from './cases.js';
import { LAW_NAMES, laws, type LawName } from './laws.js';
import { runs } from './run.js';

const run = runs({ numRuns: 300 });

/** The promises of the mission a law stands for. */
const promises: Partial<Record<LawName, string>> = {
  'every total is the sum of its parts': 'D1',
  'every candidate is ranked or refused, exactly once': 'D1',
  'a refused driver never sways the others': 'D7',
  'a profile that is off is out of the decision, whatever the past': 'M4 D3',
  'what is decided again is the same, byte for byte': 'D1',
  'priority owed adds its one part to its driver, and nothing else': 'D1',
  'a fair share never outweighs more metres than the policy says': 'D7',
};

describe('decide', () => {
  it.each(LAW_NAMES.map((name) => [tagged(name), name] as const))('%s', (_, name) => {
    laws[name](decide, run);
  });

  it('is tried under policies that a city could have', () => {
    for (const policy of POLICIES) expect(parsePolicy(policy)).toEqual({ ok: true, policy });
  });

  function tagged(name: LawName): string {
    const ids = promises[name];
    return ids === undefined ? name : `[${ids}] ${name}`;
  }
});
