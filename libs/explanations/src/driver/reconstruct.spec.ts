import { defaultPolicy } from '#libs/matcher';
import type { SearchReport } from '#libs/matcher';
import { candidate, NOW_MS, order, recorded, standing, world } from '../../test/sample.js';
import { explainNotReached } from './explain-not-reached.js';
import type { NotReachedReason } from './not-reached.js';
import { reconstruct, type PastEvidence } from './reconstruct.js';

// An expiry records everyone it evaluated, so who is in none was never reached.
const record = recorded(order(), world([candidate('ann')]), { kind: 'expiry' });
const about = { driverId: 'zoe', policy: defaultPolicy, standing };
const { drivers: _, bundle, ...header } = record;

const there: NonNullable<PastEvidence['state']> = {
  fromMs: NOW_MS - 3_600_000,
  onDuty: true,
  cityCode: '3201',
  placeSource: 'position',
  observedAtMs: NOW_MS - 60_000,
};
const evidence = (over: Partial<PastEvidence> = {}): PastEvidence => ({
  registeredAtMs: 0,
  state: there,
  pickupMeters: 50_000,
  ...over,
});
const full: Partial<SearchReport> = { endedBy: 'limit', provenMeters: 40_700 };

describe('[D1] why a decision never saw a driver', () => {
  it.each<[NotReachedReason, PastEvidence, Partial<SearchReport>, unknown, unknown, string | null]>(
    [
      ['not_registered', evidence({ registeredAtMs: null }), {}, null, null, null],
      ['not_registered', evidence({ registeredAtMs: NOW_MS + 1 }), {}, null, null, null],
      ['evidence_expired', evidence({ state: null }), {}, null, null, null],
      ['evidence_expired', evidence({ pickupMeters: null }), {}, null, null, null],
      [
        'off_duty',
        evidence({ state: { ...there, onDuty: false } }),
        {},
        there.fromMs,
        null,
        'moment',
      ],
      [
        'another_city',
        evidence({ state: { ...there, placeSource: 'city', cityCode: '3101' } }),
        {},
        '3101',
        '3201',
        'city',
      ],
      [
        'position_too_old',
        evidence({ state: { ...there, observedAtMs: NOW_MS - 901_000 } }),
        {},
        901,
        900,
        'seconds',
      ],
      ['beyond_reach', evidence({ pickupMeters: 300_001 }), {}, 300_001, 300_000, 'meters'],
      [
        'beyond_reach',
        evidence({ pickupMeters: 330_000, state: { ...there, observedAtMs: 0 } }),
        {},
        330_000,
        300_000,
        'meters',
      ],
      // At the rim the coarse place could lie on either side of it.
      ['beyond_reach', evidence({ pickupMeters: 297_000 }), {}, 297_000, 300_000, 'meters'],
      ['beyond_search_bound', evidence({ pickupMeters: 41_000 }), full, 41_000, 40_000, 'meters'],
      [
        'within_reach_but_unseen',
        evidence({ pickupMeters: 9_000 }),
        full,
        9_000,
        300_000,
        'meters',
      ],
      ['within_reach_but_unseen', evidence(), {}, 50_000, 300_000, 'meters'],
    ],
  )('%s', (reason, past, search, value, threshold, unit) => {
    const found = reconstruct({
      evidence: past,
      order: order(),
      search: { ...bundle.search, ...search },
      decidedAtMs: NOW_MS,
      policy: defaultPolicy,
    });
    expect(found).toMatchObject({ reason, value, threshold, unit: unit ?? 'none' });
    expect(found.sentence.text.zh).not.toBe('');
  });

  it('a driver of the order’s own city without a place is judged from its centre, exactly', () => {
    const past = evidence({ state: { ...there, placeSource: 'city' }, pickupMeters: 299_999 });
    const given = { evidence: past, order: order(), search: bundle.search };
    const found = reconstruct({ ...given, decidedAtMs: NOW_MS, policy: defaultPolicy });
    expect(found).toMatchObject({ reason: 'within_reach_but_unseen', uncertaintyMeters: 0 });
  });

  it('a place set by hand does not age', () => {
    const past = evidence({ state: { ...there, placeSource: 'manual', observedAtMs: 1 } });
    const given = { evidence: past, order: order(), search: bundle.search };
    const found = reconstruct({ ...given, decidedAtMs: NOW_MS, policy: defaultPolicy });
    expect(found.reason).toBe('within_reach_but_unseen');
  });

  it('the view says that it is reconstructed, how coarse its evidence is and where he was stopped', () => {
    const past = evidence({ pickupMeters: 400_000 });
    const view = explainNotReached({ ...about, header, bundle, evidence: past });
    expect(view).toMatchObject({ reconstructed: true, role: 'NOT_REACHED', parts: [] });
    expect(view.narrative.map(({ text }) => text.en)).toEqual([
      'You were about 400 km from the loading place; the reach is 300 km.',
      'Only a coarse place is kept from that time; it may be off by up to 4.5 km.',
      'The search covered the whole reach of 300 km.',
    ]);
    expect(view.procedure.map(({ own }) => own).slice(0, 2)).toEqual(['PASSED', 'STOPPED']);
    expect(JSON.stringify(view)).not.toContain('ann');
  });

  it('[M3] a driver matched by city reads the names of both cities', () => {
    const names = new Map([
      ['3101', { zh: '上海', en: 'Shanghai' }],
      ['3201', { zh: '南京', en: 'Nanjing' }],
    ]);
    const past = evidence({
      state: { ...there, placeSource: 'city', cityCode: '3101' },
      cityName: (code) => names.get(code) ?? null,
    });
    const view = explainNotReached({ ...about, header, bundle, evidence: past });
    expect(view.narrative[0]?.text.zh).toContain('你当时在上海，订单在南京装货');
  });
});
