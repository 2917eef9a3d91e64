import fc from 'fast-check';
import { defaultPolicy, tripRulesOf } from '#libs/matcher';
import type { TripState, Way } from '../model/trip.js';
import { corridorMeters, follow, newTripState, TRACK_POINTS_MAX, type Followed } from './follow.js';

const rules = tripRulesOf(defaultPolicy);
const START_MS = 1_800_000_000_000;
const MINUTE_MS = 60_000;
/**
 * Along the equator: a degree is 111 195 m, and the corridor 20 000 + 150 per thousand of 222 390.
 */
const way: Way = { from: { lat: 0, lng: 0 }, to: { lat: 0, lng: 2 } };
const EDGE_DEGREES = corridorMeters(way, rules) / 111_195;

type Seen = { readonly lat: number; readonly lng: number; readonly minute: number };

function followAll(seen: readonly Seen[], inTransit = true): Followed[] {
  const steps: Followed[] = [];
  let state = newTripState;
  for (const { lat, lng, minute } of seen) {
    const step = follow(
      state,
      { lat, lng, observedAtMs: START_MS + minute * MINUTE_MS },
      { way, rules, inTransit },
    );
    steps.push(step);
    ({ state } = step);
  }
  return steps;
}

const lastState = (seen: readonly Seen[], inTransit = true): TripState =>
  followAll(seen, inTransit).at(-1)?.state ?? newTripState;

/** Straight along the way, a minute apart, so far to the side each time. */
const atOffsets = (offsets: readonly number[]): Seen[] =>
  offsets.map((offset, minute) => ({
    lat: offset * EDGE_DEGREES,
    lng: 0.2 + minute / 100,
    minute: minute * 20,
  }));

const deviationsAt = (offsets: readonly number[]): number[] =>
  followAll(atOffsets(offsets)).flatMap(({ deviation }, index) => (deviation ? [index] : []));

describe('[M13] a truck that leaves its corridor', () => {
  it.each<[string, number[], number[]]>([
    ['is told at the third fix outside', [0, 1.1, 1.1, 1.1, 1.1], [3]],
    ['is not told for one bad fix, nor for two', [0, 1.1, 0, 1.1, 1.1, 0, 1.1], []],
    ['is told once, however long it stays away', [1.1, 1.1, 1.1, 1.5, 2, 1.2, 1.1], [2]],
    [
      'that only grazes the edge again is told no second time',
      [1.1, 1.1, 1.1, 0.9, 1.1, 1.1, 1.1],
      [2],
    ],
    ['that came back is told anew', [1.1, 1.1, 1.1, 0.7, 1.1, 1.1, 1.1], [2, 6]],
    ['inside is never told', [0.99, 0.99, 0.99, 0.99], []],
  ])('%s', (_, offsets, told) => {
    expect(deviationsAt(offsets)).toEqual(told);
  });

  it('is told with how far it is off and how far it may be', () => {
    const step = followAll(atOffsets([1.1, 1.1, 1.1])).at(-1);
    expect(step?.deviation?.allowedMeters).toBe(53_358);
    expect(step?.deviation?.offsetMeters).toBeGreaterThan(53_358);
  });

  it('is told of only between loading and unloading', () => {
    expect(
      followAll(atOffsets([1.1, 1.1, 1.1, 1.1]), false).some(({ deviation }) => deviation),
    ).toBe(false);
  });
});

describe('[M12] the way of a truck', () => {
  it('is as long as the line it drives, whatever the pace of the fixes', () => {
    const every = (minutes: number): Seen[] =>
      Array.from({ length: 180 / minutes + 1 }, (_, index) => ({
        lat: 0,
        lng: (index * minutes) / 90,
        minute: index * minutes,
      }));
    for (const pace of [1, 2, 5, 20]) {
      expect(Math.abs(lastState(every(pace)).meters - 222_390)).toBeLessThan(200);
    }
  });

  it('does not grow while the truck is parked and its fixes wander', () => {
    const parked = Array.from({ length: 200 }, (_, minute) => ({
      lat: (minute % 3) / 10_000,
      lng: 0,
      minute,
    }));
    expect(lastState(parked).meters).toBe(0);
  });

  it('does not grow by a leap no truck makes, which counts as speed', () => {
    const state = lastState([
      { lat: 0, lng: 0, minute: 0 },
      { lat: 0, lng: 1, minute: 1 },
    ]);
    expect(state.meters).toBe(0);
    expect(state.fastestMetersPerHour).toBe(6_671_700);
  });

  it('knows how near it came to either place', () => {
    const state = lastState([
      { lat: 0, lng: 0.5, minute: 0 },
      { lat: 0, lng: 0.1, minute: 60 },
      { lat: 0, lng: 1.9, minute: 300 },
      { lat: 0, lng: 1.5, minute: 360 },
    ]);
    expect(state).toMatchObject({ nearestLoadingMeters: 11_120, nearestUnloadingMeters: 11_120 });
  });

  it('is followed once when a report comes twice, or comes late', () => {
    const seen = atOffsets([0, 0.1, 0.2]);
    expect(lastState([...seen, ...seen])).toEqual(lastState(seen));
  });
});

describe('[M12] the track that is kept', () => {
  it('has a point a minute at first, never more than its limit, and reaches from begin to end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6_000 }), (count) => {
        let kept: number[] = [];
        let most = 0;
        let inStep = true;
        let state = newTripState;
        for (let index = 0; index < count; index++) {
          const observedAtMs = START_MS + index * 30_000;
          const at = { lat: 0, lng: index / 10_000, observedAtMs };
          const step = follow(state, at, { way, rules, inTransit: true });
          if (step.keep) kept.push(observedAtMs);
          if (step.thin) kept = kept.filter((_, place) => place % 2 === 0);
          ({ state } = step);
          inStep &&= kept.length === state.points;
          most = Math.max(most, kept.length);
        }
        expect([inStep, most < TRACK_POINTS_MAX]).toEqual([true, true]);
        expect(kept[0]).toBe(START_MS);
        const lastMs = START_MS + (count - 1) * 30_000;
        expect(lastMs - (kept.at(-1) ?? 0)).toBeLessThan(2 * state.gapSeconds * 1_000);
      }),
      { numRuns: 20 },
    );
  });
});
