import { candidate, order, world } from '../test/sample.js';
import { decide } from './decide.js';
import { decideOften } from './decide-often.js';
import type { Decision } from './decision.js';

const away = (driverId: string, pickupMeters: number) =>
  candidate(driverId, { place: { source: 'position', pickupMeters, ageSeconds: 0, cell: null } });
const fleet = [away('a', 40_000), away('b', 9_000), away('c', 22_000), away('d', 9_000)];

/** What it leaves out is the working, and nothing else. */
const withoutParts = ({ ranked, ...decision }: Decision) => ({
  ...decision,
  ranked: ranked.map(({ parts: _, ...placed }) => placed),
});

describe('decideOften', () => {
  it('decides as decide does, whoever was exchanged since', () => {
    const base = world(fleet);
    const often = decideOften(order(), base);
    const variants = [
      fleet,
      fleet.map((each) => (each.driverId === 'a' ? away('a', 1_000) : each)),
      fleet.map((each) => (each.driverId === 'b' ? { ...each, activeOrders: 9 } : each)),
      fleet.slice(1),
      [...fleet, away('e', 500)],
      fleet,
    ];
    for (const candidates of variants) {
      const decision = decide(order(), { ...base, candidates });
      expect(often(candidates)).toEqual(withoutParts(decision));
    }
  });
});
