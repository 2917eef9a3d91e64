import fc from 'fast-check';
import { destination } from '../test/places.js';
import { greatCircleMeters } from './great-circle.js';
import type { Position } from './position.js';
import { routeOffsetMeters } from './route-offset.js';

const places = fc.record({
  lat: fc.integer({ min: -80, max: 80 }),
  lng: fc.integer({ min: -179, max: 179 }),
});

/** The way as a thousand points on the chord, lifted to the sphere. */
function pointsOf(from: Position, to: Position): Position[] {
  const vector = ({ lat, lng }: Position): number[] => {
    const [phi, lambda] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  };
  const [a, b] = [vector(from), vector(to)];
  return Array.from({ length: 1_001 }, (_, index) => {
    const [x = 0, y = 0, z = 0] = a.map(
      (each, axis) => each + ((b[axis] ?? 0) - each) * (index / 1_000),
    );
    return {
      lat: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI,
      lng: (Math.atan2(y, x) * 180) / Math.PI,
    };
  });
}

describe('the distance from a route', () => {
  it('[M13] is that to the nearest of a thousand points on it', () => {
    fc.assert(
      fc.property(
        places,
        fc.integer({ min: 0, max: 359 }),
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.integer({ min: 0, max: 359 }),
        fc.integer({ min: 0, max: 500_000 }),
        (from, bearing, length, aside, far) => {
          const to = destination(from, bearing, length);
          const at = destination(from, aside, far);
          const measured = routeOffsetMeters(at, { from, to });
          const nearest = Math.min(
            ...pointsOf(from, to).map((each) => greatCircleMeters(at, each)),
          );
          expect(measured).toBeLessThanOrEqual(nearest + 1);
          // Between two points of the thousand lie at most two kilometres and some.
          expect(nearest - measured).toBeLessThanOrEqual(length / 1_000 + 2);
        },
      ),
    );
  });

  it.each([
    ['on it', { lat: 0, lng: 1 }, 0],
    ['beside it', { lat: 1, lng: 1 }, 111_195],
    ['behind its beginning', { lat: 0, lng: -1 }, 111_195],
    ['beyond its end', { lat: 0, lng: 3 }, 111_195],
    ['at its end', { lat: 0, lng: 2 }, 0],
  ])('%s', (_, at, meters) => {
    expect(routeOffsetMeters(at, { from: { lat: 0, lng: 0 }, to: { lat: 0, lng: 2 } })).toBe(
      meters,
    );
  });

  it('is the distance to the place itself when both ends are one', () => {
    const end = { lat: 30, lng: 120 };
    expect(routeOffsetMeters({ lat: 31, lng: 120 }, { from: end, to: end })).toBe(111_195);
  });
});
