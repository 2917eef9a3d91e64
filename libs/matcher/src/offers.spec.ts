import { candidate, NOW_MS, order, world } from '../test/sample.js';
import { decide } from './decide.js';
import { defaultPolicy } from './default-policy.js';
import type { Candidate, OrderFacts } from './domain.js';
import { refusalsOf } from './eligibility/eligibility.js';
import { DEFAULT_OFFERS, offerRulesOf, offerShownAfterMs, placesIn } from './offers.js';
import { parsePolicy } from './parse-policy.js';
import type { Policy } from './policy.js';
import { isScheduled, matchedFromMs } from './scheduled.js';
import { shownAfterMs } from './visibility.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const offered = order({ mode: 'offer' });
const asked = (state: NonNullable<Candidate['offer']>['state'], sinceSeconds = 0) => ({
  offer: { state, sinceSeconds },
});

/** A policy from before there was any of this. */
const { offers: _o, visibility: _v, scheduled: _s, ...before } = defaultPolicy;

describe('an order that is offered', () => {
  const told = (
    over: Partial<Candidate>,
    purpose: 'award' | 'recommend' = 'award',
    of: OrderFacts = offered,
  ) =>
    refusalsOf(candidate('d', over), of, { nowMs: NOW_MS, purpose, policy: defaultPolicy }).map(
      ({ reason, value, threshold }) => [reason, value, threshold],
    );

  it.each<[string, Partial<Candidate>, 'award' | 'recommend', unknown[]]>([
    ['who accepts it', { grabSequence: 1, ...asked('open') }, 'award', []],
    ['whose time was over', { grabSequence: 1, ...asked('lapsed', 9) }, 'award', []],
    ['who was not asked', { grabSequence: null }, 'award', [['not_offered', null, null]]],
    [
      'who is still thinking',
      { grabSequence: null, ...asked('open') },
      'award',
      [['did_not_accept', 'open', null]],
    ],
    [
      'who declined',
      { grabSequence: null, ...asked('declined', 60) },
      'award',
      [['did_not_accept', 'declined', null]],
    ],
    ['who was never asked, next', { grabSequence: null }, 'recommend', []],
    [
      'who let it pass just now',
      { grabSequence: null, ...asked('lapsed', 899) },
      'recommend',
      [['offer_lapsed', 899, 900]],
    ],
    ['who let it pass long ago', { grabSequence: null, ...asked('lapsed', 900) }, 'recommend', []],
    [
      'who declined just now',
      { grabSequence: null, ...asked('declined', 0) },
      'recommend',
      [['offer_lapsed', 0, 900]],
    ],
    ['whose offer was taken back', { ...asked('withdrawn') }, 'recommend', []],
  ])('of %s', (_, over, purpose, reasons) => {
    expect(told(over, purpose)).toEqual(reasons);
  });

  it('asks none of this where it may be grabbed', () => {
    const grab = order();
    expect(told({ grabSequence: null, ...asked('open') }, 'award', grab)).toEqual([
      ['did_not_grab', null, null],
    ]);
    expect(told({ ...asked('lapsed') }, 'recommend', grab)).toEqual([]);
  });

  it('looks no farther than its batch does, and never beyond the policy’s reach', () => {
    const { place } = candidate('d');
    const at = (pickupMeters: number, offerReachMeters: number) =>
      told(
        { place: { ...place, pickupMeters } },
        'recommend',
        order({
          mode: 'offer',
          offerReachMeters,
          loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 365 * DAY_MS },
        }),
      );
    expect(at(50_000, 50_000)).toEqual([]);
    expect(at(50_001, 50_000)).toEqual([['beyond_reach', 50_001, 50_000]]);
    expect(at(300_001, 900_000)).toEqual([['beyond_reach', 300_001, 300_000]]);
  });

  it('goes to who accepted, whatever the totals of those who did not', () => {
    const { place } = candidate('d');
    const far = { place: { ...place, pickupMeters: 90_000 }, grabSequence: 1, ...asked('open') };
    const near = { place: { ...place, pickupMeters: 10 }, grabSequence: null, ...asked('open') };
    const decision = decide(offered, world([candidate('near', near), candidate('far', far)]));
    expect(decision).toMatchObject({ winner: 'far', decidedBy: 'grab_sequence' });
    expect(decision.refused.map(({ reason }) => reason)).toEqual(['did_not_accept']);
  });

  it('has its bar at the last of a batch, and not of a recommendation', () => {
    const drivers = ['a', 'b', 'c', 'd', 'e'].map((id, index) =>
      candidate(id, { waitingSeconds: 7_200 * index }),
    );
    const { ranked, cutoffTotal } = decide(offered, world(drivers, { purpose: 'recommend' }));
    expect(placesIn(offered, defaultPolicy)).toBe(3);
    expect(cutoffTotal).toBe(ranked[2]?.total);
  });

  it('[D5] has rules under any policy, and the default where a policy says nothing', () => {
    expect(offerRulesOf(before)).toEqual(DEFAULT_OFFERS);
    expect([1, 2, 3, 4].map((rank) => offerShownAfterMs(rank, defaultPolicy))).toEqual([
      0, 4_000, 8_000, 0,
    ]);
  });
});

