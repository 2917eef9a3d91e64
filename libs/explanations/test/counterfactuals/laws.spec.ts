import { laws, room } from './laws.js';
import { twins } from './twins.js';

const RUNS = 40;

type LawName = keyof typeof laws;

const holds = (name: LawName) => () => laws[name](room, { numRuns: RUNS });

/** These prove requirements, which are read from names spelt out. */
const ENOUGH: LawName = 'every change that is shown is enough when the whole decision is replayed';
const NONE: LawName = 'where nothing is said to be enough, nothing is, tried exhaustively';
const PLAIN: LawName = 'without profiles the result is told as a replay has it, and of nobody else';

const SPELT: readonly LawName[] = [ENOUGH, NONE, PLAIN];

describe('the laws of counterfactuals', () => {
  it(
    '[D1] every change that is shown is enough when the whole decision is replayed',
    holds(ENOUGH),
  );
  it('[D1] where nothing is said to be enough, nothing is, tried exhaustively', holds(NONE));
  it(
    '[D3] without profiles the result is told as a replay has it, and of nobody else',
    holds(PLAIN),
  );
  for (const name of Object.keys(laws) as LawName[]) {
    if (!SPELT.includes(name)) it(name, holds(name));
  }
});

describe.each(Object.entries(twins))('a twin that %s', (_, { twin, breaks }) => {
  it(`is caught by: ${breaks}`, () => {
    expect(() => laws[breaks](twin, { numRuns: RUNS * 4, seed: 7, endOnFailure: true })).toThrow();
  });

  it.each(Object.keys(laws).filter((name) => name !== breaks))('passes: %s', (name) => {
    laws[name as LawName](twin, { numRuns: 8, seed: 7 });
  });
});
