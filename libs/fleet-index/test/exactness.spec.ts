import fc from 'fast-check';
import { FleetIndex, greatCircleMeters, type Nearest, type Position } from '../src/index.js';
import { ringsWithin, type BoundedCell, type RingSearch } from '../src/rings.js';
import { bruteForce, withoutEffort } from './brute-force.js';
import { destination, fleetAround, PLACES } from './places.js';

type Walk = typeof ringsWithin;

const REACHES = [0, 5_000, 29_000, 100_000, 300_000];
const LIMITS = [7, 512];

/** All that differs from looking at everyone; questions asked from near the fleet's middle. */
function* differences(walk: Walk, place: Position): Generator<string> {
  const drivers = fleetAround(place);
  const fleet = new Map(drivers.map(({ driverId, position }) => [driverId, position]));
  const index = new FleetIndex(walk);
  for (const [driverId, position] of fleet) index.upsert(driverId, position);
  for (const at of [place, destination(place, 33, 12_000), destination(place, 250, 90_000)]) {
    // A reach that ends exactly at a driver: he counts.
    const exactly = greatCircleMeters(at, drivers[150]?.position ?? place);
    for (const reachMeters of [...REACHES, exactly]) {
      for (const limit of LIMITS) {
        const answer = index.nearest(at, { reachMeters, limit });
        const truth = bruteForce(fleet, at, { reachMeters, limit });
        if (written(answer) !== written(truth)) {
          yield `${JSON.stringify(at)} ${reachMeters} m, ${limit}`;
        }
      }
    }
  }
}

const written = (answer: Omit<Nearest, 'rings' | 'cells'>): string =>
  [
    ...answer.found.map(({ driverId, meters }) => `${driverId} ${meters}`),
    `${answer.foundCount} ${answer.endedBy} ${answer.provenMeters}`,
  ].join('\n');

/** Few ids and few offsets on purpose: drivers move, return, share places and tie. */
const offset = fc.constantFrom(0, 1e-7, 0.004, -0.004, 0.15, -0.3, 0.9, -1.7);
const places = PLACES.map(([, place]) => place);
const nearPlace = (place: Position) =>
  fc.tuple(offset, offset).map(([north, east]): Position => ({
    lat: Math.max(-90, Math.min(90, place.lat + north)),
    lng: ((((place.lng + east + 180) % 360) + 360) % 360) - 180,
  }));
const story = fc.constantFrom(...places).chain((place) =>
  fc.record({
    steps: fc.array(
      fc.record({
        driverId: fc.integer({ min: 0, max: 25 }).map((n) => `d${n}`),
        to: fc.option(nearPlace(place), { freq: 4 }),
      }),
      { maxLength: 80 },
    ),
    at: nearPlace(place),
    reachMeters: fc.constantFrom(0, 1, 450, 20_000, 60_000, 100_000, 190_000, 300_000),
    limit: fc.constantFrom(1, 2, 5, 512),
  }),
);

const answersLikeBruteForce = (walk: Walk) =>
  fc.property(story, ({ steps, at, reachMeters, limit }) => {
    const index = new FleetIndex(walk);
    const fleet = new Map<string, Position>();
    for (const { driverId, to } of steps) {
      if (to === null) {
        expect(index.remove(driverId)).toBe(fleet.delete(driverId));
      } else {
        index.upsert(driverId, to);
        fleet.set(driverId, to);
      }
    }
    expect(index.size).toBe(fleet.size);
    expect(withoutEffort(index.nearest(at, { reachMeters, limit }))).toEqual(
      bruteForce(fleet, at, { reachMeters, limit }),
    );
  });

const changed = (change: (cell: BoundedCell) => BoundedCell): Walk =>
  function* (search: RingSearch) {
    for (const ring of ringsWithin(search)) yield ring.map(change);
  };

/** Each is the right walk with one thought left out. */
const TWINS: readonly (readonly [string, Walk])[] = [
  ['takes a cell for its centre', (search) => ringsWithin({ ...search, radiusMeters: 0 })],
  [
    'stops one ring early',
    function* (search) {
      const rings = [...ringsWithin(search)];
      yield* rings.length > 1 ? rings.slice(0, -1) : rings;
    },
  ],
  [
    'believes that a pentagon has the ring of a hexagon',
    function* (search) {
      let ring = 0;
      for (const cells of ringsWithin(search)) {
        if (cells.length % 6 === 0 || ring === 0) yield cells;
        ring += 1;
      }
    },
  ],
  [
    'counts a cell whole when its centre is within reach',
    changed((cell) => ({
      ...cell,
      farthestMeters: (cell.nearestMeters + cell.farthestMeters) / 2,
    })),
  ],
  [
    'thinks that nobody is nearer than the centre of his cell',
    changed((cell) => ({
      ...cell,
      nearestMeters: (cell.nearestMeters + cell.farthestMeters) / 2,
    })),
  ],
];

describe('the index against looking at everyone', () => {
  it.each(PLACES)('answers the same at %s', (_name, place) => {
    expect([...differences(ringsWithin, place)]).toEqual([]);
  });

  it('answers the same whatever drivers came, moved, left and came back', () => {
    fc.assert(answersLikeBruteForce(ringsWithin), { numRuns: 300 });
  });

  it.each(TWINS)('notices an index that %s', (_name, walk) => {
    const noticed = PLACES.find(([, place]) => !differences(walk, place).next().done);
    expect(noticed).toBeDefined();
  });

  it('answers the same for a fleet that is empty', () => {
    expect(
      new FleetIndex().nearest({ lat: 30, lng: 120 }, { reachMeters: 50_000, limit: 5 }),
    ).toMatchObject({ found: [], foundCount: 0, endedBy: 'reach', provenMeters: 50_000 });
  });
});
