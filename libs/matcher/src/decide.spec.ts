import { candidate, order, past, world } from '../test/sample.js';
import { decide } from './decide.js';
import { defaultPolicy } from './default-policy.js';
import type { Candidate } from './domain.js';
import { refusalsOf } from './eligibility/eligibility.js';
import { judge } from './judge.js';
import { FIRST_FACTORS } from './policy.js';

const firstWins = order({ mode: 'first_wins' });
const away = (pickupMeters: number): Pick<Candidate, 'place'> => ({
  place: { source: 'position', pickupMeters, ageSeconds: 0, cell: null },
});
const idsOf = (drivers: readonly { driverId: string }[]) => drivers.map(({ driverId }) => driverId);

describe('decide', () => {
  it('[M1 D1] awards the order to the highest total and shows every part of it', () => {
    const near = candidate('near', { ...away(5000), waitingSeconds: 1800 });
    const { winner, ranked, cutoffTotal } = decide(
      order(),
      world([candidate('far', away(50_000)), near]),
    );
    expect(winner).toBe('near');
    expect(idsOf(ranked)).toEqual(['near', 'far']);
    expect(cutoffTotal).toBe(ranked[0]?.total);
    expect(ranked[0]?.parts.map(({ factor, weight, points }) => [factor, weight, points])).toEqual([
      ['pickup_distance', 30, 950],
      ['arrival_slack', 10, 983],
      ['body_fit', 8, 1000],
      ['load_fit', 12, 500],
      ['completion_rate', 14, 600],
      ['punctuality', 8, 600],
      ['lane_experience', 6, 300],
      ['completed_together', 4, 300],
      ['waiting', 8, 150],
      ['cargo_experience', 3, 300],
      ['exploration', 3, 247],
      ['observed_rating', 2, 612],
      ['fair_share', 2, 300],
      ['homeward', 3, 0],
      ['return_load', 3, 0],
      ['familiar_driver', 4, 0],
    ]);
    expect(ranked[0]?.total).toBe(73_195);
  });

  it('leaves out what an older policy has no weight for', () => {
    const { weights } = defaultPolicy;
    const known = FIRST_FACTORS.map((factor) => [factor, weights[factor]] as const);
    const older = { ...defaultPolicy, weights: Object.fromEntries(known) as typeof weights };
    const near = candidate('near', { ...away(5000), waitingSeconds: 1800, familiar: true });
    const { ranked } = decide(order(), world([near], { policy: older }));
    expect(ranked[0]?.parts.map(({ factor }) => factor)).toEqual(FIRST_FACTORS);
    expect(ranked[0]?.total).toBe(69_730);
  });

  it('[M4] lets a good name outweigh some kilometres, and not many', () => {
    const known = past({
      attemptedMilli: 60_000,
      completedMilli: 60_000,
      timedMilli: 60_000,
      onTimeMilli: 60_000,
      laneMilli: 5000,
      togetherMilli: 2000,
    });
    const reliable = (pickupMeters: number) =>
      candidate('reliable', { ...away(pickupMeters), profile: known });
    const newcomer = candidate('newcomer', away(5000));
    expect(decide(order(), world([newcomer, reliable(30_000)])).winner).toBe('reliable');
    expect(decide(order(), world([newcomer, reliable(150_000)])).winner).toBe('newcomer');
  });

  it('[M3] lets a driver without location consent win by the place he set', () => {
    const place = { source: 'manual', pickupMeters: 0, ageSeconds: 0, cell: null } as const;
    const consents = { location: null, profile: null };
    const manual = candidate('manual', { place, consents, profile: null });
    expect(decide(order(), world([manual, candidate('gps', away(50_000))])).winner).toBe('manual');
  });

  it('has no winner and no cutoff where nobody is eligible, and says why for each', () => {
    const busy = candidate('busy', { activeOrders: 1 });
    const silent = candidate('silent', { grabSequence: null });
    expect(decide(order(), world([silent, busy]))).toMatchObject({
      winner: null,
      ranked: [],
      refused: [
        { driverId: 'busy', reason: 'busy', value: 1, threshold: 1 },
        { driverId: 'silent', reason: 'did_not_grab', value: null, threshold: null },
      ],
      cutoffTotal: null,
      decidedBy: null,
      funnel: { evaluated: 2, ranked: 0, grabbed: 1, refused: { busy: 1, did_not_grab: 1 } },
    });
  });

  it('decides about nobody at all', () => {
    expect(decide(order(), world([]))).toMatchObject({ winner: null, ranked: [], refused: [] });
  });

  it('shows the funnel from all who are on duty to those who were ranked', () => {
    const search = { ...world([]).search, onDuty: 2000, found: 90, evaluated: 4 };
    const candidates = [
      candidate('a'),
      candidate('b', { body: 'tank' }),
      candidate('c', { body: 'tank', grabSequence: null }),
      candidate('d', { activeOrders: 1 }),
    ];
    const { funnel } = decide(order(), world(candidates, { search }));
    expect(funnel).toEqual({
      onDuty: 2000,
      found: 90,
      evaluated: 4,
      refused: { busy: 1, body_type: 2 },
      ranked: 1,
      grabbed: 3,
    });
    expect(Object.keys(funnel.refused)).toEqual(['busy', 'body_type']);
  });

  it('throws when a driver is listed twice, since somebody gathered wrongly', () => {
    const twice = world([candidate('a'), candidate('b'), candidate('a')]);
    expect(() => decide(order(), twice)).toThrow(
      'candidates must be distinct drivers, but a is there twice',
    );
  });
});

