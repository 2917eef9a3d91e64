import fc from 'fast-check';
import {
  FleetIndex,
  greatCircleMeters,
  NO_NEEDS,
  type Nearest,
  type Needs,
  type Position,
  type Traits,
} from '../src/index.js';
import type { Pieces } from '../src/pieces.js';
import { ringsWithin } from '../src/rings.js';
import { bruteForce, suits } from './brute-force.js';
import { destination, fleetAround, PLACES } from './places.js';

type Twin = Partial<Pieces>;

const REACHES = [0, 5_000, 29_000, 100_000, 300_000];
const LIMITS = [7, 512];
const RESOLUTIONS = { coarse: 4, fine: 6 };

/** All that differs from looking at everyone; questions asked from near the fleet's middle. */
function* differences(pieces: Twin, place: Position): Generator<string> {
  const drivers = fleetAround(place);
  const fleet = new Map(drivers.map(({ driverId, position }) => [driverId, position]));
  const index = new FleetIndex(RESOLUTIONS, pieces);
  for (const [driverId, position] of fleet) index.upsert(driverId, position);
  // Each goes a little way and most of it back, so that he ends in his cell or just out of it.
  for (const [place, { driverId, position }] of drivers.entries()) {
    const gone = destination(position, place * 31, 1_500 * (place % 7));
    index.upsert(driverId, gone);
    fleet.set(driverId, gone);
  }
  for (const at of [place, destination(place, 33, 12_000), destination(place, 250, 90_000)]) {
    // A reach that ends exactly at a driver: he counts.
    const exactly = greatCircleMeters(at, fleet.get('driver-150') ?? place);
    for (const reachMeters of [...REACHES, exactly]) {
      for (const limit of LIMITS) {
        const told = index.nearest(at, { reachMeters, limit });
        const answer = { ...told, count: index.around(at, reachMeters).count };
        const truth = bruteForce(fleet, at, { reachMeters, limit });
        if (written(answer) !== written(truth)) {
          yield `${JSON.stringify(at)} ${reachMeters} m, ${limit}`;
        }
      }
    }
  }
}

const written = (answer: Nearest & { count: number }): string =>
  [
    ...answer.found.map(({ driverId, meters }) => `${driverId} ${meters}`),
    `${answer.count} ${answer.endedBy} ${answer.provenMeters}`,
  ].join('\n');

/** Few ids and few offsets on purpose: drivers move, return, share places and tie. */
const offset = fc.constantFrom(0, 1e-7, 0.004, -0.004, 0.04, -0.06, 0.15, -0.3, 0.9, -1.7);
const places = PLACES.map(([, place]) => place);
const nearPlace = (place: Position) =>
  fc.tuple(offset, offset).map(([north, east]): Position => ({
    lat: Math.max(-90, Math.min(90, place.lat + north)),
    lng: ((((place.lng + east + 180) % 360) + 360) % 360) - 180,
  }));
/** Few kinds of trucks, so that some of them suit and some of them just not. */
const traits: fc.Arbitrary<Traits> = fc.record({
  body: fc.constantFrom(0, 3, 15),
  qualifications: fc.constantFrom(0, 1, 0b1000_0001),
  activeOrders: fc.constantFrom(0, 1, 2),
  lengthMillimeters: fc.constantFrom(4_200, 17_500),
  kilograms: fc.constantFrom(1_500, 30_000),
  litres: fc.constantFrom(0, 130_000),
  vehicleSlots: fc.constantFrom(0, 8),
});
const needs: fc.Arbitrary<Needs> = fc.record({
  bodies: fc.constantFrom(0xffff, 0b1001, 1 << 15),
  qualifications: fc.constantFrom(0, 0, 1, 128),
  activeOrdersMax: fc.constantFrom(1, 2, 16),
  lengthMillimeters: fc.constantFrom(0, 0, 4_200, 4_201),
  kilograms: fc.constantFrom(0, 0, 1_501, 30_000),
  litres: fc.constantFrom(0, 0, 130_000),
  vehicleSlots: fc.constantFrom(0, 0, 8),
});
const story = fc.constantFrom(...places).chain((place) =>
  fc.record({
    steps: fc.array(
      fc.record({
        driverId: fc.integer({ min: 0, max: 25 }).map((n) => `d${n}`),
        to: fc.option(nearPlace(place), { freq: 4 }),
        traits: fc.option(traits, { nil: undefined }),
      }),
      { maxLength: 80 },
    ),
    at: nearPlace(place),
    needs: fc.option(needs, { nil: NO_NEEDS }),
    reachMeters: fc.constantFrom(0, 1, 450, 20_000, 60_000, 100_000, 190_000, 300_000),
    limit: fc.constantFrom(1, 2, 5, 512),
    resolutions: fc.constantFrom(RESOLUTIONS, { coarse: 3, fine: 4 }, { coarse: 2, fine: 4 }),
    /** How fast points fall with distance, and what an id adds to them. */
    fall: fc.constantFrom(0, 1, 30),
    worth: fc.constantFrom(1, 7, 1_000),
  }),
);

