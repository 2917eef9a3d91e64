import { dayOf } from './day.js';
import type { Outcome } from './outcome.js';
import { profileFacts } from './profile-facts.js';
import { ratingSums } from './ratings.js';
import { NO_EVIDENCE, profileOf } from './profile.js';

const DAY_MS = 86_400_000;
const noonMs = Date.parse('2026-11-22T12:00:00+08:00');
const options = { day: dayOf(noonMs), halfLifeDays: 30, windowDays: 180 };

const outcome = (ageDays: number, more: Partial<Outcome> = {}): Outcome => ({
  kind: 'completed',
  onTime: true,
  fromCityCode: '3301',
  toCityCode: '3100',
  shipperId: 'shipper-1',
  atMs: noonMs - ageDays * DAY_MS,
  ...more,
});

describe('a profile', () => {
  it('[M4] weighs completion, punctuality, lanes and shippers by age', () => {
    const profile = profileOf(
      [
        outcome(0),
        outcome(30, { onTime: false, shipperId: 'shipper-2' }),
        outcome(60, { onTime: null, fromCityCode: '3100', toCityCode: '3301' }),
        outcome(0, { kind: 'driver_cancelled', onTime: null }),
      ],
      options,
    );
    expect(profile).toEqual({
      evidence: { attempted: 4, completed: 3, timed: 2, onTime: 1 },
      excluded: { windowed: 0, future: 0 },
      attemptedMilli: 2750,
      completedMilli: 1750,
      timedMilli: 1500,
      onTimeMilli: 1000,
      laneMilli: new Map([
        ['3301>3100', 1500],
        ['3100>3301', 250],
      ]),
      togetherMilli: new Map([
        ['shipper-1', 1250],
        ['shipper-2', 500],
      ]),

      cargoMilli: new Map(),
    });
  });

  it('counts what the driver cancelled as attempted and as nothing else', () => {
    const profile = profileOf([outcome(0, { kind: 'driver_cancelled', onTime: true })], options);
    expect(profile).toEqual({
      ...NO_EVIDENCE,
      evidence: { attempted: 1, completed: 0, timed: 0, onTime: 0 },
      attemptedMilli: 1000,
    });
  });

  it('keeps what is as old as the window and says how many were older or of a day to come', () => {
    const profile = profileOf(
      [outcome(180), outcome(181), outcome(400), outcome(-1), outcome(-0.4)],
      { ...options, halfLifeDays: 180 },
    );
    expect(profile.evidence.attempted).toBe(2);
    expect(profile.excluded).toEqual({ windowed: 2, future: 1 });
    expect(profile.attemptedMilli).toBe(1500);
  });

  it('is the same all day long', () => {
    const morning = Date.parse('2026-11-22T00:00:00+08:00');
    const outcomes = [outcome(3), outcome(33)];
    const at = (ms: number) => profileOf(outcomes, { ...options, day: dayOf(ms) });
    expect(at(morning)).toEqual(at(morning + DAY_MS - 1));
    expect(at(morning)).not.toEqual(at(morning + DAY_MS));
  });

  it('is no evidence at all when there are no outcomes', () => {
    expect(profileOf([], options)).toEqual(NO_EVIDENCE);
  });

  it('[M4 M15] has no place for a rating: a default one that rides along changes nothing', () => {
    const outcomes = [outcome(2), outcome(9, { onTime: false })];
    const rated = outcomes.map((each) => ({ ...each, rating: { stars: 5, origin: 'default' } }));
    expect(profileOf(rated, options)).toEqual(profileOf(outcomes, options));
  });

  it('refuses a kind that is none of the driver’s own outcomes', () => {
    const foreign = JSON.parse(JSON.stringify({ ...outcome(0), kind: 'shipper_cancelled' }));
    expect(() => profileOf([foreign], options)).toThrow(
      new RangeError('expected completed or driver_cancelled, got shipper_cancelled'),
    );
  });

  it.each([
    [{ halfLifeDays: 0 }, 'half-life in days, at least 1, got 0'],
    [{ halfLifeDays: 1.5 }, 'half-life in days, at least 1, got 1.5'],
    [{ windowDays: -1 }, 'window in days, at least 0, got -1'],
    [{ day: Number.NaN }, 'whole day'],
  ])('refuses %j', (wrong, message) => {
    expect(() => profileOf([], { ...options, ...wrong })).toThrow(message);
  });
});

describe('the facts for one order', () => {
  const profile = profileOf(
    [outcome(0), outcome(30, { shipperId: 'shipper-2', cargoKind: 'steel' })],
    options,
  );
  const of = { cargoKind: 'steel' } as const;

  it('are the order’s lane and shipper, and nothing of other lanes and shippers', () => {
    const order = { fromCityCode: '3301', toCityCode: '3100', shipperId: 'shipper-2', ...of };
    expect(profileFacts(profile, order)).toEqual({
      attemptedMilli: 1500,
      completedMilli: 1500,
      timedMilli: 1500,
      onTimeMilli: 1500,
      laneMilli: 1500,
      togetherMilli: 500,
      cargoMilli: 500,
    });
  });

  it('[M15] hold ratings where they are asked for, and none from beyond the window', () => {
    const day = options.day;
    const at = (ageDays: number) => (day - ageDays) * 86_400_000;
    const ratings = ratingSums(
      [
        { stars: 5, atMs: at(0) },
        { stars: 2, atMs: at(options.halfLifeDays) },
        { stars: 1, atMs: at(options.windowDays + 1) },
        { stars: 1, atMs: at(-1) },
      ],
      options,
    );
    expect(ratings).toEqual({ ratedMilli: 1500, starsMilli: 6000 });
    const order = { fromCityCode: '3301', toCityCode: '3100', shipperId: 'shipper-2', ...of };
    expect(profileFacts({ ...profile, ratings }, order)).toMatchObject(ratings);
  });

  it('are nothing for the way back and for a stranger', () => {
    const order = { fromCityCode: '3100', toCityCode: '3301', shipperId: 'stranger', ...of };
    expect(profileFacts(profile, order)).toMatchObject({ laneMilli: 0, togetherMilli: 0 });
  });

  it('are all nothing without evidence', () => {
    const order = { fromCityCode: '3100', toCityCode: '3301', shipperId: 'shipper-1', ...of };
    expect(Object.values(profileFacts(NO_EVIDENCE, order))).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});
