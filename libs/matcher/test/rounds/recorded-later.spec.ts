import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide } from '../../src/decide.js';
import { settleRound } from '../../src/rounds/decide-round.js';
import { runs } from '../laws/run.js';
import { rounds, type Round } from './rounds.js';

type SettleRound = typeof settleRound;

/** A decision is made when it is recorded, and must be the one that the round compared. */
const law = (settle: SettleRound, run: fc.Parameters<[Round]>): void => {
  fc.assert(
    fc.property(rounds, ({ entries, rules }) => {
      const outcomes = settle(entries, rules);
      const backwards = outcomes.toReversed().map(({ decision }) => decision());
      outcomes.forEach(({ orderId, winner, tradeOffs, decision }, at) => {
        const made = decision();
        assert.deepEqual(made, backwards.at(-1 - at));
        assert.equal(made.orderId, orderId);
        assert.equal(made.winner, winner);
        const ranked = made.ranked.map(({ driverId }) => driverId);
        const own = ranked.find((driverId) => driverId === winner) ?? null;
        assert.equal(own, winner);
        for (const { driverId } of tradeOffs) assert.ok(ranked.includes(driverId));
        for (const { total, parts } of made.ranked) {
          assert.equal(
            total,
            parts.reduce((sum, { weight, points }) => sum + weight * points, 0),
          );
        }
      });
    }),
    run,
  );
};

it('a decision made later is that of its round, whenever and however often it is made', () => {
  law(settleRound, runs({ numRuns: 200 }));
});

it.each<{ slip: string; settle: SettleRound }>([
  {
    slip: 'forgets what the round gave it',
    settle: (entries, rules) =>
      settleRound(entries, rules).map((outcome, at) => {
        const { order, world } = entries[at]!;
        return { ...outcome, decision: () => decide(order, world) };
      }),
  },
  {
    slip: 'is another the second time',
    settle: (entries, rules) =>
      settleRound(entries, rules).map((outcome) => {
        let times = 0;
        return {
          ...outcome,
          decision: () => ({ ...outcome.decision(), decidedAtMs: ++times }),
        };
      }),
  },
])('a decision that $slip is caught', ({ settle }) => {
  const run = { ...runs({ seed: 20_240_601, numRuns: 100 }), endOnFailure: true };
  expect(() => {
    law(settle, run);
  }).toThrow();
});
