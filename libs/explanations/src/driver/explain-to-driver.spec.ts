import { defaultPolicy, PROFILE_FACTORS } from '#libs/matcher';
import type { Candidate, OrderFacts, Policy, World } from '#libs/matcher';
import { candidate, order, recorded, SEED, standing, world } from '../../test/sample.js';
import { ticket } from '../digest.js';
import { releaseRecord } from '../kinds/release.js';
import type { DecisionRecord } from '../record.js';
import { explainToDriver } from './explain-to-driver.js';

const explain = (record: DecisionRecord, driverId: string, policy: Policy = defaultPolicy) => {
  const { drivers, bundle, ...header } = record;
  const row = drivers.find((each) => each.driverId === driverId);
  if (row === undefined) throw new Error(`${driverId} is not recorded`);
  return explainToDriver({ header, bundle, row, policy, standing });
};

/** Ann is near, Bo is farther, Cy cannot carry it. */
const near = candidate('ann', { place: { ...candidate('').place, pickupMeters: 1_000 } });
const far = candidate('bo', { grabSequence: 2 });
const weak = candidate('cy', { freeLoad: { kilograms: 8_000, litres: 60_000, vehicleSlots: 0 } });
const three = (over: Partial<World<Policy>> = {}, facts: Partial<OrderFacts> = {}) =>
  recorded(order(facts), world([near, far, weak], over));

const alone = (over: Partial<Candidate>, facts: Partial<OrderFacts> = {}) =>
  explain(recorded(order(facts), world([candidate('dee', over)])), 'dee');

