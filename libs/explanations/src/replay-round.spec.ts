import { defaultPolicy } from '#libs/matcher';
import { TOGETHER } from '../test/told.js';
import { policyHash } from './digest.js';
import { replayRound } from './replay-round.js';
import type { JudgedRecord } from './record.js';

const policies = new Map([[policyHash(defaultPolicy), defaultPolicy]]);
const [one, two] = TOGETHER.map(([, record]) => record);
const round = [one, two].filter((record): record is JudgedRecord => record !== undefined);

describe('a round that is replayed', () => {
  it('comes out the same from the records of all its orders', () => {
    expect(replayRound(round, policies)).toEqual({ verdict: 'MATCH', differences: [] });
  });

  it('differs where another got an order, though each record agrees with itself', () => {
    const [first, second] = round;
    if (first === undefined || second === undefined) throw new Error('expected two records');
    const swapped: JudgedRecord = {
      ...second,
      winner: null,
      cutoffTotal: null,
      bundle: { ...second.bundle, decidedBy: null },
      drivers: second.drivers.map((row) => ({ ...row, role: 'LOST' })),
    };
    expect(replayRound([first, swapped], policies).verdict).toBe('DRIFT');
  });

  it('differs where a trade-off was told otherwise', () => {
    const [first, second] = round;
    if (first === undefined || second === undefined) throw new Error('expected two records');
    const told: JudgedRecord = {
      ...first,
      drivers: first.drivers.map((row) =>
        row.tradeOff === undefined ? row : { ...row, tradeOff: { ...row.tradeOff, lossPoints: 1 } },
      ),
    };
    expect(replayRound([told, second], policies).verdict).toBe('DRIFT');
  });
});