type Known = { position: Position; traits: Traits };
const NOBODY: Traits = {
  ...{ body: 0, qualifications: 0, activeOrders: 0, lengthMillimeters: 0 },
  ...{ kilograms: 0, litres: 0, vehicleSlots: 0 },
};

const answersLikeBruteForce = (pieces: Twin) =>
  fc.property(story, ({ steps, at, needs: wanted, reachMeters, limit, resolutions, ...score }) => {
    const index = new FleetIndex(resolutions, pieces);
    const fleet = new Map<string, Known>();
    for (const { driverId, to, traits: told } of steps) {
      if (to === null) {
        expect(index.remove(driverId)).toBe(fleet.delete(driverId));
      } else {
        index.upsert(driverId, to, told);
        const known = told ?? fleet.get(driverId)?.traits ?? NOBODY;
        fleet.set(driverId, { position: to, traits: known });
      }
    }
    expect(index.size).toBe(fleet.size);
    const all = [...fleet].map(([id, { position }]) => [id, position] as const);
    const suited = all.filter(([id]) => suits(fleet.get(id)?.traits ?? NOBODY, wanted));
    const { count: _, ...nearest } = bruteForce(suited, at, { reachMeters, limit });
    expect(index.nearest(at, { reachMeters, limit, needs: wanted })).toEqual(nearest);
    expect(index.around(at, reachMeters).count).toBe(
      bruteForce(all, at, { reachMeters, limit }).count,
    );

    const most = (meters: number) => 8 * score.worth - score.fall * Math.floor(meters / 1_000);
    const points = (driverId: string, meters: number): number | null =>
      driverId === 'd7' ? null : most(meters) - (Number(driverId.slice(1)) % 3) * score.worth;
    const everyone = bruteForce(suited, at, { reachMeters, limit: 512 }).found;
    const ranked = everyone
      .flatMap(({ driverId, meters }) => {
        const own = points(driverId, meters);
        return own === null ? [] : [{ driverId, meters, score: own }];
      })
      .sort((a, b) => b.score - a.score || (a.driverId < b.driverId ? -1 : 1))
      .slice(0, limit);
    const asked = { reachMeters, limit, needs: wanted, most, score: points };
    expect(index.best(at, asked)).toEqual(ranked);
  });

/** Each is the right index with one thought left out. */
const TWINS: readonly (readonly [string, Twin])[] = [
  [
    'takes a coarse cell for its centre',
    { radiusMeters: (resolution) => (resolution < 6 ? 0 : 5_000) },
  ],
  [
    'stops two rings early',
    {
      *walk(search) {
        const rings = [...ringsWithin(search)];
        yield* rings.length > 1 ? rings.slice(0, -2) : rings;
      },
    },
  ],
  [
    'believes that a pentagon has the ring of a hexagon',
    {
      *walk(search) {
        let ring = 0;
        for (const cells of ringsWithin(search)) {
          if (cells.length % 6 === 0 || ring === 0) yield cells;
          ring += 1;
        }
      },
    },
  ],
  ['keeps who leaves his cell in it', { stay: 1.5 }],
  ['thinks that a fine cell is no wider than its middle', { radiusMeters: halfOfFine }],
  ['forgets that distances are rounded', { roundingMeters: -1 }],
];

function halfOfFine(resolution: number): number {
  return resolution === 6 ? 2_000 : 29_000;
}

describe('the index against looking at everyone', () => {
  it.each(PLACES)('answers the same at %s', (_name, place) => {
    expect([...differences({}, place)]).toEqual([]);
  });

  it('answers the same whatever drivers came, moved, left, came back and changed', () => {
    fc.assert(answersLikeBruteForce({}), { numRuns: 150 });
  });

  it.each(TWINS)('notices an index that %s', (_name, pieces) => {
    const noticed = PLACES.find(([, place]) => !differences(pieces, place).next().done);
    expect(noticed).toBeDefined();
  });

  it('answers the same for a fleet that is empty', () => {
    expect(
      new FleetIndex().nearest({ lat: 30, lng: 120 }, { reachMeters: 50_000, limit: 5 }),
    ).toEqual({ found: [], endedBy: 'reach', provenMeters: 50_000 });
  });
});
