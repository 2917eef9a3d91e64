import { candidate, NOW_MS, order, world } from '../../test/sample.js';
import { defaultPolicy } from '../default-policy.js';
import type { Candidate, OrderFacts, World } from '../domain.js';
import { REFUSALS } from '../decision.js';
import type { Policy } from '../policy.js';
import { arrivalSlackSeconds } from '../travel.js';
import { refusal, refusalsOf } from './eligibility.js';
import { REFUSAL_UNITS } from './refusal-units.js';

/** A policy under which a driver by city is refused, and a truck that is near may still be too far. */
const policy: Policy = {
  ...defaultPolicy,
  reach: { ...defaultPolicy.reach, meters: 50_000, locationRequired: ['first_wins'] },
};
const circumstances = world([], { policy });

/** Ten tonnes and four cars on a reefer of 9.6 m for a licensed driver: everything can go wrong. */
const hard = order({
  mode: 'first_wins',
  bodyTypes: ['insulated', 'reefer'],
  load: { kilograms: 10_000, litres: 40_000, vehicleSlots: 4 },
  qualifications: ['cold_chain', 'oversize'],
  loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 3_600_500 },
});

const worst = candidate('d', {
  activeOrders: 1,
  place: { source: 'city', pickupMeters: 90_000, ageSeconds: 0, cell: null },
  gaveBack: 'not_confirmed',
  body: 'flatbed',
  lengthMillimeters: 9599,
  freeLoad: { kilograms: 9999, litres: 39_999, vehicleSlots: 3 },
  qualifications: ['cold_chain'],
  grabSequence: null,
});

/** Each step repairs the fault of the line it stands on and keeps all those below, so the table also proves the precedence. */
const rows: [verdict: string, value: unknown, threshold: unknown, repair: Partial<Candidate>][] = [
  ['busy', 1, 1, { activeOrders: 0 }],
  [
    'consent_missing',
    'city',
    'position',
    { place: { source: 'position', pickupMeters: 90_000, ageSeconds: 901, cell: 'c' } },
  ],
  ['gave_back_before', 'not_confirmed', null, { gaveBack: null }],
  ['body_type', 'flatbed', 'insulated,reefer', { body: 'reefer' }],
  ['length', 9599, 9600, { lengthMillimeters: 9600 }],
  ['weight', 9999, 10_000, { freeLoad: { kilograms: 10_000, litres: 39_999, vehicleSlots: 3 } }],
  ['volume', 39_999, 40_000, { freeLoad: { kilograms: 10_000, litres: 40_000, vehicleSlots: 3 } }],
  ['vehicle_slots', 3, 4, { freeLoad: { kilograms: 10_000, litres: 40_000, vehicleSlots: 4 } }],
  [
    'qualification',
    'oversize',
    'cold_chain,oversize',
    { qualifications: ['oversize', 'cold_chain'] },
  ],
  [
    'cannot_arrive',
    8424,
    3600,
    { place: { source: 'position', pickupMeters: 38_462, ageSeconds: 901, cell: 'c' } },
  ],
  ['beyond_reach', 38_462, 38_461, {}],
  [
    'position_too_old',
    901,
    900,
    { place: { source: 'position', pickupMeters: 38_461, ageSeconds: 900, cell: 'c' } },
  ],
  ['did_not_grab', null, null, { grabSequence: 1 }],
];

describe('refusal', () => {
  // 38,461 m are 3600 s of driving at 50 km/h with the detour, one metre more is 3601 s.
  const inTime = { ...hard, loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 3_601_000 } };
  const steps = rows.map(([verdict, value, threshold], index) => {
    const repaired = Object.assign(
      {},
      worst,
      ...rows.slice(0, index).map(([, , , repair]) => repair),
    );
    const pastArrival = index > REFUSALS.indexOf('cannot_arrive');
    return {
      verdict,
      driver: repaired as Candidate,
      order: pastArrival ? inTime : hard,
      world: pastArrival ? reaching(38_461) : circumstances,
      expected: { reason: verdict, value, threshold },
    };
  });

  it.each(steps)(
    '[M1 M2 M16] passes over for $verdict, with what was measured and needed',
    (step) => {
      expect(refusal(step.driver, step.order, step.world)).toEqual(step.expected);
    },
  );

  it.each(steps)('lists $verdict first and every fault that is left after it', (step) => {
    const reasons = refusalsOf(step.driver, step.order, step.world).map(({ reason }) => reason);
    expect(reasons[0]).toBe(step.verdict);
    expect(reasons).toEqual(REFUSALS.filter((each) => reasons.includes(each)));
    expect(reasons).toContain('did_not_grab');
  });

  it('accepts a driver once the last fault is repaired', () => {
    const repaired = Object.assign({}, worst, ...rows.map(([, , , repair]) => repair)) as Candidate;
    expect(refusal(repaired, inTime, reaching(38_461))).toBeNull();
    expect(refusalsOf(repaired, inTime, reaching(38_461))).toEqual([]);
  });

  it('has a row and a unit for every refusal', () => {
    expect(rows.map(([verdict]) => verdict)).toEqual(REFUSALS);
    expect(Object.keys(REFUSAL_UNITS)).toEqual(REFUSALS);
  });

  function reaching(meters: number): World<Policy> {
    return { ...circumstances, policy: { ...policy, reach: { ...policy.reach, meters } } };
  }
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