describe('[D1] what a driver is told', () => {
  it('who won reads that his total was the highest', () => {
    const view = explain(three(), 'ann');
    expect(view).toMatchObject({ role: 'WON', outcome: { rank: 1, gap: 0 } });
    expect(view.narrative[0]?.message).toBe('why.won');
    expect(view.narrative.length).toBeLessThanOrEqual(3);
  });

  it('who lost reads his exact parts, the total that won and how much he lacked', () => {
    const record = three();
    const view = explain(record, 'bo');
    const { total, cutoffTotal, gap } = view.outcome;
    expect(view.role).toBe('LOST');
    expect(cutoffTotal).toBe(record.cutoffTotal);
    expect(gap).toBe((cutoffTotal ?? 0) - (total ?? 0));
    expect(gap).toBeGreaterThan(0);
    expect(view.narrative[0]?.values).toMatchObject({
      total: { value: total },
      cutoff: { value: cutoffTotal },
      gap: { value: gap },
    });
    expect(view.withheld.map(({ ground }) => ground)).toContain('third_party_personal_information');
  });

  it.each([
    ['an award', {}, 'search.grabbed'],
    ['a recommendation', { purpose: 'recommend' }, 'search.reach'],
  ] as const)('in %s, how those who were judged were come by', (_what, over, message) => {
    expect(explain(three(over), 'bo').search?.message).toBe(message);
  });

  it('who was refused reads the rule, what was measured and what was needed, in both languages', () => {
    const { refusal, narrative, parts } = explain(three(), 'cy');
    expect(refusal).toMatchObject({
      reason: 'weight',
      value: 8_000,
      threshold: 9_200,
      unit: 'kilograms',
    });
    expect(narrative[0]?.text).toEqual({
      zh: '你的车载重 8,000 公斤，订单需要 9,200 公斤。',
      en: 'Your truck may still carry 8,000 kg; the order needs 9,200 kg.',
    });
    expect(parts).toEqual([]);
  });

  it.each<[string, Partial<Candidate>, Partial<OrderFacts>, string]>([
    [
      'another body',
      { body: 'box' },
      {},
      'Your truck is a box truck; the order asks for: flatbed.',
    ],
    [
      'a missing licence',
      {},
      { qualifications: ['cold_chain'] },
      'The order requires: cold-chain licence. You lack: cold-chain licence.',
    ],
    [
      'too short a truck',
      { lengthMillimeters: 6_800 },
      {},
      'Your truck is 6.8 m long; the order asks for at least 9.6 m.',
    ],
    [
      'a window already over',
      {},
      { loadingWindow: { fromMs: 0, untilMs: 1 } },
      'The drive to loading takes 19 min 16 s, but loading had already closed.',
    ],
    ['not grabbing', { grabSequence: null }, {}, 'You were eligible but did not grab this order.'],
    [
      'an order given back',
      { gaveBack: 'not_confirmed' },
      {},
      'This order was yours before and was given back (not confirmed in time), so it is not given to you again.',
    ],
  ])('for %s the sentence says so', (_, over, facts, sentence) => {
    expect(alone(over, facts).refusal?.sentence.text.en).toBe(sentence);
  });

  it('a recommendation tells place and limit, and keeps the seed and the ticket secret', () => {
    const policy = { ...defaultPolicy, limits: { ...defaultPolicy.limits, recommendedMax: 1 } };
    const record = three({ purpose: 'recommend', policy });
    const [first, second] = ['ann', 'bo'].map((driver) => explain(record, driver, policy));
    expect([first?.role, second?.role]).toEqual(['WON', 'LOST']);
    expect([first?.recordedRole, second?.recordedRole]).toEqual(['RECOMMENDED', 'RANKED']);
    expect(record.bundle.tieSeed).toBeNull();
    expect(first?.tieBreak).toMatchObject({ seed: null, ownTicket: null });
    expect(second?.narrative[0]?.message).toBe('why.ranked');
  });

  it('after the award the seed and his own ticket let a driver check the lot', () => {
    const { tieBreak } = explain(three(), 'bo');
    expect(tieBreak?.seed).toBe(SEED);
    expect(tieBreak?.ownTicket).toBe(ticket(SEED, 'order-1', 'bo'));
  });

  it('equal totals are told as a lot, without a gap', () => {
    const twins = ['ann', 'bo'].map((driver) => candidate(driver));
    const record = recorded(order(), world(twins));
    const loser = record.drivers[1]?.driverId ?? '';
    expect(explain(record, loser).narrative[0]?.message).toBe('why.lost_by_lot');
    expect(explain(record, record.winner ?? '').narrative[0]?.message).toBe('why.won_by_lot');
  });

  it('where the first wins no total is held against the later, and the winner’s is not told', () => {
    const record = three({}, { mode: 'first_wins' });
    const view = explain(record, 'bo');
    expect(view.outcome).toMatchObject({ cutoffTotal: null, gap: null });
    expect(view.narrative.map(({ message }) => message)).toEqual(['why.lost_first']);
  });

  it('a person’s decision is named as one, also where the rules would have refused', () => {
    const record = recorded(order(), world([near, far, weak]), {
      kind: 'manual_assignment',
      assigned: 'cy',
      decidedByHuman: 'operator-7',
    });
    const view = explain(record, 'cy');
    expect(view.decision).toMatchObject({
      automation: 'HUMAN_DECIDED',
      decidedByHuman: 'operator-7',
    });
    expect(view.role).toBe('WON');
    expect(view.narrative[0]?.message).toBe('why.won_by_hand');
    expect(view.refusal?.reason).toBe('weight');
    expect(explain(record, 'ann').narrative[0]?.message).toBe('why.lost_by_hand');
  });

  it('a release tells how long the award stood and how long it might', () => {
    const record = releaseRecord({
      decisionId: 'decision-2',
      driverId: 'ann',
      cause: 'not_confirmed',
      order: order(),
      round: 2,
      decidedAtMs: 1_763_800_000_000,
      policyHash: 'sha256:00',
      waitedMs: 900_250,
      confirmMs: 900_000,
    });
    const view = explain(record, 'ann');
    expect(view.narrative[0]?.text.en).toBe(
      'The order was yours for 15 min 0.25 s and was not confirmed within the 15 min allowed, so it is dispatched again.',
    );
    expect(view).toMatchObject({ procedure: [], inputs: [], tieBreak: null, profile: null });
  });

  it('few rivals are a range, many are a number', () => {
    const view = explain(three(), 'ann');
    expect(view.outcome.pool).toEqual({ exact: null, band: '1–4' });
    const crowd = Array.from({ length: 6 }, (_, at) => candidate(`d${at}`));
    expect(explain(recorded(order(), world(crowd)), 'd0').outcome.pool?.exact).toBe(6);
  });

  it('the procedure shows each stage and how far he came', () => {
    const own = (driver: string) => explain(three(), driver).procedure.map(({ own }) => own);
    expect(own('ann')).toEqual(['PASSED', 'PASSED', 'PASSED', 'PASSED', 'PASSED']);
    expect(own('bo')).toEqual(['PASSED', 'PASSED', 'PASSED', 'PASSED', 'STOPPED']);
    expect(own('cy')).toEqual(['PASSED', 'PASSED', 'PASSED', 'STOPPED', 'NOT_ASKED']);
  });

  it('[M11] each datum names its source and age', () => {
    const place = (over: Partial<Candidate>) =>
      alone(over).inputs.find(({ code }) => code === 'pickup_distance');
    expect(place({})).toMatchObject({
      value: 12_345,
      origin: 'OBSERVED',
      source: 'phone_or_terminal',
      ageSeconds: 75,
      observedAtMs: 1_763_799_925_000,
    });
    const city: Candidate['place'] = { source: 'city', pickupMeters: 5, ageSeconds: 0, cell: null };
    expect(place({ place: city })).toMatchObject({ origin: 'DEFAULT', ageSeconds: null });
  });

  it('[D3] with the profile off each part of it says that history did not matter', () => {
    const view = alone({ profile: null, consents: { location: '2026-01', profile: null } });
    expect(view.profile).toBe('OFF');
    const neutral = view.parts.filter(({ sentence }) => sentence.message === 'part.profile_off');
    expect(neutral).toHaveLength(PROFILE_FACTORS.length);
    expect(view.inputs.find(({ code }) => code === 'completed')?.origin).toBe('MISSING');
  });

  it('refuses to explain a record whose total is not the sum of its parts', () => {
    const record = three();
    const drivers = record.drivers.map((row) =>
      row.driverId === 'bo' ? { ...row, total: (row.total ?? 0) + 1 } : row,
    );
    expect(() => explain({ ...record, drivers }, 'bo')).toThrow('sum to');
  });

  it('is plain JSON', () => {
    const view = explain(three(), 'bo');
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  });
});
