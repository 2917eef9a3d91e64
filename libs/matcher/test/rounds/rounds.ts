import fc from 'fast-check';
import { defaultPolicy } from '../../src/default-policy.js';
import type { Policy, RoundRules } from '../../src/policy.js';
import type { RoundEntry } from '../../src/rounds/round-entry.js';
import { DEFAULT_ROUNDS } from '../../src/rounds/round-rules.js';
import { candidate, order, world } from '../sample.js';

export type Round = { readonly entries: readonly RoundEntry[]; readonly rules: RoundRules };

/** Distance alone counts, a point a hundred metres: few values, so that sums tie. */
const policy: Policy = {
  ...defaultPolicy,
  weights: { ...defaultPolicy.weights, ...zero(), pickup_distance: 1 },
  tables: {
    ...defaultPolicy.tables,
    pickupMeters: [
      [0, 1000],
      [100_000, 0],
    ],
  },
};

function zero(): Policy['weights'] {
  const names = Object.keys(defaultPolicy.weights).map((name) => [name, 0] as const);
  return Object.fromEntries(names) as Policy['weights'];
}

const ORDERS = ['o1', 'o2', 'o3', 'o4'];
const DRIVERS = 'abcde';

export const rounds: fc.Arbitrary<Round> = fc
  .record({
    orders: fc.integer({ min: 1, max: 4 }),
    unassignedPoints: fc.constantFrom(0, 300, 1_000_000),
    pairs: fc.array(
      fc.record({
        driverId: fc.constantFrom(...DRIVERS),
        order: fc.constantFrom(...ORDERS),
        pickupMeters: fc.constantFrom(0, 0, 10_000, 20_000, 50_000, 90_000),
        ticket: fc.constantFrom('0a', '0b', '0c'),
        busy: fc.constantFrom(0, 0, 0, 1),
      }),
      { maxLength: 14, size: 'max' },
    ),
  })
  .map(({ orders, unassignedPoints, pairs }) => ({
    rules: { ...DEFAULT_ROUNDS, unassignedPoints },
    entries: ORDERS.slice(0, orders).map((orderId): RoundEntry => {
      const own = new Map(
        pairs
          .filter((pair) => pair.order === orderId)
          .map(({ driverId, pickupMeters, ticket, busy }) => [
            driverId,
            candidate(driverId, {
              ticket,
              activeOrders: busy,
              grabSequence: null,
              place: { ...candidate(driverId).place, pickupMeters },
            }),
          ]),
      );
      const world_ = world([...own.values()], { purpose: 'recommend', policy });
      return { order: order({ orderId, mode: 'round' }), world: world_ };
    }),
  }));
