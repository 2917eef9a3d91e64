import { laws, room } from './laws.js';
import { twins } from './twins.js';

const RUNS = 120;

const REQUIREMENTS: Readonly<Partial<Record<keyof typeof laws, string>>> = {
  'a view holds nothing of any other driver but the cutoff': '[D7] ',
  'every driver of a record is told in both languages why': '[D1] ',
};

describe('the laws of explanations', () => {
  for (const [name, law] of Object.entries(laws)) {
    const ids = REQUIREMENTS[name as keyof typeof laws] ?? '';
    it(`${ids}${name}`, () => law(room, { numRuns: RUNS }));
  }
});

describe.each(Object.entries(twins))('a twin that %s', (_, { twin, breaks }) => {
  it(`is caught by: ${breaks}`, () => {
    expect(() => laws[breaks](twin, { numRuns: RUNS, seed: 7 })).toThrow();
  });

  it.each(Object.keys(laws).filter((name) => name !== breaks))('passes: %s', (name) => {
    laws[name as keyof typeof laws](twin, { numRuns: 20, seed: 7 });
  });
});
