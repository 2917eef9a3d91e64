import { defaultPolicy, type Policy } from '#libs/matcher';
import { candidate, order, past, recorded, world } from '../../test/sample.js';
import { releaseRecord } from '../kinds/release.js';
import { canonicalJson } from '../canonical.js';
import { compareUnder } from './compare.js';
import { withoutDrivers } from './report.js';
import { ShadowTally } from './tally.js';
import { rulesOf } from './unknown.js';

const near = candidate('near', {
  place: { ...candidate('x').place, pickupMeters: 1_000 },
  waitingSeconds: 0,
});
const patient = candidate('patient', {
  place: { ...candidate('x').place, pickupMeters: 40_000 },
  waitingSeconds: 86_400,
  consents: { location: '2026-01', profile: null },
  profile: null,
});
const award = recorded(order(), world([near, patient]));

const changed = (change: Partial<Policy>): Policy => ({ ...defaultPolicy, ...change });
const weighing = (weights: Partial<Policy['weights']>): Policy =>
  changed({ weights: { ...defaultPolicy.weights, ...weights } });
const under = (after: Policy, record: Parameters<typeof compareUnder>[0] = award) =>
  compareUnder(record, rulesOf(defaultPolicy, after));
const unknown = (after: Policy, record = award) => {
  const comparison = under(after, record);
  return comparison.verdict === 'COMPARED' ? comparison.unknown : comparison.because;
};
const reportOf = (after: Policy, ...records: Parameters<typeof compareUnder>[0][]) => {
  const tally = new ShadowTally();
  for (const record of records) tally.add(record, under(after, record));
  return tally.report();
};

describe('a decision under other rules', () => {
  it('is what it was under the same', () => {
    const report = reportOf(defaultPolicy, award);
    expect(report).toMatchObject({ lookedAt: 1, compared: 1, uncertain: 0, flips: [] });
    expect(report.ranks).toMatchObject({ ranked: 2, moved: 0 });
    for (const group of report.groups) expect(group.wonAfter).toBe(group.wonBefore);
  });

  it('goes to whom the other weights put first, and says by how much, and for whom', () => {
    expect(award.winner).toBe('near');
    const report = reportOf(weighing({ waiting: 60 }), award);
    const [flip] = report.flips;
    expect(report.winners).toMatchObject({ flips: 1, certain: 1, toNobody: 0, fromNobody: 0 });
    expect(flip).toMatchObject({
      kind: 'award',
      uncertain: false,
      loser: { from: 'WON', to: 'LOST', driverId: 'near' },
      winner: { from: 'LOST', to: 'WON', driverId: 'patient' },
    });
    const [was, is] = award.drivers.map(({ total }) => total ?? 0);
    expect(flip?.marginBefore).toBe((was ?? 0) - (is ?? 0));
    // 52 more for waiting, at 1000 points against none.
    expect(flip?.marginAfter).toBe((is ?? 0) + 52_000 - (was ?? 0));
    expect(report.ranks).toEqual({ ranked: 2, moved: 2, placesMedian: 1, placesMost: 1 });
    const off = report.groups.find(
      ({ group, dimension }) => dimension === 'profile' && group === 'off',
    );
    expect([off?.recorded, off?.wonBefore, off?.wonAfter]).toEqual([1, 0, 1]);
    expect(report.gaps).toContainEqual({
      ...{ dimension: 'profile', group: 'off', against: 'on' },
      ...{ beforePermille: 1000, afterPermille: -1000 },
    });
  });

  it('names nobody to those who may not know', () => {
    const report = withoutDrivers(reportOf(weighing({ waiting: 60 }), award));
    expect(canonicalJson(report)).not.toMatch(/near|patient|driverId/);
    expect(report.flips[0]?.winner).toMatchObject({ from: 'LOST', to: 'WON' });
  });

  it('refuses whom the other rules refuse, down to nobody', () => {
    const report = reportOf(changed({ reach: { ...defaultPolicy.reach, meters: 1_000 } }), award);
    expect(report.winners).toMatchObject({ flips: 0 });
    expect(report.refusals).toEqual([{ reason: 'beyond_reach', before: 0, after: 1 }]);
    const hidden = { ...near.place, source: 'city' as const, cell: null };
    const consents = { location: null, profile: null };
    const alone = recorded(order(), world([candidate('alone', { place: hidden, consents })]));
    const asked = { ...defaultPolicy.reach, locationRequired: ['grab_then_award' as const] };
    const nobody = reportOf(changed({ reach: asked }), alone);
    expect(nobody.winners).toMatchObject({ flips: 1, toNobody: 1, marginMedian: null });
    expect(nobody.flips[0]).toMatchObject({
      loser: { from: 'WON', to: 'REFUSED', refusal: 'consent_missing' },
      winner: null,
    });
  });

  it('a round that nobody won is won where the other rules refuse no one', () => {
    const round = recorded(order(), world([candidate('boxed', { body: 'box' })]));
    expect(round.kind).toBe('no_award');
    const report = reportOf(changed({ substitutions: { flatbed: ['box'] } }), round);
    expect(report.winners).toMatchObject({ flips: 1, fromNobody: 1 });
    expect(report.flips[0]).toMatchObject({ loser: null, winner: { from: 'REFUSED', to: 'WON' } });
  });

  it('a recommendation changes by whom it names', () => {
    const named = recorded(order(), world([near, patient], { purpose: 'recommend' }));
    const fewer = changed({ limits: { ...defaultPolicy.limits, recommendedMax: 1 } });
    const report = reportOf(fewer, named);
    expect(report.kinds).toEqual([{ kind: 'recommendation', compared: 1, changed: 1 }]);
    expect(report.winners.flips).toBe(0);
  });
});

