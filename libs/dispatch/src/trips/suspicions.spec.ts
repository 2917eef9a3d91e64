import { defaultPolicy, tripRulesOf } from '#libs/matcher';
import { suspicionsOf, type TripFacts } from './suspicions.js';

const rules = tripRulesOf(defaultPolicy);

/** Hangzhou to Shanghai in three hours, as it should be. */
const honest: TripFacts = {
  directMeters: 165_000,
  drivenMeters: 190_000,
  durationSeconds: 10_800,
  loadedMeters: 300,
  nearestUnloadingMeters: 120,
  fastestMetersPerHour: 92_000,
  silentSeconds: 60,
};

/** Nothing was measured: he shares no track. */
const unseen = {
  drivenMeters: null,
  loadedMeters: null,
  nearestUnloadingMeters: null,
  fastestMetersPerHour: null,
  silentSeconds: null,
};

describe('[S4] what speaks against a trip', () => {
  it.each<[string, Partial<TripFacts>, string[]]>([
    ['an honest one', {}, []],
    [
      'loading told far from the loading place',
      { loadedMeters: 5_001 },
      ['loaded_far_away 5001>5000'],
    ],
    ['loading told just near enough', { loadedMeters: 5_000 }, []],
    [
      'delivered without ever being near',
      { nearestUnloadingMeters: 80_000 },
      ['never_at_unloading 80000>5000'],
    ],
    [
      'the same, but the phone died long before',
      { nearestUnloadingMeters: 80_000, silentSeconds: 1_801 },
      [],
    ],
    ['a truck that stood still', { drivenMeters: 400 }, ['no_movement 400>82500']],
    ['half of the straight way, exactly', { drivenMeters: 82_500 }, []],
    [
      'faster than any truck',
      { fastestMetersPerHour: 900_000 },
      ['impossible_speed 900000>150000'],
    ],
    ['sooner than any truck', { durationSeconds: 1_200 }, ['too_soon 1200>3960']],
    [
      'sooner, by one who shares no track',
      { ...unseen, durationSeconds: 1_200 },
      ['too_soon 1200>3960'],
    ],
    ['one who shares no track, and took his time', unseen, []],
    ['two places next door', { directMeters: 3_000, drivenMeters: 900, durationSeconds: 60 }, []],
    [
      'everything at once',
      {
        ...{ loadedMeters: 9_000, nearestUnloadingMeters: 9_000, drivenMeters: 0 },
        ...{ fastestMetersPerHour: 200_000, durationSeconds: 1 },
      },
      [
        'loaded_far_away 9000>5000',
        'never_at_unloading 9000>5000',
        'no_movement 0>82500',
        'impossible_speed 200000>150000',
        'too_soon 1>3960',
      ],
    ],
  ])('%s', (_, change, told) => {
    const suspicions = suspicionsOf({ ...honest, ...change }, rules);
    expect(suspicions.map(({ code, value, threshold }) => `${code} ${value}>${threshold}`)).toEqual(
      told,
    );
  });
});
