import fc from 'fast-check';
import { defaultPolicy } from '#libs/matcher';
import type { Candidate, OrderFacts, Policy } from '#libs/matcher';
import { candidate, NOW_MS, order, past, world, type Case } from '../sample.js';

// Decisions so small that every combination of what a driver could change can be tried: a few
// hundred metres, a quarter of an hour, two orders.

const HOUR_MS = 3_600_000;

const small: Policy = {
  ...defaultPolicy,
  weights: {
    pickup_distance: 3,
    arrival_slack: 1,
    body_fit: 1,
    load_fit: 1,
    completion_rate: 3,
    punctuality: 2,
    lane_experience: 2,
    completed_together: 1,
    waiting: 2,
  },
  tables: {
    ...defaultPolicy.tables,
    pickupMeters: [
      [0, 1000],
      [150, 700],
      [350, 0],
    ],
    waitingSeconds: [
      [0, 0],
      [900, 1000],
    ],
    laneMilli: [
      [0, 0],
      [2_000, 1000],
    ],
    togetherMilli: [
      [0, 100],
      [1_000, 1000],
    ],
  },
  profile: {
    ...defaultPolicy.profile,
    completionPrior: { default: { successesMilli: 900, trialsMilli: 1_000 } },
    punctualityPrior: { default: { successesMilli: 800, trialsMilli: 1_000 } },
    windowDays: 2,
  },
  reach: {
    ...defaultPolicy.reach,
    meters: 300,
    positionMaxAgeSeconds: 60,
    locationRequired: ['first_wins'],
  },
  limits: { ...defaultPolicy.limits, recommendedMax: 1 },
};

const POLICIES: readonly Policy[] = [
  small,
  // More than the best history gives, so that switching it off may help or hurt.
  {
    ...small,
    profile: {
      ...small.profile,
      neutralPoints: { ...small.profile.neutralPoints, completion_rate: 950, lane_experience: 500 },
    },
    limits: { ...small.limits, recommendedMax: 2 },
  },
  // A share for new drivers that fades as they complete orders, as heavy as it may be.
  {
    ...small,
    weights: { ...small.weights, exploration: 3 },
    profile: { ...small.profile, benefitMilli: 2_000 },
  },
];

const rarely = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { arbitrary: fc.constant(usual), weight: 7 },
    ...others.map((other) => fc.constant(other)),
  );

const driver = fc
  .record({
    driverId: fc.constantFrom(...'abcd'),
    body: rarely<Candidate['body']>('flatbed', 'high_rail', 'box'),
    freeLoad: rarely(
      { kilograms: 18_000, litres: 60_000, vehicleSlots: 0 },
      { kilograms: 10_000, litres: 42_000, vehicleSlots: 0 },
      { kilograms: 8_000, litres: 60_000, vehicleSlots: 0 },
    ),
    activeOrders: rarely(0, 1),
    pickupMeters: fc.constantFrom(0, 90, 150, 260, 380),
    source: rarely<Candidate['place']['source']>('position', 'manual', 'city'),
    ageSeconds: rarely(10, 61, 100),
    waitingSeconds: fc.constantFrom(0, 300, 700),
    profile: fc.constantFrom(
      null,
      past(),
      past({ attemptedMilli: 2_000, completedMilli: 1_000 }),
      past({
        attemptedMilli: 3_000,
        completedMilli: 3_000,
        timedMilli: 3_000,
        onTimeMilli: 2_000,
        laneMilli: 1_000,
      }),
    ),
    qualifications: rarely<Candidate['qualifications']>(['cold_chain'], []),
    gaveBack: rarely<Candidate['gaveBack']>(null, 'driver_cancelled'),
    grabs: rarely(true, false),
    ticket: fc.constantFrom('0a', '0b'),
  })
  .map(({ driverId, pickupMeters, source, ageSeconds, grabs, ...over }) =>
    candidate(driverId, {
      ...over,
      place: {
        source,
        pickupMeters,
        ageSeconds: source === 'position' ? ageSeconds : 0,
        cell: source === 'city' ? null : '8630a1b07ffffff',
      },
      consents: { location: '2026-01', profile: over.profile === null ? null : '2026-02' },
      grabSequence: grabs ? driverId.charCodeAt(0) : null,
    }),
  );

export const smallCases: fc.Arbitrary<Case> = fc
  .record({
    policy: fc.constantFrom(...POLICIES),
    mode: rarely<OrderFacts['mode']>('grab_then_award', 'first_wins'),
    purpose: fc.constantFrom('award' as const, 'recommend' as const),
    closed: rarely(false, true),
    needs: rarely<OrderFacts['qualifications']>([], ['cold_chain']),
    candidates: fc.uniqueArray(driver, {
      selector: ({ driverId }) => driverId,
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ policy, mode, purpose, closed, needs, candidates }) => ({
    order: order({
      mode,
      qualifications: needs,
      loadingWindow: { fromMs: NOW_MS - HOUR_MS, untilMs: NOW_MS + (closed ? -1 : HOUR_MS) },
    }),
    world: world(candidates, { policy, purpose }),
  }));