describe('what is left out is counted', () => {
  it('what a person decided, what compared nobody, what is erased, what does not replay', () => {
    const byHand = recorded(order(), world([near, patient]), {
      kind: 'manual_assignment',
      assigned: 'patient',
      decidedByHuman: 'operator-7',
    });
    const release = releaseRecord({
      ...{ decisionId: 'decision-2', driverId: 'near', cause: 'driver_cancelled', round: 1 },
      ...{ order: order(), decidedAtMs: 1, policyHash: award.policyHash },
      ...{ waitedMs: 1, confirmMs: defaultPolicy.windows.confirmMs },
    });
    const [first, ...others] = award.drivers;
    if (first === undefined) throw new Error('two drivers were recorded');
    const erased = { ...award, drivers: [{ ...first, role: 'ERASED' as const }, ...others] };
    const forged = { ...award, drivers: [{ ...first, total: 1 }, ...others] };
    const report = reportOf(weighing({ waiting: 60 }), byHand, release, erased, forged, award);
    expect(report.skipped).toEqual({ by_a_person: 1, nobody_compared: 1, erased: 1, drift: 1 });
    expect([report.lookedAt, report.compared, report.winners.flips]).toEqual([5, 1, 1]);
  });
});

describe('what a record cannot know is said', () => {
  const search = (endedBy: 'reach' | 'limit') =>
    recorded(
      order(),
      world([near, patient], {
        purpose: 'recommend',
        search: { ...world([near, patient]).search, endedBy },
      }),
    );
  const reach = (change: Partial<Policy['reach']>) =>
    changed({ reach: { ...defaultPolicy.reach, ...change } });
  const limits = (change: Partial<Policy['limits']>) =>
    changed({ limits: { ...defaultPolicy.limits, ...change } });
  const profile = (change: Partial<Policy['profile']>) =>
    changed({ profile: { ...defaultPolicy.profile, ...change } });

  it.each([
    ['a wider reach', reach({ meters: 500_000 }), search('reach'), ['looks_further']],
    ['a wider reach, the search being full', reach({ meters: 500_000 }), search('limit'), []],
    ['a wider reach, of those who grabbed', reach({ meters: 500_000 }), award, []],
    ['room for more', limits({ evaluatedMax: 1000 }), search('limit'), ['looks_at_more']],
    ['room for more where all were seen', limits({ evaluatedMax: 1000 }), search('reach'), []],
    [
      'room for fewer',
      limits({ evaluatedMax: 1, recommendedMax: 1 }),
      search('reach'),
      ['looks_at_fewer'],
    ],
    ['room for fewer grabs', limits({ grabbersMax: 1 }), award, ['other_grabs']],
    [
      'a longer collection',
      changed({ windows: { ...defaultPolicy.windows, collectMs: 9_000 } }),
      award,
      ['other_grabs'],
    ],
    ['a longer memory', profile({ windowDays: 700 }), award, ['other_profile']],
    [
      'another prior',
      profile({ completionPrior: { default: { successesMilli: 1, trialsMilli: 10 } } }),
      award,
      [],
    ],
    ['a shorter life of positions', reach({ positionMaxAgeSeconds: 60 }), award, ['other_place']],
    [
      'another licence implied',
      changed({ impliedQualifications: { general: ['cold_chain'] } }),
      award,
      ['other_qualifications'],
    ],
    ['another trip', (({ trip: _, ...rest }) => rest)(defaultPolicy), award, []],
    ['another weight', weighing({ waiting: 9 }), award, []],
  ] as const)('%s', (_, after, record, expected) => {
    expect(unknown(after, record)).toEqual(expected);
  });

  it('rules of which this room knows nothing yet', () => {
    const later = { ...defaultPolicy, tides: { metres: 3 } } as Policy;
    expect(unknown(later)).toEqual(['other_rules']);
  });

  it('a factor that counts, and was not measured then', () => {
    const unmeasured = {
      ...defaultPolicy,
      weights: { ...defaultPolicy.weights, phase_of_the_moon: 5 },
    } as Policy;
    expect(unknown(unmeasured)).toEqual(['not_measured']);
  });
});

describe('new and old', () => {
  it('are told apart by evidence, and only with the profile on', () => {
    const fresh = candidate('fresh', { profile: past({ attemptedMilli: 4_999 }) });
    const record = recorded(order(), world([fresh, near, patient]));
    const groups = reportOf(defaultPolicy, record).groups.flatMap(
      ({ dimension, group, recorded }) => (dimension === 'experience' ? [[group, recorded]] : []),
    );
    expect(groups).toEqual([
      ['new', 1],
      ['not_known', 1],
      ['old', 1],
    ]);
  });
});
