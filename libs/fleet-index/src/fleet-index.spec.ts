import { cellAt } from './cells.js';
import { FleetIndex } from './fleet-index.js';
import { greatCircleMeters } from './great-circle.js';
import type { Position } from './position.js';
import { NO_NEEDS, type Needs, type Traits } from './traits.js';

const HANGZHOU = { lat: 30.27, lng: 120.16 };
const SHANGHAI = { lat: 31.23, lng: 121.47 };
const NEXT_DOOR = { lat: 30.271, lng: 120.161 };
const everyone = { reachMeters: 300_000, limit: 512 };

const indexOf = (drivers: Readonly<Record<string, { lat: number; lng: number }>>): FleetIndex => {
  const index = new FleetIndex();
  for (const [driverId, position] of Object.entries(drivers)) index.upsert(driverId, position);
  return index;
};
const idsNear = (index: FleetIndex, at: { lat: number; lng: number }) =>
  index.nearest(at, everyone).found.map(({ driverId }) => driverId);

describe('an index of drivers', () => {
  it('answers the nearest first, each with the distance in whole metres', () => {
    const index = indexOf({ far: SHANGHAI, near: NEXT_DOOR, here: HANGZHOU });
    expect(index.nearest(HANGZHOU, everyone)).toMatchObject({
      found: [
        { driverId: 'here', meters: 0 },
        { driverId: 'near', meters: greatCircleMeters(HANGZHOU, NEXT_DOOR) },
        { driverId: 'far', meters: greatCircleMeters(HANGZHOU, SHANGHAI) },
      ],
      endedBy: 'reach',
      provenMeters: 300_000,
    });
  });

  it('breaks equal distances by id, code unit by code unit', () => {
    const index = indexOf({ d10: HANGZHOU, 'd-é': HANGZHOU, d9: HANGZHOU, D: HANGZHOU });
    expect(idsNear(index, NEXT_DOOR)).toEqual(['D', 'd-é', 'd10', 'd9']);
  });

  it('says that the limit ended the search, and up to where nobody was left out', () => {
    const index = indexOf({ here: HANGZHOU, near: NEXT_DOOR, far: SHANGHAI });
    expect(index.nearest(HANGZHOU, { reachMeters: 300_000, limit: 2 })).toMatchObject({
      endedBy: 'limit',
      provenMeters: greatCircleMeters(HANGZHOU, NEXT_DOOR),
    });
  });

  it('does not blame the limit when it was just enough', () => {
    const index = indexOf({ here: HANGZHOU, near: NEXT_DOOR });
    expect(index.nearest(HANGZHOU, { reachMeters: 1_000, limit: 2 })).toMatchObject({
      endedBy: 'reach',
      provenMeters: 1_000,
    });
  });

  it('includes who is exactly at the reach and nobody a metre beyond', () => {
    const index = indexOf({ far: SHANGHAI });
    const meters = greatCircleMeters(HANGZHOU, SHANGHAI);
    expect(index.nearest(HANGZHOU, { reachMeters: meters, limit: 1 }).found).toHaveLength(1);
    expect(index.nearest(HANGZHOU, { reachMeters: meters - 1, limit: 1 }).found).toEqual([]);
    expect(index.around(HANGZHOU, meters).count).toBe(1);
    expect(index.around(HANGZHOU, meters - 1).count).toBe(0);
  });

  it('says how many rings and cells it looked at, whether or not they hold drivers', () => {
    const { rings, cells } = new FleetIndex().around(HANGZHOU, 300_000);
    expect(rings).toBeGreaterThan(5);
    expect(cells).toBeGreaterThan(rings);
    const around = indexOf({ here: HANGZHOU }).around(HANGZHOU, 300_000);
    expect(around).toEqual({ rings, cells, count: 1 });
  });
});

