import { laws } from './laws.js';
import { twins } from './twins.js';
import { crowdsOf } from '../../src/crowds/crowds.js';

type LawName = keyof typeof laws;
const names = Object.keys(laws) as LawName[];

const DISCREET: LawName =
  'who reads all that is published takes every hidden cell for possibly empty';

describe('counts of nearby trucks', () => {
  it('[M6] who reads all that is published takes every hidden cell for possibly empty', () => {
    laws[DISCREET](crowdsOf);
  });

  it.each(names.filter((name) => name !== DISCREET))('%s', (name) => {
    laws[name](crowdsOf);
  });
});

describe.each(Object.entries(twins))('a twin that %s', (_, { twin, breaks }) => {
  it(`is caught by: ${breaks}`, () => {
    expect(() => laws[breaks](twin)).toThrow();
  });
});
