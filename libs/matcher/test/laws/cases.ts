import fc from 'fast-check';
import { defaultPolicy } from '../../src/default-policy.js';
import type { Candidate, OrderFacts, ProfileFacts, ShareFacts, World } from '../../src/domain.js';
import { FACTORS, FIRST_FACTORS, type FactorName, type Policy } from '../../src/policy.js';
import { MODES } from '../../src/vocabulary.js';
import { candidate, NOW_MS, order, past, world } from '../sample.js';

/**
 * Few values on purpose: totals, tickets and places in the row must collide often, or the ends of
 * the comparison go untested. Most drivers are eligible, or nothing would be ranked.
 */
export type Case = { readonly order: OrderFacts; readonly world: World<Policy> };

const MINUTE_MS = 60_000;
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { arbitrary: fc.constant(usual), weight: 16 },
    ...others.map((other) => fc.constant(other)),
  );

const only = (weights: Partial<Record<FactorName, number>>): Policy['weights'] => ({
  ...(Object.fromEntries(FACTORS.map((factor) => [factor, 0])) as Record<FactorName, number>),
  ...weights,
});

const { weights } = defaultPolicy;
const first = (factors: typeof FIRST_FACTORS): Policy['weights'] =>
  Object.fromEntries(factors.map((name) => [name, weights[name]])) as Policy['weights'];

/**
 * Beside the default one policy from before there were more than nine factors, one that goes by
 * time alone, and one so coarse that most drivers are equal.
 */
export const POLICIES: readonly Policy[] = [
  { ...defaultPolicy, limits: { ...defaultPolicy.limits, recommendedMax: 2 } },
  { ...defaultPolicy, weights: first(FIRST_FACTORS) },
  { ...defaultPolicy, weights: only({ arrival_slack: 9, waiting: 1 }) },
  {
    ...defaultPolicy,
    weights: only({ load_fit: 1, lane_experience: 1, waiting: 1 }),
    reach: { ...defaultPolicy.reach, locationRequired: ['first_wins'] },
  },
];

const pickupMeters = fc.constantFrom(0, 20_000, 50_000, 100_000, 299_000, 301_000);

/** Where a driver may be moved to; some of it near enough to matter for every window. */
export const nearerMeters = fc.constantFrom(0, 20_000, 50_000);

export const loads = fc.record({
  kilograms: fc.constantFrom(0, 9800, 10_000, 10_001),
  litres: fc.constantFrom(0, 20_000),
  vehicleSlots: mostly(0, 2),
});

export const pasts: fc.Arbitrary<ProfileFacts> = fc.constantFrom(
  past(),
  past({ attemptedMilli: 5000, completedMilli: 5000, laneMilli: 2000, togetherMilli: 1000 }),
  past({ attemptedMilli: 9000, completedMilli: 9000, cargoMilli: 4000 }),
  past({ ratedMilli: 3000, starsMilli: 6000 }),
  past({ attemptedMilli: 20_000, completedMilli: 8000, timedMilli: 8000, onTimeMilli: 4000 }),
);

export const shares: fc.Arbitrary<ShareFacts> = fc.record({
  earnedFen: fc.constantFrom(0, 40_000, 80_000, 900_000),
  onDutySeconds: fc.constantFrom(72_000, 144_000),
  medianFenPerHour: fc.constantFrom(2000, 4000),
  comparable: fc.constantFrom(10, 200),
});

/** What only some policies look at, and only some drivers have. */
const later = fc.record(
  {
    home: fc.record({
      nowMeters: fc.constantFrom(0, 90_000, 400_000),
      afterMeters: fc.constantFrom(0, 90_000, 400_000),
    }),
    returns: fc.record({
      arrivalMs: fc.constant(NOW_MS + 600 * MINUTE_MS),
      open: fc.constantFrom(0, 1, 20),
      postedPerDayMilli: fc.constantFrom(0, 3000),
    }),
    share: shares,
    familiar: fc.constant(true as const),
  },
  { requiredKeys: [] },
);

const orders: fc.Arbitrary<OrderFacts> = fc
  .record({
    mode: fc.constantFrom(...MODES),
    load: loads,
    bodyTypes: fc.constantFrom<OrderFacts['bodyTypes'][]>(['flatbed'], ['low_rail', 'flatbed']),
    qualifications: mostly<OrderFacts['qualifications']>([], ['cold_chain']),
    loadingWindow: fc.constantFrom(
      { fromMs: NOW_MS, untilMs: NOW_MS + 60 * MINUTE_MS },
      { fromMs: NOW_MS + 60 * MINUTE_MS, untilMs: NOW_MS + 150 * MINUTE_MS },
      { fromMs: NOW_MS + 280 * MINUTE_MS, untilMs: NOW_MS + 480 * MINUTE_MS },
    ),
  })
  .map(order);