describe('a driver in the index', () => {
  it('is found where he moved to and no longer where he was', () => {
    const index = indexOf({ mover: HANGZHOU, stayer: HANGZHOU });
    index.upsert('mover', SHANGHAI);
    expect(index.size).toBe(2);
    expect(index.nearest(HANGZHOU, { reachMeters: 1_000, limit: 9 }).found).toEqual([
      { driverId: 'stayer', meters: 0 },
    ]);
    expect(index.nearest(SHANGHAI, { reachMeters: 1_000, limit: 9 }).found).toEqual([
      { driverId: 'mover', meters: 0 },
    ]);
  });

  it('is measured from his new place after a move within his cell', () => {
    expect(cellAt(HANGZHOU, 4)).toBe(cellAt(NEXT_DOOR, 4));
    const index = indexOf({ mover: HANGZHOU });
    index.upsert('mover', NEXT_DOOR);
    expect(index.nearest(NEXT_DOOR, everyone).found).toEqual([{ driverId: 'mover', meters: 0 }]);
    expect(index.size).toBe(1);
  });

  it('is gone once removed, and removing him again is told apart', () => {
    const index = indexOf({ a: HANGZHOU, b: HANGZHOU, c: HANGZHOU });
    expect(index.remove('a')).toBe(true);
    expect(index.remove('a')).toBe(false);
    expect(idsNear(index, HANGZHOU)).toEqual(['b', 'c']);
    expect(index.size).toBe(2);
  });

  it('can come back after he was removed', () => {
    const index = indexOf({ a: HANGZHOU, b: HANGZHOU });
    index.remove('a');
    index.upsert('a', SHANGHAI);
    index.remove('b');
    expect(idsNear(index, HANGZHOU)).toEqual(['a']);
  });

  it('is not disturbed by others who leave his cell, in whatever order', () => {
    const ids = ['a', 'b', 'c', 'd'];
    for (const first of ids) {
      for (const second of ids.filter((id) => id !== first)) {
        const index = indexOf(Object.fromEntries(ids.map((id) => [id, HANGZHOU])));
        index.remove(first);
        index.upsert(second, SHANGHAI);
        const left = ids.filter((id) => id !== first && id !== second);
        expect(index.nearest(HANGZHOU, { reachMeters: 0, limit: 9 }).found).toEqual(
          left.map((driverId) => ({ driverId, meters: 0 })),
        );
      }
    }
  });

  it('stays where he is when his new place is refused', () => {
    const index = indexOf({ a: HANGZHOU });
    expect(() => index.upsert('a', { lat: 30, lng: 999 })).toThrow('got 999');
    expect(index.nearest(HANGZHOU, everyone).found).toEqual([{ driverId: 'a', meters: 0 }]);
  });
});

