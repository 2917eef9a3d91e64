import { laws, room } from './laws.js';
import { twins } from './twins.js';

const RUNS = 120;

type LawName = keyof typeof laws;

describe('the laws of the compact form', () => {
  it.each(Object.keys(laws))('%s', (name) => {
    laws[name as LawName](room, { numRuns: RUNS });
  });
});

describe.each(Object.entries(twins))('a twin that %s', (_, { twin, breaks }) => {
  it(`is caught by: ${breaks}`, () => {
    expect(() => laws[breaks](twin, { numRuns: RUNS, seed: 7 })).toThrow();
  });

  it.each(Object.keys(laws).filter((name) => name !== breaks))('passes: %s', (name) => {
    laws[name as LawName](twin, { numRuns: 20, seed: 7 });
  });
});
