import { defaultPolicy } from '#libs/matcher';
import type { SearchReport } from '#libs/matcher';
import { candidate, NOW_MS, order, recorded, standing, world } from '../../test/sample.js';
import { RECORDS } from '../../test/told.js';
import type { DriverRow } from '../record.js';
import { explainNotReached, type NotReachedQuestion } from './explain-not-reached.js';
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
const { body, lengthMillimeters, freeLoad, qualifications } = candidate('zoe');
const flatbed = { body, lengthMillimeters, freeLoad, qualifications };
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

  it.each<
    [string, NotReachedReason, string, Partial<PastEvidence['truck']>, Partial<SearchReport>]
  >([
    ['his truck', 'truck_unsuitable', 'refusal.body_type', {}, {}],
    ['his truck, wherever he was', 'truck_unsuitable', 'refusal.body_type', {}, full],
    [
      'that it is not kept',
      'evidence_expired',
      'not_reached.truck_changed',
      { sinceMs: NOW_MS + 1 },
      {},
    ],
    [
      'his place, had the truck been the one',
      'beyond_search_bound',
      'not_reached.beyond_search_bound',
      { as: flatbed },
      full,
    ],
    [
      'that nobody saw him, had it been',
      'within_reach_but_unseen',
      'not_reached.within_reach_but_unseen',
      { as: flatbed },
      {},
    ],
  ])('where trucks were turned away by the search: %s', (_, reason, message, over, search) => {
    const truck = { sinceMs: NOW_MS - 1, as: { ...flatbed, body: 'box' as const }, ...over };
    const found = reconstruct({
      evidence: evidence({ truck }),
      order: order(),
      search: { ...bundle.search, ...search, sieve: 'truck' },
      decidedAtMs: NOW_MS,
      policy: defaultPolicy,
    });
    expect([found.reason, found.sentence.message]).toEqual([reason, message]);
  });

  it('a truck is no reason where everybody was looked at', () => {
    const truck = { sinceMs: 0, as: { ...flatbed, body: 'box' as const } };
    const given = { evidence: evidence({ truck }), order: order(), search: bundle.search };
    const found = reconstruct({ ...given, decidedAtMs: NOW_MS, policy: defaultPolicy });
    expect(found.reason).toBe('within_reach_but_unseen');
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

describe('[D1] who did not grab', () => {
  const awarded = recorded(order(), world([candidate('ann')]));
  const { drivers: _drivers, bundle: judged, ...head } = awarded;
  const before = recorded(order(), world([candidate('zoe')], { purpose: 'recommend' }));
  const far = evidence({ pickupMeters: 400_000 });
  const ask = (over: Partial<NotReachedQuestion> = {}) =>
    explainNotReached({ ...about, header: head, bundle: judged, evidence: far, ...over });
  const told = (row: DriverRow | null) => ({
    recommendation: { decisionId: 'decision-0', decidedAtMs: NOW_MS, bundle: before.bundle, row },
  });

  it('reads that, and that the order had been recommended to him', () => {
    const view = ask(told(before.drivers[0] ?? null));
    expect(view.notReached).toMatchObject({
      reason: 'did_not_grab',
      recommended: { role: 'RECOMMENDED', rank: 1 },
    });
    expect(view.narrative.map(({ message }) => message)).toEqual([
      'not_reached.did_not_grab',
      'not_reached.was_recommended',
    ]);
    expect(view.couldChange.map(({ message }) => message)).toEqual(['advice.grab']);
  });

  it('reads why it had not been, from that record or from what is kept', () => {
    const [row] = recorded(
      order(),
      world([candidate('zoe', { body: 'box' })], { purpose: 'recommend' }),
    ).drivers;
    const refused = ask(told(row ?? null)).notReached?.recommended;
    expect([refused?.role, refused?.refusal?.reason]).toEqual(['REFUSED', 'body_type']);
    expect(ask(told(row ?? null)).narrative.map(({ message }) => message)).toEqual([
      'not_reached.did_not_grab',
      'refusal.body_type',
      'card.truck_needed',
    ]);
    const view = ask(told(null));
    expect(view.notReached?.recommended?.notReached?.reason).toBe('beyond_reach');
    expect(view.narrative).toHaveLength(3);
    expect(view.couldChange.map(({ message }) => message)).toEqual([
      'advice.nearer',
      'advice.must_grab',
    ]);
  });

  it('reads the first of it for as long as the award is kept, the second only in time', () => {
    const { notReached } = ask({ ...told(null), expired: true });
    expect(notReached?.reason).toBe('did_not_grab');
    expect(notReached?.recommended?.notReached?.reason).toBe('evidence_expired');
    expect(ask().notReached?.recommended).toBeNull();
  });

  it('is told before that if he was not registered yet', () => {
    const view = ask({ evidence: evidence({ registeredAtMs: NOW_MS + 1 }) });
    expect(view.notReached?.reason).toBe('not_registered');
  });

  it('is no matter in a consequence: that concerned another driver', () => {
    const [, record] = RECORDS.find(([, { kind }]) => kind === 'cancellation') ?? [];
    if (record === undefined) throw new Error('a cancellation is among the records');
    const { drivers: _rows, bundle: consequence, ...header } = record;
    const view = ask({ header, bundle: consequence });
    expect(view.notReached?.reason).toBe('concerned_another_driver');
    expect([view.order, view.procedure, view.inputs]).toEqual([[], [], []]);
    expect(JSON.stringify(view)).not.toContain('ann');
  });
});