describe('who sees an order when', () => {
  it('is at once for everyone under a policy from before', () => {
    expect([shownAfterMs(1, before), shownAfterMs(null, before)]).toEqual([0, 0]);
  });

  it('[D5] is later for a worse place, and last for who has none; never earlier', () => {
    const delays = Array.from({ length: 40 }, (_, index) => shownAfterMs(index + 1, defaultPolicy));
    expect(delays.toSorted((a, b) => a - b)).toEqual(delays);
    expect([delays[0], delays[4], delays[5], delays[19], delays[20]]).toEqual([
      0, 0, 1_000, 1_000, 2_000,
    ]);
    expect(shownAfterMs(null, defaultPolicy)).toBe(Math.max(...delays));
  });
});

describe('an order that loads days ahead', () => {
  const ahead = (ms: number) => ({ fromMs: NOW_MS + ms, untilMs: NOW_MS + ms + HOUR_MS });

  it('is matched from so long before its loading on, and at once when that has passed', () => {
    expect(matchedFromMs(NOW_MS, ahead(5 * DAY_MS), defaultPolicy)).toBe(NOW_MS + 2 * DAY_MS);
    expect(matchedFromMs(NOW_MS, ahead(2 * DAY_MS), defaultPolicy)).toBe(NOW_MS);
    expect(matchedFromMs(NOW_MS, ahead(5 * DAY_MS), before)).toBe(NOW_MS);
  });

  it('counts as scheduled for as long as its loading is half a day ahead', () => {
    const at = (ms: number, policy: Policy) =>
      isScheduled({ loadingWindow: ahead(ms) }, policy, NOW_MS);
    expect([at(12 * HOUR_MS, defaultPolicy), at(12 * HOUR_MS - 1, defaultPolicy)]).toEqual([
      true,
      false,
    ]);
    expect(at(5 * DAY_MS, before)).toBe(false);
  });

  it('asks for no fresh position while there are hours to get there, and then for one', () => {
    const { place } = candidate('d');
    const stale = candidate('d', { place: { ...place, ageSeconds: 901 } });
    const told = (untilMs: number, policy: Policy) =>
      refusalsOf(stale, order({ loadingWindow: { fromMs: NOW_MS, untilMs } }), {
        ...{ nowMs: NOW_MS, purpose: 'award', policy },
      }).map(({ reason }) => reason);
    expect(told(NOW_MS + 6 * HOUR_MS, defaultPolicy)).toEqual([]);
    expect(told(NOW_MS + 6 * HOUR_MS - 1, defaultPolicy)).toEqual(['position_too_old']);
    expect(told(NOW_MS + 5 * DAY_MS, before)).toEqual(['position_too_old']);
  });
});

describe('[D5] the rules of offers, visibility and scheduled orders', () => {
  const problems = (change: Partial<Record<keyof Policy, unknown>>) => {
    const parsed = parsePolicy(JSON.parse(JSON.stringify({ ...defaultPolicy, ...change })));
    return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
  };

  it('may be left out, as in policies from before', () => {
    expect(parsePolicy(JSON.parse(JSON.stringify(before))).ok).toBe(true);
  });

  it.each<[string, Partial<Record<keyof Policy, unknown>>, string[]]>([
    [
      'a radius that does not grow',
      { offers: { ...DEFAULT_OFFERS, radiusMeters: [50_000, 50_000] } },
      ['/offers/radiusMeters/1: expected more than 50000, got 50000'],
    ],
    [
      'no radius at all',
      { offers: { ...DEFAULT_OFFERS, radiusMeters: [] } },
      ['/offers/radiusMeters: expected a list of 1 to 10, got a list of 0'],
    ],
    [
      'a batch of nobody',
      { offers: { ...DEFAULT_OFFERS, batchSize: 0 } },
      ['/offers/batchSize: expected a whole number from 1 to 100, got 0'],
    ],
    [
      'a better place that sees it later',
      {
        visibility: {
          stepsMs: [
            [5, 2_000],
            [20, 1_000],
          ],
          othersMs: 3_000,
        },
      },
      ['/visibility/stepsMs/1/1: expected at least 2000, got 1000'],
    ],
    [
      'others before the last step',
      { visibility: { stepsMs: [[5, 2_000]], othersMs: 1_000 } },
      ['/visibility/othersMs: expected at least 2000, got 1000'],
    ],
    [
      'a step that is no pair',
      { visibility: { stepsMs: [[5]], othersMs: 1_000 } },
      ['/visibility/stepsMs/0: expected a pair, got a list of 1'],
    ],
    [
      'a word where a time should be',
      { scheduled: { ...defaultPolicy.scheduled, aheadMs: 'a day' } },
      ['/scheduled/aheadMs: expected a whole number from 1000 to 2592000000, got "a day"'],
    ],
  ])('refuse %s, and say where', (_, change, expected) => {
    expect(problems(change)).toEqual(expected);
  });
});
