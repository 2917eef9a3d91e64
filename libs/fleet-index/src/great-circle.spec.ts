import fc from 'fast-check';
import { EARTH_RADIUS_METERS, greatCircleMeters } from './great-circle.js';
import type { Position } from './position.js';

const HALF_ROUND_METERS = Math.round(Math.PI * EARTH_RADIUS_METERS);

const anyPosition = fc.record({
  lat: fc.oneof(fc.constantFrom(-90, 0, 30.25, 90), fc.double({ min: -90, max: 90, noNaN: true })),
  lng: fc.oneof(
    fc.constantFrom(-180, 0, 120.5, 180),
    fc.double({ min: -180, max: 180, noNaN: true }),
  ),
});

/** The angle between unit vectors: another formula for the same thing, good at every distance. */
function byVectors(a: Position, b: Position): number {
  const [ax, ay, az] = unit(a);
  const [bx, by, bz] = unit(b);
  const cross = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx);
  return EARTH_RADIUS_METERS * Math.atan2(cross, ax * bx + ay * by + az * bz);
}
function unit({ lat, lng }: Position): [number, number, number] {
  const phi = (lat * Math.PI) / 180;
  const lambda = (lng * Math.PI) / 180;
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

describe('the great circle', () => {
  it.each([
    ['a degree on the equator', { lat: 0, lng: 0 }, { lat: 0, lng: 1 }, 111_195],
    ['a degree across the antimeridian', { lat: 0, lng: 179.5 }, { lat: 0, lng: -179.5 }, 111_195],
    ['the two names of the antimeridian', { lat: 50, lng: 180 }, { lat: 50, lng: -180 }, 0],
    ['a pole under any longitude', { lat: 90, lng: 10 }, { lat: 90, lng: -130 }, 0],
    ['pole to pole', { lat: 90, lng: 0 }, { lat: -90, lng: 0 }, HALF_ROUND_METERS],
    ['to the other side', { lat: 30, lng: 120 }, { lat: -30, lng: -60 }, HALF_ROUND_METERS],
    [
      'Beijing to Shanghai',
      { lat: 39.9042, lng: 116.4074 },
      { lat: 31.2304, lng: 121.4737 },
      1_067_312,
    ],
  ])('measures %s', (_name, a, b, meters) => {
    expect(greatCircleMeters(a, b)).toBe(meters);
  });

  it('is whole, the same both ways, and never longer than half the way round', () => {
    fc.assert(
      fc.property(anyPosition, anyPosition, (a, b) => {
        const meters = greatCircleMeters(a, b);
        expect(Number.isInteger(meters)).toBe(true);
        expect(meters).toBe(greatCircleMeters(b, a));
        expect(meters).toBeLessThanOrEqual(HALF_ROUND_METERS);
      }),
    );
  });

  it('agrees with the angle between vectors within a metre', () => {
    fc.assert(
      fc.property(anyPosition, anyPosition, (a, b) => {
        expect(Math.abs(greatCircleMeters(a, b) - byVectors(a, b))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([
    [{ lat: 90.1, lng: 0 }, 'latitude from -90 to 90, got 90.1'],
    [{ lat: -91, lng: 0 }, 'latitude from -90 to 90, got -91'],
    [{ lat: Number.NaN, lng: 0 }, 'latitude from -90 to 90, got NaN'],
    [{ lat: 0, lng: 181 }, 'longitude from -180 to 180, got 181'],
    [{ lat: 0, lng: -Infinity }, 'longitude from -180 to 180, got -Infinity'],
  ])('refuses %j and says what it expected', (position, message) => {
    const fine = { lat: 0, lng: 0 };
    expect(() => greatCircleMeters(position, fine)).toThrow(RangeError);
    expect(() => greatCircleMeters(fine, position)).toThrow(message);
  });
});
