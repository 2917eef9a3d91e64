import fc from 'fast-check';
import { destination, PLACES } from '../test/places.js';
import { cellAt } from './cells.js';
import { COVERING_CELLS_MAX, coveringCells } from './covering.js';
import { greatCircleMeters } from './great-circle.js';
import { ringsWithin } from './rings.js';

const question = fc.record({
  at: fc.constantFrom(...PLACES.map(([, place]) => place)),
  scale: fc.constantFrom(
    { resolution: 4, reachMeters: 300_000 },
    { resolution: 4, reachMeters: 41_000 },
    { resolution: 6, reachMeters: 30_000 },
    { resolution: 8, reachMeters: 2_500 },
    { resolution: 9, reachMeters: 0 },
    { resolution: 2, reachMeters: 1_000_000 },
  ),
  bearing: fc.integer({ min: 0, max: 359 }),
  share: fc.constantFrom(0, 0.3, 0.7, 0.97, 1),
});

describe('covering cells', () => {
  it('hold every point within reach', () => {
    fc.assert(
      fc.property(question, ({ at, scale: { resolution, reachMeters }, bearing, share }) => {
        const point = destination(at, bearing, reachMeters * share);
        fc.pre(greatCircleMeters(at, point) <= reachMeters);
        expect(coveringCells(at, reachMeters, resolution)).toContain(cellAt(point, resolution));
      }),
      { numRuns: 500 },
    );
  });

  it('would miss points if a cell were taken for its centre', () => {
    const missed = PLACES.some(([, at]) =>
      Array.from({ length: 90 }, (_, n) => destination(at, n * 4, 41_000)).some((point) => {
        const cells = [...ringsWithin({ at, reachMeters: 41_001, resolution: 4, radiusMeters: 0 })];
        return !cells.flat().some(({ cell }) => cell === cellAt(point, 4));
      }),
    );
    expect(missed).toBe(true);
  });

  it('are each named once, the own cell first', () => {
    for (const [, at] of PLACES) {
      const cells = coveringCells(at, 120_000, 4);
      expect(new Set(cells).size).toBe(cells.length);
      expect(cells[0]).toBe(cellAt(at, 4));
    }
  });

  it('are about two hundred for 300 km at resolution 4', () => {
    const count = coveringCells({ lat: 30.27, lng: 120.16 }, 300_000, 4).length;
    expect(count).toBeGreaterThan(150);
    expect(count).toBeLessThan(260);
  });

  it('are refused when they would be too many', () => {
    const at = { lat: 30.27, lng: 120.16 };
    expect(() => coveringCells(at, 300_000, 7)).toThrow(RangeError);
    expect(() => coveringCells(at, 300_000, 7)).toThrow(
      `expected a reach that ${COVERING_CELLS_MAX} cells of resolution 7 cover, got 300000 m`,
    );
  });

  it.each([-1, Number.NaN, 1_000_001])('are refused for a reach of %s m', (reachMeters) => {
    expect(() => coveringCells({ lat: 0, lng: 0 }, reachMeters, 4)).toThrow(
      new RangeError(`expected a reach from 0 to 1000000 m, got ${reachMeters}`),
    );
  });
});
