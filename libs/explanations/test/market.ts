import fc from 'fast-check';
import { defaultPolicy } from '#libs/matcher';
import type { BodyType, Candidate, OrderFacts, ProfileFacts } from '#libs/matcher';
import { ticket } from '../src/digest.js';
import { candidate, NOW_MS, order, past, SEED, world, type Case, OLDER } from './sample.js';

// Decisions as a market makes them: drivers near and far, new and known, a few of them unfit.

const HOUR_MS = 3_600_000;

/** One H3 cell of resolution 6 and others around it; the last lies far away. */
const CELLS = [
  '8630a1b07ffffff',
  '8630a1b0fffffff',
  '8630a1b17ffffff',
  '8630a1b57ffffff',
  '8640a3507ffffff',
] as const;

const often = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { arbitrary: fc.constant(usual), weight: 12 },
    ...others.map((other) => fc.constant(other)),
  );

const history: fc.Arbitrary<ProfileFacts> = fc
  .record({
    attempted: fc.integer({ min: 0, max: 90 }),
    failed: fc.integer({ min: 0, max: 12 }),
    late: fc.integer({ min: 0, max: 20 }),
    lane: fc.integer({ min: 0, max: 12 }),
    together: fc.integer({ min: 0, max: 5 }),
    decay: fc.integer({ min: 300, max: 1000 }),
  })
  .map(({ attempted, failed, late, lane, together, decay }) => {
    const completed = Math.max(0, attempted - failed);
    return past({
      attemptedMilli: attempted * decay,
      completedMilli: completed * decay,
      timedMilli: completed * decay,
      onTimeMilli: Math.max(0, completed - late) * decay,
      laneMilli: Math.min(lane, completed) * decay,
      togetherMilli: Math.min(together, completed) * decay,
    });
  });

const meters = fc.oneof(
  { arbitrary: fc.integer({ min: 200, max: 30_000 }), weight: 5 },
  { arbitrary: fc.integer({ min: 30_000, max: 120_000 }), weight: 2 },
  { arbitrary: fc.integer({ min: 120_000, max: 310_000 }), weight: 1 },
);

/** What the later factors look at, where it is there. */
const later = fc.record(
  {
    home: fc.record({
      nowMeters: fc.integer({ min: 0, max: 900_000 }),
      afterMeters: fc.integer({ min: 0, max: 900_000 }),
    }),
    returns: fc.record({
      arrivalMs: fc.constant(NOW_MS + 30 * HOUR_MS),
      open: fc.integer({ min: 0, max: 12 }),
      postedPerDayMilli: fc.integer({ min: 0, max: 20_000 }),
    }),
    share: fc.record({
      earnedFen: fc.integer({ min: 0, max: 900_000 }),
      onDutySeconds: fc.integer({ min: 57_600, max: 300_000 }),
      medianFenPerHour: fc.constant(5_100),
      comparable: fc.constant(31),
    }),
    familiar: fc.constant(true as const),
  },
  { requiredKeys: [] },
);

const driver = fc
  .record({
    body: often<BodyType>('flatbed', 'high_rail', 'low_rail', 'box'),
    freeKilograms: fc.constantFrom(10_000, 13_000, 18_000, 25_000),
    pickupMeters: meters,
    source: often<Candidate['place']['source']>('position', 'manual', 'city'),
    ageSeconds: often(40, 300, 880, 1_000, 4_000),
    cell: fc.constantFrom(...CELLS),
    known: often(true, false, false),
    history,
    waitingSeconds: fc.integer({ min: 0, max: 40_000 }),
    activeOrders: often(0, 0, 1),
    owed: often(false, false, true),
    later,
    gaveBack: often<Candidate['gaveBack']>(null, null, 'not_confirmed'),
  })
  .map(
    ({
      freeKilograms,
      pickupMeters,
      source,
      ageSeconds,
      cell,
      known,
      history,
      owed,
      later,
      ...rest
    }) => ({
      ...rest,
      ...later,
      ...(owed ? { compensationId: 'owed' } : {}),
      freeLoad: { kilograms: freeKilograms, litres: freeKilograms * 4, vehicleSlots: 0 },
      place: {
        source,
        pickupMeters,
        ageSeconds: source === 'position' ? ageSeconds : 0,
        cell: source === 'city' ? null : cell,
      },
      consents: { location: '2026-01', profile: known ? '2026-02' : null },
      profile: known ? history : null,
    }),
  );

const facts: fc.Arbitrary<Partial<OrderFacts>> = fc.record({
  mode: often<OrderFacts['mode']>('grab_then_award', 'first_wins'),
  bodyTypes: fc.constantFrom<OrderFacts['bodyTypes'][]>(['flatbed'], ['low_rail', 'flatbed']),
  load: fc
    .integer({ min: 3_000, max: 12_500 })
    .map((kilograms) => ({ kilograms, litres: kilograms * 3, vehicleSlots: 0 })),
  loadingWindow: fc
    .integer({ min: 1, max: 24 })
    .map((hours) => ({ fromMs: NOW_MS, untilMs: NOW_MS + hours * HOUR_MS })),
});

/** With so many drivers, from least to most; in an award all of them grabbed. */
export const marketCases = (most: number, least = 2): fc.Arbitrary<Case> =>
  fc
    .record({
      facts,
      policy: fc.constantFrom(defaultPolicy, OLDER),
      purpose: often<'award' | 'recommend'>('award', 'recommend', 'recommend', 'recommend'),
      drivers: fc.array(driver, { minLength: least, maxLength: most, size: 'max' }),
    })
    .map(({ facts, policy, purpose, drivers }) => {
      const candidates = drivers.map((over, seat) => {
        const driverId = `driver-${String(seat).padStart(3, '0')}`;
        return candidate(driverId, {
          ...over,
          lengthMillimeters: 13_000,
          grabSequence: purpose === 'award' ? seat + 1 : null,
          ticket: ticket(SEED, 'order-1', driverId),
        });
      });
      return {
        order: order(facts),
        world: world(candidates, { purpose, policy }),
      };
    });