describe('what decided', () => {
  const [a, b] = [candidate('a'), candidate('b')];
  it.each([
    ['the total', order(), [a, candidate('b', away(0))], 'b', 'total'],
    ['the total, for one who is alone', order(), [a], 'a', 'total'],
    ['the ticket, between equal totals', order(), [{ ...a, ticket: 'ff' }, b], 'b', 'ticket'],
    ['the id, between equal tickets', order(), [b, a], 'a', 'driver_id'],
    [
      'the row, where the first wins',
      firstWins,
      [{ ...a, grabSequence: 2 }, b],
      'b',
      'grab_sequence',
    ],
    ['the row, for one who is alone in it', firstWins, [a], 'a', 'grab_sequence'],
    ['the id, between equal places in the row', firstWins, [b, a], 'a', 'driver_id'],
  ] as const)('is %s', (_, of, candidates, winner, decidedBy) => {
    expect(decide(of, world(candidates))).toMatchObject({ winner, decidedBy });
  });

  it('compares tickets and ids by code unit, whatever the language of the server', () => {
    const ids = ['a', 'B', 'ä', 'Z', 'z'];
    const { ranked } = decide(order(), world(ids.map((id) => candidate(id))));
    expect(idsOf(ranked)).toEqual(['B', 'Z', 'a', 'z', 'ä']);
  });
});

describe('where the first wins', () => {
  const early = candidate('early', { ...away(100_000), grabSequence: 1 });
  const better = candidate('better', { ...away(0), grabSequence: 2 });

  it('awards the first of the row over a better driver', () => {
    const { winner, ranked, cutoffTotal } = decide(firstWins, world([better, early]));
    expect(winner).toBe('early');
    expect(idsOf(ranked)).toEqual(['early', 'better']);
    expect(cutoffTotal).toBe(ranked[0]?.total);
    expect(cutoffTotal).toBeLessThan(ranked[1]?.total ?? 0);
  });

  it('passes over the first of the row when he is refused', () => {
    const busy = { ...early, activeOrders: 1 };
    expect(decide(firstWins, world([better, busy])).winner).toBe('better');
  });

  it('recommends by total, for nobody has grabbed yet', () => {
    const { ranked } = decide(firstWins, world([better, early], { purpose: 'recommend' }));
    expect(idsOf(ranked)).toEqual(['better', 'early']);
  });
});

describe('a recommendation', () => {
  const policy = { ...defaultPolicy, limits: { ...defaultPolicy.limits, recommendedMax: 2 } };
  const drivers = [10_000, 20_000, 30_000].map((meters, index) =>
    candidate(`d${index}`, { ...away(meters), grabSequence: null }),
  );

  it('[M7] ranks all who are eligible, grabbed or not, and names no winner', () => {
    const { winner, decidedBy, ranked } = decide(order(), world(drivers, { purpose: 'recommend' }));
    expect({ winner, decidedBy }).toEqual({ winner: null, decidedBy: null });
    expect(idsOf(ranked)).toEqual(['d0', 'd1', 'd2']);
  });

  it.each([
    [3, 'd1'],
    [1, 'd0'],
  ])('of %d drivers has its cutoff at the last one recommended', (count, last) => {
    const some = world(drivers.slice(0, count), { purpose: 'recommend', policy });
    const { ranked, cutoffTotal } = decide(order(), some);
    expect(cutoffTotal).toBe(ranked.find(({ driverId }) => driverId === last)?.total);
  });
});

describe('judge', () => {
  it('gives one driver the verdict that a decision gives him', () => {
    const of = order();
    const fine = candidate('fine');
    const tank = candidate('tank', { body: 'tank' });
    const all = world([fine, tank]);
    const { ranked, refused } = decide(of, all);
    expect(ranked).toEqual([
      { driverId: 'fine', rank: 1, total: expect.any(Number), parts: expect.any(Array) },
    ]);
    expect(judge(fine, of, all)).toEqual({
      refusal: null,
      total: ranked[0]?.total,
      parts: ranked[0]?.parts,
    });
    expect(refused).toEqual([{ driverId: 'tank', ...refusalsOf(tank, of, all)[0] }]);
    expect(judge(tank, of, all)).toEqual({ refusal: refusalsOf(tank, of, all)[0] });
  });
});
