import fc from 'fast-check';
import { cellToBoundary, getPentagons, gridDisk } from 'h3-js';
import { cellAt, cellCenter, cellRadiusMeters, ringOf, RESOLUTION_MAX } from './cells.js';
import { greatCircleMeters } from './great-circle.js';

const anywhere = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
});
const resolutions = fc.integer({ min: 0, max: RESOLUTION_MAX });

describe('a cell', () => {
  it('holds its own centre', () => {
    fc.assert(
      fc.property(anywhere, resolutions, (at, resolution) => {
        const cell = cellAt(at, resolution);
        expect(cellAt(cellCenter(cell), resolution)).toBe(cell);
      }),
    );
  });

  it('has no point farther from its centre than the radius that searches count on', () => {
    fc.assert(
      fc.property(anywhere, resolutions, (at, resolution) => {
        const meters = greatCircleMeters(at, cellCenter(cellAt(at, resolution)));
        expect(meters).toBeLessThanOrEqual(cellRadiusMeters(resolution));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 9, 12, 15])(
    'has no vertex farther out than the radius, around the pentagons of resolution %i',
    (resolution) => {
      const radiusMeters = cellRadiusMeters(resolution);
      for (const cell of getPentagons(resolution).flatMap((pentagon) => gridDisk(pentagon, 2))) {
        const center = cellCenter(cell);
        for (const [lat, lng] of cellToBoundary(cell)) {
          expect(greatCircleMeters(center, { lat, lng })).toBeLessThanOrEqual(radiusMeters);
        }
      }
    },
  );

  it('has a radius that is not much wider than the widest cell', () => {
    // The widest of resolution 4, by measuring all 288 122.
    const center = cellCenter('8472001ffffffff');
    const widestMeters = Math.max(
      ...cellToBoundary('8472001ffffffff').map(([lat, lng]) =>
        greatCircleMeters(center, { lat, lng }),
      ),
    );
    expect(widestMeters).toBe(28_673);
    expect(cellRadiusMeters(4)).toBeGreaterThan(widestMeters);
    expect(cellRadiusMeters(4)).toBeLessThan(widestMeters * 1.02);
  });

  it('is the same under either name of the antimeridian', () => {
    expect(cellAt({ lat: 20, lng: 180 }, 5)).toBe(cellAt({ lat: 20, lng: -180 }, 5));
  });
});

describe('a ring', () => {
  it('is what one comes to by stepping from neighbour to neighbour, also around pentagons', () => {
    for (const origin of getPentagons(2).flatMap((pentagon) => gridDisk(pentagon, 2))) {
      const seen = new Set([origin]);
      let outermost = [origin];
      for (let ring = 1; ring <= 5; ring += 1) {
        const next = new Set(outermost.flatMap((cell) => gridDisk(cell, 1)));
        outermost = [...next].filter((cell) => !seen.has(cell));
        for (const cell of outermost) seen.add(cell);
        expect([...ringOf(origin, ring)].sort()).toEqual(outermost.sort());
      }
    }
  });

  it('is empty when the sphere is used up', () => {
    expect(ringOf(cellAt({ lat: 10, lng: 10 }, 0), 12)).toEqual([]);
  });
});

describe('what is no cell', () => {
  it.each([-1, 16, 3.5, Number.NaN])('refuses resolution %s', (resolution) => {
    expect(() => cellAt({ lat: 0, lng: 0 }, resolution)).toThrow(
      new RangeError(`expected an H3 resolution from 0 to 15, got ${resolution}`),
    );
  });

  it('refuses a place that is none', () => {
    expect(() => cellAt({ lat: 0, lng: 200 }, 5)).toThrow('longitude from -180 to 180, got 200');
  });

  it.each(['', 'nonsense', '8408001fffffff', 'ffffffffffffffff'])(
    'refuses %j as a cell',
    (cell) => {
      expect(() => cellCenter(cell)).toThrow(new RangeError(`expected an H3 cell, got ${cell}`));
    },
  );
});
