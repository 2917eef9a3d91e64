import { runs } from '../laws/run.js';
import { LAW_NAMES, laws, solvers } from './laws.js';

const run = runs({ numRuns: 200 });

describe('the assignment solver', () => {
  it.each(LAW_NAMES)('%s', (name) => {
    laws[name](solvers, run);
  });
});
