import fc from 'fast-check';
import { decide, defaultPolicy, FACTORS, MODES } from '#libs/matcher';
import type { Candidate, OrderFacts, Policy, ProfileFacts, World } from '#libs/matcher';
import { policyHash, seedHash, ticket } from '../src/digest.js';
import type { Standing } from '../src/driver/standing.js';
import { recordOf } from '../src/record-of.js';
import type { DecisionKind, JudgedRecord } from '../src/record.js';

export const NOW_MS = 1_763_800_000_000;
const HOUR_MS = 3_600_000;
export const SEED = '00ff'.repeat(16);

/** Of an installation that says who it is. */
export const standing: Standing = {
  controller: {
    name: 'Example Freight',
    contact: 'help@freight.example',
    protectionOfficer: 'privacy@freight.example',
  },
  codeDigest: null,
};

export const order = (over: Partial<OrderFacts> = {}): OrderFacts => ({
  orderId: 'order-1',
  orderVersion: 3,
  shipperId: 'shipper-1',
  fromCityCode: '3201',
  toCityCode: '3101',
  laneMeters: 301_234,
  loadingWindow: { fromMs: NOW_MS + HOUR_MS, untilMs: NOW_MS + 6 * HOUR_MS },
  load: { kilograms: 9_200, litres: 41_500, vehicleSlots: 0 },
  bodyTypes: ['flatbed'],
  minLengthMillimeters: 9_600,
  cargoKind: 'general',
  qualifications: [],
  mode: 'grab_then_award',
  postedAtMs: NOW_MS - HOUR_MS,
  ...over,
});

export const candidate = (driverId: string, over: Partial<Candidate> = {}): Candidate => ({
  driverId,
  body: 'flatbed',
  lengthMillimeters: 13_000,
  freeLoad: { kilograms: 18_000, litres: 60_000, vehicleSlots: 0 },
  activeOrders: 0,
  qualifications: [],
  place: { source: 'position', pickupMeters: 12_345, ageSeconds: 75, cell: '8630a1b07ffffff' },
  consents: { location: '2026-01', profile: '2026-02' },
  profile: past({ attemptedMilli: 12_500, completedMilli: 11_250 }),
  waitingSeconds: 4_200,
  gaveBack: null,
  grabSequence: 1,
  ticket: ticket(SEED, 'order-1', driverId),
  ...over,
});

/** From before there were more than nine factors. */
const NINE = FACTORS.slice(0, FACTORS.indexOf('waiting') + 1);
export const OLDER: Policy = {
  ...defaultPolicy,
  weights: Object.fromEntries(
    NINE.map((factor) => [factor, defaultPolicy.weights[factor]]),
  ) as Policy['weights'],
};

export const past = (over: Partial<ProfileFacts> = {}): ProfileFacts => ({
  attemptedMilli: 0,
  completedMilli: 0,
  timedMilli: 0,
  onTimeMilli: 0,
  laneMilli: 0,
  togetherMilli: 0,
  ...over,
});

export const world = (
  candidates: readonly Candidate[],
  over: Partial<World<Policy>> = {},
): World<Policy> => ({
  nowMs: NOW_MS,
  purpose: 'award',
  policy: defaultPolicy,
  search: {
    onDuty: 2_000,
    reachMeters: 300_000,
    rings: 4,
    cells: 61,
    found: candidates.length,
    evaluated: candidates.length,
    endedBy: 'reach',
    provenMeters: 300_000,
  },
  candidates,
  ...over,
});

/** Decides with the real matcher and records it. */
export function recorded(
  facts: OrderFacts,
  given: World<Policy>,
  over: { kind?: DecisionKind; assigned?: string; decidedByHuman?: string } = {},
): JudgedRecord {
  const decision = decide(facts, given);
  const offer = facts.mode === 'offer';
  const awarding = decision.winner === null ? 'no_award' : offer ? 'acceptance' : 'award';
  const telling = offer ? 'offer' : 'recommendation';
  return recordOf(decision, {
    decisionId: 'decision-1',
    kind: over.kind ?? (given.purpose === 'recommend' ? telling : awarding),
    round: 2,
    order: facts,
    world: given,
    policyHash: policyHash(given.policy),
    tieSeed: SEED,
    tieSeedHash: seedHash(SEED),
    decidedByHuman: over.decidedByHuman ?? null,
    cause: null,
    assigned: over.assigned ?? null,
  });
}

export type Case = { readonly order: OrderFacts; readonly world: World<Policy> };

const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { arbitrary: fc.constant(usual), weight: 6 },
    ...others.map((other) => fc.constant(other)),
  );

/**
 * Two places at most are recommended, so that RANKED comes up; and a policy where nearly all tie.
 */
