import { laws, room } from './laws.js';
import { twins } from './twins.js';

const RUNS = 120;

type LawName = keyof typeof laws;

const holds = (name: LawName) => () => laws[name](room, { numRuns: RUNS });

/** These two prove requirements, which are read from names spelt out. */
const TAINT: LawName = 'a view holds nothing of any other driver but the cutoff';
const TOLD: LawName = 'every driver of a record is told in both languages why';

describe('the laws of explanations', () => {
  it('[D7] a view holds nothing of any other driver but the cutoff', holds(TAINT));
  it('[D1] every driver of a record is told in both languages why', holds(TOLD));
  for (const name of Object.keys(laws) as LawName[]) {
    if (name !== TAINT && name !== TOLD) it(name, holds(name));
  }
});

describe.each(Object.entries(twins))('a twin that %s', (_, { twin, breaks }) => {
  it(`is caught by: ${breaks}`, () => {
    expect(() => laws[breaks](twin, { numRuns: RUNS, seed: 7 })).toThrow();
  });

  it.each(Object.keys(laws).filter((name) => name !== breaks))('passes: %s', (name) => {
    laws[name as LawName](twin, { numRuns: 20, seed: 7 });
  });
});
