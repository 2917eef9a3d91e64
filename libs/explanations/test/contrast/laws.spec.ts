import { laws, room } from './laws.js';
import { twins } from './twins.js';

const RUNS = 60;

type LawName = keyof typeof laws;

const holds = (name: LawName) => () => laws[name](room, { numRuns: RUNS });

/** These prove a requirement, which is read from names spelt out. */
const CROWD: LawName = 'nothing is told where fewer than five who were ranked share cell and body';
const TOTAL: LawName = 'with the exact total, every value of every band stays possible';

describe('the laws of contrast', () => {
  it(
    `[D7] nothing is told where fewer than five who were ranked share cell and body`,
    holds(CROWD),
  );
  it(`[D7] with the exact total, every value of every band stays possible`, holds(TOTAL));
  for (const name of Object.keys(laws) as LawName[]) {
    if (name !== CROWD && name !== TOTAL) it(name, holds(name));
  }
});

describe.each(Object.entries(twins))('a twin that %s', (_, { twin, breaks }) => {
  it(`is caught by: ${breaks}`, () => {
    expect(() => laws[breaks](twin, { numRuns: RUNS * 6, seed: 7, endOnFailure: true })).toThrow();
  });

  it.each(Object.keys(laws).filter((name) => name !== breaks))('passes: %s', (name) => {
    laws[name as LawName](twin, { numRuns: 10, seed: 7 });
  });
});
