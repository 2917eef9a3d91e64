import fc from 'fast-check';
import { cellToParent, getResolution } from 'h3-js';
import { cellAt, crowdsNear, crowdsOf, greatCircleMeters, type Crowd } from '../../src/index.js';
import { destination, PLACES } from '../places.js';

const RULES = { atLeast: 5, finest: 6, coarsest: 3 } as const;

/** Drivers crowded near one place and thinning out, so that every resolution is needed. */
const fleets = fc
  .tuple(
    fc.constantFrom(...PLACES.map(([, place]) => place)),
    fc.array(fc.tuple(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 0,
      maxLength: 400,
    }),
  )
  .map(([place, spread]) =>
    spread.map(([bearing, far]) => cellAt(destination(place, bearing, 400 * 2 ** far), 6)),
  );

const countsOf = (cells: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
};

/** In which count a driver is, by looking at each of his cells from the finest up. */
const crowdOf = (cell: string, crowds: readonly Crowd[]): string | null => {
  for (let resolution = 6; resolution >= 3; resolution -= 1) {
    const mine = cellToParent(cell, resolution);
    if (crowds.some((each) => each.cell === mine)) return mine;
  }
  return null;
};

describe('counts over the cells of H3', () => {
  it('[M6] are what putting each driver into his finest counted cell gives', () => {
    fc.assert(
      fc.property(fleets, (cells) => {
        const crowds = crowdsOf(countsOf(cells), RULES);
        for (const { cell, resolution, count } of crowds) {
          expect(getResolution(cell)).toBe(resolution);
          expect(cells.filter((each) => crowdOf(each, crowds) === cell)).toHaveLength(count);
          expect(count).toBeGreaterThanOrEqual(5);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('leave out whom no cell of resolution 3 can hide', () => {
    const lonely = cellAt({ lat: 40, lng: 90 }, 6);
    expect(crowdsOf(new Map([[lonely, 4]]), RULES)).toEqual([]);
  });

  it('are worked out for a large country', () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 60_000; index++) {
      const at = { lat: 22 + ((index * 7919) % 22_000) / 1_000, lng: 98 + (index % 251) / 10 };
      const cell = cellAt(at, 6);
      counts.set(cell, (counts.get(cell) ?? 0) + 1 + (index % 4));
    }
    expect(crowdsOf(counts, RULES).length).toBeGreaterThan(1_000);
  });

  it('[M6] are asked for by circle: every published cell that may reach into it, nearest first', () => {
    fc.assert(
      fc.property(fleets, fc.integer({ min: 0, max: 100_000 }), (cells, radiusMeters) => {
        const crowds = crowdsOf(countsOf(cells), RULES);
        for (const [, at] of PLACES.slice(-3)) {
          const near = crowdsNear(crowds, at, radiusMeters);
          const meters = near.map((each) => each.meters);
          expect(meters).toEqual([...meters].sort((a, b) => a - b));
          for (const { crowd, center, meters: told } of near) {
            expect(crowds).toContain(crowd);
            expect(told).toBe(greatCircleMeters(at, center));
          }
          const own = crowds.filter(({ cell, resolution }) => cellAt(at, resolution) === cell);
          expect(near.map(({ crowd }) => crowd)).toEqual(expect.arrayContaining(own));
        }
      }),
      { numRuns: 60 },
    );
  });
});
