import { candidate, NOW_MS, order, world } from '../../test/sample.js';
import { defaultPolicy } from '../default-policy.js';
import type { Candidate, OrderFacts, World } from '../domain.js';
import { REFUSALS } from '../decision.js';
import type { Policy } from '../policy.js';
import { DEFAULT_PART_LOADS } from '../refusal-rules.js';
import { arrivalSlackSeconds } from '../travel.js';
import type { CargoKind } from '../vocabulary.js';
import { refusal, refusalsOf } from './eligibility.js';
import { REFUSAL_UNITS } from './refusal-units.js';

/** A policy under which a driver placed by his city is refused, and one in time may be too far. */
const policy: Policy = {
  ...defaultPolicy,
  reach: { ...defaultPolicy.reach, meters: 30_000, locationRequired: ['first_wins'] },
  // His own way home is all the detour that is left.
  partLoads: { ...DEFAULT_PART_LOADS, detourMetersMax: 1_000 },
};
const circumstances = world([], { policy });

/** Ten tonnes and four cars, cold, at 9.6 m, within the hour: everything can go wrong. */
const hard = order({
  mode: 'first_wins',
  shared: true,
  laneMeters: 310_000,
  unloadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 45_000_000 },
  bodyTypes: ['insulated', 'reefer'],
  load: { kilograms: 10_000, litres: 40_000, vehicleSlots: 4 },
  qualifications: ['cold_chain', 'oversize'],
  loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 3_600_500 },
});

/** One metre less, and he would drive the hour he has. */
const tooFar = 38_462;
const at = (pickupMeters: number, ageSeconds: number): Partial<Candidate> => ({
  place: { source: 'position', pickupMeters, ageSeconds, cell: null },
});
const free = (kilograms: number, litres: number, vehicleSlots: number): Partial<Candidate> => ({
  freeLoad: { kilograms, litres, vehicleSlots },
});

/** One order aboard, to be unloaded on the far side of the truck by then. */
const aboard = (cargoKind: CargoKind, seconds: number): Partial<Candidate> => ({
  aboard: {
    orders: [
      {
        orderId: 'order-0',
        shared: true,
        cargoKind,
        load: { kilograms: 1, litres: 1, vehicleSlots: 0 },
        loading: null,
        unloading: { fromMs: NOW_MS, untilMs: NOW_MS + seconds * 1000 },
      },
    ],
    meters: [[20_000], [0, 50_000], [0, 330_000, 310_000]],
  },
});
const driven = (todaySeconds: number, sinceRestSeconds: number): Partial<Candidate> => ({
  driving: { crew: 1, todaySeconds, sinceRestSeconds, origin: 'trips' },
});

const worst = candidate('d', {
  activeOrders: 4,
  blocked: 'between',
  declined: { reason: 'price', agoSeconds: 43_199, termsChanged: false },
  openOffers: 3,
  ...aboard('hazardous', 2_000),
  ...driven(28_800, 0),
  place: { source: 'city', pickupMeters: tooFar, ageSeconds: 0, cell: null },
  gaveBack: 'not_confirmed',
  body: 'flatbed',
  lengthMillimeters: 9599,
  ...free(9999, 39_999, 3),
  qualifications: ['cold_chain'],
  grabSequence: null,
});

type Repair = Partial<Candidate> | ((driver: Candidate) => Candidate);
const blockedByNobody = ({ blocked: _, ...driver }: Candidate): Candidate => driver;

/**
 * One row, one reason to be refused; its repair mends that fault and keeps all those below, so the
 * table also proves the precedence.
 */
const rows: [reason: string, value: unknown, threshold: unknown, repair: Repair][] = [
  ['busy', 4, 4, { activeOrders: 1 }],
  ['consent_missing', 'city', 'position', at(tooFar, 901)],
  ['blocked_pair', 'between', null, blockedByNobody],
  ['gave_back_before', 'not_confirmed', null, { gaveBack: null }],
  [
    'declined_before',
    43_199,
    43_200,
    { declined: { reason: 'price', agoSeconds: 43_200, termsChanged: false } },
  ],
  ['body_type', 'flatbed', 'insulated,reefer', { body: 'reefer' }],
  ['length', 9599, 9600, { lengthMillimeters: 9600 }],
  ['weight', 9999, 10_000, free(10_000, 39_999, 3)],
  ['volume', 39_999, 40_000, free(10_000, 40_000, 3)],
  ['vehicle_slots', 3, 4, free(10_000, 40_000, 4)],
  [
    'qualification',
    'oversize',
    'cold_chain,oversize',
    { qualifications: ['oversize', 'cold_chain'] },
  ],
  ['cargo_incompatible', 'hazardous', 'general', aboard('food', 2_000)],
  ['cannot_arrive', 3601, 3600, at(30_001, 901)],
  ['late_together', 4752, null, aboard('food', 100_000)],
  ['detour_too_long', 60_001, 1_000, { aboard: { orders: [], meters: [] } }],
  ['driving_time', 6009, 3600, driven(11_500, 11_500)],
  ['driving_time_unloading', 89_725, 45_000, driven(0, 0)],
  ['beyond_reach', 30_001, 30_000, at(30_000, 901)],
  ['position_too_old', 901, 900, at(30_000, 900)],
  ['offer_cap', 3, 3, { openOffers: 2 }],
  ['did_not_grab', null, null, { grabSequence: 1 }],
];

