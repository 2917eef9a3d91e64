import { decideRound } from '../../src/rounds/decide-round.js';
import { runs } from '../laws/run.js';
import { LAW_NAMES, laws } from './laws.js';

const run = runs({ numRuns: 200 });

describe('a round', () => {
  it.each(LAW_NAMES)('%s', (name) => {
    laws[name](decideRound, run);
  });
});