const places: fc.Arbitrary<Candidate['place']> = fc.oneof(
  {
    arbitrary: fc.record({
      source: fc.constant('position' as const),
      pickupMeters,
      ageSeconds: mostly(60, 901),
      cell: fc.constant('8630a1b07ffffff'),
    }),
    weight: 4,
  },
  fc.record({
    source: fc.constantFrom('manual' as const, 'city' as const),
    pickupMeters,
    ageSeconds: fc.constant(0),
    cell: fc.constant(null),
  }),
);

const drivers: fc.Arbitrary<Candidate> = fc
  .record({
    driverId: fc.constantFrom(...'abcdefghijkl'),
    body: mostly<Candidate['body']>('flatbed', 'high_rail', 'box'),
    lengthMillimeters: mostly(13_000, 6800),
    freeLoad: mostly(
      { kilograms: 10_000, litres: 50_000, vehicleSlots: 4 },
      { kilograms: 20_000, litres: 50_000, vehicleSlots: 0 },
    ),
    activeOrders: mostly(0, 1),
    qualifications: mostly<Candidate['qualifications']>(['cold_chain'], []),
    place: places,
    consents: fc.constantFrom({ location: '1', profile: '1' }, { location: '1', profile: null }),
    profile: fc.oneof(pasts, fc.constant(null)),
    waitingSeconds: fc.constantFrom(0, 1800, 1800, 1800, 1800, 7200),
    gaveBack: mostly<Candidate['gaveBack']>(null, 'driver_cancelled'),
    grabSequence: fc.constantFrom(1, 2, 3, 4, null),
    ticket: fc.constantFrom('0a', '0b'),
    later,
  })
  .map(({ driverId, later, ...over }) => candidate(driverId, { ...over, ...later }));

export const cases: fc.Arbitrary<Case> = fc
  .record({
    order: orders,
    purpose: fc.constantFrom('award' as const, 'recommend' as const),
    policy: fc.constantFrom(...POLICIES),
    candidates: fc.uniqueArray(drivers, {
      selector: (each) => each.driverId,
      maxLength: 8,
      size: 'max',
    }),
    onDuty: fc.nat(3),
    evaluated: fc.nat(8),
  })
  .map(({ order, purpose, policy, candidates, onDuty, evaluated }) => {
    const base = world(candidates, { purpose, policy });
    return { order, world: { ...base, search: { ...base.search, onDuty, evaluated } } };
  });

/** What may stand against a driver besides his truck and place; most have nothing of it. */
const against = mostly<Partial<Candidate>>(
  {},
  { blocked: 'between' },
  { declined: { reason: 'price', agoSeconds: 60, termsChanged: false } },
  { openOffers: 3 },
  { driving: { crew: 1, todaySeconds: 26_000, sinceRestSeconds: 13_000, origin: 'trips' } },
  { driving: { crew: 1, todaySeconds: 28_800, sinceRestSeconds: 0, origin: 'trips' } },
  // One order aboard, whose ramp lies between the truck and this order's.
  {
    activeOrders: 1,
    aboard: {
      orders: [
        {
          orderId: 'order-0',
          shared: true,
          cargoKind: 'general',
          load: { kilograms: 100, litres: 100, vehicleSlots: 0 },
          loading: null,
          unloading: { fromMs: NOW_MS, untilMs: NOW_MS + 120 * MINUTE_MS },
        },
      ],
      meters: [[20_000], [0, 30_000], [0, 320_000, 300_000]],
    },
  },
);

/** How an order shares a truck, and by when it is to be there. */
const terms = fc.constantFrom<Partial<OrderFacts>>(
  {},
  { shared: true, unloadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 530 * MINUTE_MS } },
  { shared: true, unloadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 600 * MINUTE_MS } },
);

/** The same with what only some orders and drivers have: in a stream of its own. */
export const contestedCases: fc.Arbitrary<Case> = fc
  .record({ of: cases, terms, againsts: fc.array(against, { minLength: 8, maxLength: 8 }) })
  .map(({ of: { order, world }, terms, againsts }) => ({
    order: { ...order, ...terms },
    world: {
      ...world,
      candidates: world.candidates.map((each, at) => ({ ...each, ...againsts[at] })),
    },
  }));

/** A case and one of its drivers to be changed. */
export const casesWithDriver: fc.Arbitrary<Case & { readonly driver: Candidate }> = cases
  .filter(({ world }) => world.candidates.length > 0)
  .chain((each) =>
    fc.constantFrom(...each.world.candidates).map((driver) => ({ ...each, driver })),
  );

export const withCandidates = (
  world: World<Policy>,
  candidates: readonly Candidate[],
): World<Policy> => ({ ...world, candidates });

/** The same world but for one driver, who keeps his place in the list. */
export const changing = (
  world: World<Policy>,
  driverId: string,
  change: (driver: Candidate) => Candidate,
): World<Policy> =>
  withCandidates(
    world,
    world.candidates.map((each) => (each.driverId === driverId ? change(each) : each)),
  );