describe('what is known of a driver', () => {
  const truck: Traits = {
    ...{ body: 3, qualifications: 0b101, activeOrders: 1, lengthMillimeters: 9_600 },
    ...{ kilograms: 18_000, litres: 55_000, vehicleSlots: 2 },
  };
  const passes = (needs: Partial<Needs>, traits: Partial<Traits> = {}): boolean => {
    const index = new FleetIndex();
    index.upsert('d', HANGZHOU, { ...truck, ...traits });
    const asked = { reachMeters: 1_000, limit: 1, needs: { ...NO_NEEDS, ...needs } };
    return index.nearest(HANGZHOU, asked).found.length === 1;
  };

  it.each<[Partial<Needs>, boolean]>([
    [{}, true],
    [{ bodies: 1 << 3 }, true],
    [{ bodies: 0xffff & ~(1 << 3) }, false],
    [{ qualifications: 0b100 }, true],
    [{ qualifications: 0b110 }, false],
    [{ activeOrdersMax: 2 }, true],
    [{ activeOrdersMax: 1 }, false],
    [{ lengthMillimeters: 9_600 }, true],
    [{ lengthMillimeters: 9_601 }, false],
    [{ kilograms: 18_000 }, true],
    [{ kilograms: 18_001 }, false],
    [{ litres: 55_000 }, true],
    [{ litres: 55_001 }, false],
    [{ vehicleSlots: 2 }, true],
    [{ vehicleSlots: 3 }, false],
  ])('decides within the scan whether %j lets him pass: %s', (needs, passed) => {
    expect(passes(needs)).toBe(passed);
  });

  it('leaves nobody out for a number that is too large for its bits, on either side', () => {
    const huge = { kilograms: 9e9, litres: 9e12, vehicleSlots: 9_999, lengthMillimeters: 9e6 };
    expect(passes(huge, huge)).toBe(true);
    expect(passes({ activeOrdersMax: 99 }, { activeOrders: 40 })).toBe(true);
  });

  it('stays when he moves, near or far, and changes when it is told anew', () => {
    const index = new FleetIndex();
    index.upsert('d', HANGZHOU, truck);
    const found = (at: Position, bodies: number) =>
      index.nearest(at, { reachMeters: 1_000, limit: 1, needs: { ...NO_NEEDS, bodies } }).found;
    for (const at of [NEXT_DOOR, SHANGHAI]) {
      index.upsert('d', at);
      expect(found(at, 1 << 3)).toHaveLength(1);
    }
    index.upsert('d', SHANGHAI, { ...truck, body: 4 });
    expect(found(SHANGHAI, 1 << 3)).toEqual([]);
    expect(found(SHANGHAI, 1 << 4)).toHaveLength(1);
  });

  it('refuses a body there is no bit for, and keeps who was there', () => {
    const index = indexOf({ a: HANGZHOU });
    const wrong = { ...truck, body: 16 };
    expect(() => index.upsert('b', HANGZHOU, wrong)).toThrow(
      'expected a body from 0 to 15, got 16',
    );
    expect(() => index.upsert('a', SHANGHAI, wrong)).toThrow('got 16');
    expect(idsNear(index, HANGZHOU)).toEqual(['a']);
    expect(index.size).toBe(1);
  });
});

describe('the best by a score', () => {
  const index = indexOf({ near: NEXT_DOOR, here: HANGZHOU, far: SHANGHAI });
  const points: Readonly<Record<string, number>> = { near: 5, here: 5, far: 9 };
  const options = {
    reachMeters: 300_000,
    limit: 2,
    most: () => 9,
    score: (driverId: string) => points[driverId] ?? null,
  };

  it('come first, equal ones by id, each with his distance', () => {
    expect(index.best(HANGZHOU, options)).toEqual([
      { driverId: 'far', score: 9, meters: greatCircleMeters(HANGZHOU, SHANGHAI) },
      { driverId: 'here', score: 5, meters: 0 },
    ]);
  });

  it('are found without asking for who cannot be among them any more', () => {
    const asked: string[] = [];
    const found = index.best(HANGZHOU, {
      ...options,
      limit: 1,
      most: (meters) => (meters > 50_000 ? 4 : 9),
      score: (driverId) => {
        asked.push(driverId);
        return points[driverId] ?? null;
      },
    });
    expect(found).toEqual([{ driverId: 'here', score: 5, meters: 0 }]);
    expect(asked).not.toContain('far');
  });
});

describe('a question that makes no sense', () => {
  it.each([0, -1, 1.5, Number.NaN])('is refused for a limit of %s', (limit) => {
    expect(() => new FleetIndex().nearest(HANGZHOU, { reachMeters: 1, limit })).toThrow(
      new RangeError(`expected a limit of at least 1, got ${limit}`),
    );
  });

  it.each([-1, Number.NaN, Infinity])('is refused for a reach of %s m', (reachMeters) => {
    expect(() => new FleetIndex().nearest(HANGZHOU, { reachMeters, limit: 1 })).toThrow(
      `expected a reach from 0 to 1000000 m, got ${reachMeters}`,
    );
  });

  it('is refused for a place that is none', () => {
    expect(() => new FleetIndex().nearest({ lat: -95, lng: 0 }, everyone)).toThrow('got -95');
  });
});
