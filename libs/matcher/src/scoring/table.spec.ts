import fc from 'fast-check';
import { floorDivide } from '../division.js';
import type { Table } from '../policy.js';
import { pointsAt } from './table.js';

const rising: Table = [
  [10, 100],
  [13, 200],
  [20, 200],
  [30, 1000],
];
const falling: Table = [
  [0, 1000],
  [3, 0],
];

describe('pointsAt', () => {
  it.each([
    [rising, 0, 100],
    [rising, 10, 100],
    [rising, 11, 133],
    [rising, 12, 166],
    [rising, 13, 200],
    [rising, 17, 200],
    [rising, 21, 280],
    [rising, 30, 1000],
    [rising, 9_999_999, 1000],
    [rising, -5, 100],
    [falling, 0, 1000],
    [falling, 1, 666],
    [falling, 2, 333],
    [falling, 3, 0],
  ])('reads %j at %d as %d', (table, x, points) => {
    expect(pointsAt(table, x)).toBe(points);
  });

  it('never turns between two places a table does not turn', () => {
    const knots = fc
      .tuple(
        fc.uniqueArray(fc.nat(50), { minLength: 2, maxLength: 6 }),
        fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
        fc.boolean(),
      )
      .map(([xs, points, falls]): { table: Table; falls: boolean } => {
        const sorted = points.toSorted((a, b) => (falls ? b - a : a - b));
        const table = xs
          .toSorted((a, b) => a - b)
          .map((x, i): [number, number] => [x, sorted[i] ?? 0]);
        return { table, falls };
      });
    fc.assert(
      fc.property(knots, fc.integer({ min: -5, max: 55 }), ({ table, falls }, x) => {
        const step = pointsAt(table, x + 1) - pointsAt(table, x);
        expect(Number.isInteger(step)).toBe(true);
        expect(falls ? -step : step).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('refuses to read an empty table', () => {
    expect(() => pointsAt([], 1)).toThrow('this one is empty');
  });
});

describe('floorDivide', () => {
  it('agrees with exact arithmetic on large whole numbers', () => {
    const dividend = fc.maxSafeInteger();
    const divisor = fc.oneof(
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 2 ** 45 }),
    );
    fc.assert(
      fc.property(dividend, divisor, (a, b) => {
        const bound = BigInt(Number.MAX_SAFE_INTEGER);
        fc.pre(BigInt(a) - BigInt(b) >= -bound);
        const [big, by] = [BigInt(a), BigInt(b)];
        const floor = big >= 0n ? big / by : -((-big + by - 1n) / by);
        expect(BigInt(floorDivide(a, b))).toBe(floor);
        expect(Object.is(floorDivide(a, b), -0)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