const POLICIES: readonly Policy[] = [
  { ...defaultPolicy, limits: { ...defaultPolicy.limits, recommendedMax: 2 } },
  {
    ...defaultPolicy,
    weights: Object.fromEntries(
      FACTORS.map((factor) => [factor, factor === 'body_fit' ? 1 : 0]),
    ) as Policy['weights'],
    reach: { ...defaultPolicy.reach, locationRequired: ['first_wins'] },
  },
];

const drivers = fc
  .record({
    driverId: fc.constantFrom(...'abcdefgh'),
    body: mostly<Candidate['body']>('flatbed', 'high_rail', 'box'),
    lengthMillimeters: mostly(13_000, 6_800),
    freeLoad: fc.constantFrom(
      { kilograms: 18_000, litres: 60_000, vehicleSlots: 0 },
      { kilograms: 10_001, litres: 41_500, vehicleSlots: 3 },
      { kilograms: 8_000, litres: 30_000, vehicleSlots: 0 },
    ),
    activeOrders: mostly(0, 1),
    place: fc.constantFrom<Candidate['place'][]>(
      { source: 'position', pickupMeters: 12_345, ageSeconds: 75, cell: '8630a1b07ffffff' },
      { source: 'position', pickupMeters: 1_000, ageSeconds: 75, cell: '8630a1b07ffffff' },
      { source: 'position', pickupMeters: 299_000, ageSeconds: 901, cell: '8630a1b07ffffff' },
      { source: 'manual', pickupMeters: 301_000, ageSeconds: 0, cell: '8630a1b07ffffff' },
      { source: 'city', pickupMeters: 0, ageSeconds: 0, cell: null },
    ),
    consents: fc.constantFrom(
      { location: '2026-01', profile: '2026-02' },
      { location: null, profile: null },
    ),
    profile: fc.constantFrom(
      null,
      past(),
      past({ attemptedMilli: 20_000, completedMilli: 8_123, timedMilli: 8_000, onTimeMilli: 999 }),
    ),
    waitingSeconds: fc.constantFrom(0, 61, 7_200),
    gaveBack: mostly<Candidate['gaveBack']>(null, 'not_confirmed'),
    grabSequence: fc.constantFrom(1, 2, 3, null),
    ticket: fc.constantFrom('0a', '0b'),
  })
  .map(({ driverId, ...over }) => candidate(driverId, over));

/** One of those who were asked accepts; before that nobody has. */
function asOffered(
  candidates: readonly Candidate[],
  purpose: World<Policy>['purpose'],
): Candidate[] {
  const accepts = candidates.find(({ grabSequence }) => grabSequence !== null);
  const states = ['open', 'lapsed', 'declined', 'withdrawn'] as const;
  return candidates.map((each, index): Candidate => {
    const state = states[index % states.length] ?? 'open';
    const offer = index % 5 === 4 ? {} : { offer: { state, sinceSeconds: 300 * index } };
    const took = purpose === 'award' && each === accepts;
    return { ...each, ...offer, grabSequence: took ? 1 : null };
  });
}

/** Few values on purpose, so that ties, refusals of each kind and both purposes come up often. */
export const cases: fc.Arbitrary<Case> = fc
  .record({
    order: fc
      .record({
        mode: fc.constantFrom(...MODES),
        bodyTypes: fc.constantFrom<OrderFacts['bodyTypes'][]>(['flatbed'], ['low_rail', 'box']),
        load: fc.constantFrom(
          { kilograms: 9_200, litres: 41_500, vehicleSlots: 0 },
          { kilograms: 0, litres: 0, vehicleSlots: 2 },
        ),
        qualifications: mostly<OrderFacts['qualifications']>([], ['cold_chain']),
        loadingWindow: fc.constantFrom(
          { fromMs: NOW_MS + HOUR_MS, untilMs: NOW_MS + 8 * HOUR_MS },
          { fromMs: NOW_MS - HOUR_MS, untilMs: NOW_MS - 1 },
          { fromMs: NOW_MS, untilMs: NOW_MS + 60_000 },
        ),
      })
      .map(order),
    purpose: fc.constantFrom('award' as const, 'recommend' as const),
    policy: fc.constantFrom(...POLICIES),
    candidates: fc.uniqueArray(drivers, { selector: (each) => each.driverId, maxLength: 8 }),
    endedBy: fc.constantFrom('reach' as const, 'limit' as const),
  })
  .map(({ order, purpose, policy, candidates: given, endedBy }) => {
    const candidates = order.mode === 'offer' ? asOffered(given, purpose) : given;
    const base = world(candidates, { purpose, policy });
    return { order, world: { ...base, search: { ...base.search, endedBy, provenMeters: 12_345 } } };
  });

/** Every scalar anywhere in a value, keys left out. */
export function scalarsIn(value: unknown): (string | number | boolean)[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'object') return Object.values(value).flatMap(scalarsIn);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? [value]
    : [];
}