const repairedUpTo = (index: number): Candidate =>
  rows
    .slice(0, index)
    .reduce<Candidate>(
      (driver, [, , , repair]) =>
        typeof repair === 'function' ? repair(driver) : { ...driver, ...repair },
      worst,
    );

describe('refusal', () => {
  const steps = rows.map(([reason, value, threshold], index) => ({
    reason,
    driver: repairedUpTo(index),
    expected: { reason, value, threshold },
  }));

  it.each(steps)('[M1 M2 M16] tells $reason, what was measured and what was needed', (step) => {
    expect(refusal(step.driver, hard, circumstances)).toEqual(step.expected);
  });

  it.each(steps)('tells $reason first, and all that would still be wrong after it', (step) => {
    const reasons = refusalsOf(step.driver, hard, circumstances).map(({ reason }) => reason);
    expect(reasons[0]).toBe(step.reason);
    expect(reasons).toEqual(REFUSALS.filter((reason) => reasons.includes(reason)));
    expect(reasons).toContain('did_not_grab');
  });

  it('accepts the driver once his last fault is repaired', () => {
    expect(refusal(repairedUpTo(rows.length), hard, circumstances)).toBeNull();
    expect(refusalsOf(repairedUpTo(rows.length), hard, circumstances)).toEqual([]);
  });

  it('has a row and a unit for every refusal', () => {
    const ofOffers = ['offer_lapsed', 'not_offered', 'did_not_accept'];
    expect(rows.map(([reason]) => reason)).toEqual(
      REFUSALS.filter((reason) => !ofOffers.includes(reason)),
    );
    expect(Object.keys(REFUSAL_UNITS)).toEqual(REFUSALS);
  });
});

describe('the meaning of a refusal', () => {
  const reasons = (driver: Candidate, of: OrderFacts, over: Partial<World<Policy>> = {}) =>
    refusalsOf(driver, of, world([], over)).map(({ reason }) => reason);

  it('[M3] lets a place set by hand and a city through where no measured position is required', () => {
    const place = { pickupMeters: 10_000, ageSeconds: 0, cell: null };
    for (const source of ['manual', 'city'] as const) {
      expect(reasons(candidate('d', { place: { ...place, source } }), order())).toEqual([]);
    }
  });

  it('[M3] does not let a place set by hand grow old', () => {
    const place = { source: 'manual', pickupMeters: 0, ageSeconds: 100_000, cell: null } as const;
    expect(reasons(candidate('d', { place }), order())).toEqual([]);
  });

  it('asks for a grab only when awarding', () => {
    const silent = candidate('d', { grabSequence: null });
    expect(reasons(silent, order(), { purpose: 'award' })).toEqual(['did_not_grab']);
    expect(reasons(silent, order(), { purpose: 'recommend' })).toEqual([]);
  });

  it.each([
    ['flatbed', 'high_rail', true],
    ['high_rail', 'flatbed', false],
    ['low_rail', 'high_rail', true],
    ['flatbed', 'low_rail', true],
    ['insulated', 'reefer', true],
    ['reefer', 'insulated', false],
    ['box', 'wing', true],
    ['wing', 'box', false],
  ] as const)('[M1] for a %s wanted, a %s will do: %s', (wanted, body, fits) => {
    const verdict = reasons(candidate('d', { body }), order({ bodyTypes: [wanted] }));
    expect(verdict).toEqual(fits ? [] : ['body_type']);
  });

  it('refuses for arrival exactly when the slack is below nothing', () => {
    for (const millis of [0, 1, 999, 1000, 3_599_999, 3_600_000, 3_600_001]) {
      for (const pickupMeters of [0, 1, 38_461, 38_462]) {
        const untilMs = NOW_MS + millis;
        const of = order({ loadingWindow: { fromMs: NOW_MS, untilMs } });
        const place = { source: 'position', pickupMeters, ageSeconds: 0, cell: null } as const;
        const slack = arrivalSlackSeconds(
          { pickupMeters, nowMs: NOW_MS, untilMs },
          defaultPolicy.travel,
        );
        expect(reasons(candidate('d', { place }), of).includes('cannot_arrive')).toBe(slack < 0);
      }
    }
  });

  it('tells a negative threshold once the loading window is over', () => {
    const over = order({ loadingWindow: { fromMs: NOW_MS - 9000, untilMs: NOW_MS - 1500 } });
    const place = { source: 'position', pickupMeters: 0, ageSeconds: 0, cell: null } as const;
    expect(refusal(candidate('d', { place }), over, world([]))).toEqual({
      reason: 'cannot_arrive',
      value: 0,
      threshold: -2,
    });
  });
});
