import { candidate, NOW_MS, order, past, world } from '../../test/sample.js';
import { defaultPolicy } from '../default-policy.js';
import type { Candidate } from '../domain.js';
import { FACTORS, type FactorName } from '../policy.js';
import { factors } from '../score.js';
import { pointsRange } from './points-range.js';

const measure = (name: FactorName, driver: Partial<Candidate>) =>
  factors[name](candidate('d', driver), order(), world([]));

describe('cargo experience', () => {
  it.each([
    [0, 300],
    [500, 400],
    [5000, 800],
    [99_000, 1000],
  ])('[M4] %d thousandths of an order of this cargo give %d points', (cargoMilli, points) => {
    expect(measure('cargo_experience', { profile: past({ cargoMilli }) })).toEqual({
      points,
      facts: { profileOff: false, cargoMilli },
    });
  });

  it('[M4] starts where a record from before it was known starts', () => {
    expect(measure('cargo_experience', { profile: past() }).points).toBe(300);
  });
});

describe('the share for new drivers', () => {
  const after = (completed: number, cancelled = 0) => ({
    profile: past({
      attemptedMilli: 1000 * (completed + cancelled),
      completedMilli: 1000 * completed,
    }),
  });

  it.each([
    ['of a driver without any past', 0, 247],
    ['after ten orders', 10, 94],
    ['after thirty', 30, 34],
    ['after a hundred', 100, 10],
    ['after a thousand', 1000, 0],
  ])('[M4] %s is what twenty more would add', (_, completed, points) => {
    expect(measure('exploration', after(completed)).points).toBe(points);
  });

  it('says by which rates', () => {
    expect(measure('exploration', after(10)).facts).toEqual({
      profileOff: false,
      completedMilli: 10_000,
      attemptedMilli: 10_000,
      benefitMilli: 20_000,
      ratePermille: 950,
      benefitPermille: 975,
    });
  });

  it('is no shelter for who gives orders back: it fades with them, too', () => {
    const worth = [0, 100, 1000].map((cancelled) => measure('exploration', after(0, cancelled)));
    expect(worth.map(({ points }) => points)).toEqual([247, 40, 6]);
  });
});

describe('the rating that shippers gave', () => {
  it.each([
    ['of a driver nobody rated', 0, 0, 4500, 612],
    ['of one five stars', 1000, 5000, 4583, 664],
    ['of one star, once', 1000, 1000, 3916, 291],
    ['of many fives', 95_000, 475_000, 4975, 975],
  ])('[M15] %s is smoothed', (_, ratedMilli, starsMilli, milliStars, points) => {
    const rated = measure('observed_rating', { profile: past({ ratedMilli, starsMilli }) });
    expect(rated).toMatchObject({ points, facts: { ratedMilli, milliStars } });
  });
});

describe('a fair share', () => {
  const share = (earnedFen: number) => ({
    share: { earnedFen, onDutySeconds: 36_000, medianFenPerHour: 4000, comparable: 12 },
  });

  it.each([
    ['nothing', 0, 0, 1000],
    ['half of the median', 20_000, 500, 500],
    ['the median', 40_000, 1000, 0],
    ['ten times the median', 400_000, 3000, 0],
  ])('of who received %s', (_, earnedFen, sharePermille, points) => {
    expect(measure('fair_share', share(earnedFen))).toEqual({
      points,
      facts: { profileOff: false, known: true, ...share(earnedFen).share, sharePermille },
    });
  });

  it('is neutral where too few are comparable', () => {
    expect(measure('fair_share', {})).toEqual({
      points: 300,
      facts: { profileOff: false, known: false },
    });
  });

  it('[M4 D3] is behind the door of the profile, as every past is', () => {
    const off = { ...share(0), profile: null };
    expect(measure('fair_share', off)).toEqual({ points: 300, facts: { profileOff: true } });
  });
});

describe('the way home', () => {
  const home = (nowMeters: number, afterMeters: number) => ({ home: { nowMeters, afterMeters } });

  it.each([
    ['home', 500_000, 0, 1000],
    ['a hundred kilometres nearer', 300_000, 200_000, 400],
    ['across the town', 30_000, 10_000, 0],
    ['away', 10_000, 400_000, 0],
  ])('that leads %s', (_, nowMeters, afterMeters, points) => {
    const nearerMeters = nowMeters - afterMeters;
    expect(measure('homeward', home(nowMeters, afterMeters))).toEqual({
      points,
      facts: { homeKnown: true, nowMeters, afterMeters, nearerMeters },
    });
  });

  it('is no matter to who set no home', () => {
    expect(measure('homeward', {})).toEqual({ points: 0, facts: { homeKnown: false } });
    expect(measure('return_load', {})).toEqual({ points: 0, facts: { homeKnown: false } });
  });

  const returning = (open: number, postedPerDayMilli = 0, afterMeters = 250_000) => ({
    ...home(0, afterMeters),
    returns: { arrivalMs: NOW_MS, open, postedPerDayMilli },
  });

  it.each([
    ['with nothing there', returning(0), 0, 0, 0],
    ['with one load there', returning(1), 400, 100_000, 400],
    ['with six posted a day, so three while he waits', returning(0, 6000), 700, 175_000, 512],
    ['with plenty', returning(50), 1000, 250_000, 625],
    ['from where home is anyway', returning(50, 0, 0), 1000, 0, 0],
  ])('is priced against driving it empty: %s', (_, driver, chancePermille, savedMeters, points) => {
    const { afterMeters: emptyHomeMeters } = driver.home;
    expect(measure('return_load', driver)).toMatchObject({
      points,
      facts: { homeKnown: true, lookedUp: true, emptyHomeMeters, chancePermille, savedMeters },
    });
  });

  it('makes a certain return load as good as being home already', () => {
    const worth = (driver: Partial<Candidate>) =>
      measure('homeward', driver).points + measure('return_load', driver).points;
    const certain = { arrivalMs: NOW_MS, open: 50, postedPerDayMilli: 0 };
    const near = { ...home(500_000, 100_000), returns: certain };
    const far = { ...home(500_000, 400_000), returns: certain };
    expect(worth(near)).toBe(worth(far));
  });

  it('gives nothing for loads that nobody looked up, and says so', () => {
    expect(measure('return_load', home(0, 1)).facts).toEqual({ homeKnown: true, lookedUp: false });
  });
});

describe('a familiar driver', () => {
  it('[M14] is one whom the shipper knows and prefers', () => {
    expect(measure('familiar_driver', { familiar: true })).toEqual({
      points: 1000,
      facts: { familiar: true },
    });
    expect(measure('familiar_driver', {})).toEqual({ points: 0, facts: { familiar: false } });
  });
});

describe('what a factor can give at all', () => {
  it('is known beforehand, for every factor', () => {
    const ranges = FACTORS.map((factor) => pointsRange(factor, defaultPolicy));
    for (const { least, most } of ranges) expect([least >= 0, most <= 1000]).toEqual([true, true]);
    expect(pointsRange('cargo_experience', defaultPolicy)).toEqual({ least: 300, most: 1000 });
    expect(pointsRange('body_fit', defaultPolicy)).toEqual({ least: 700, most: 1000 });
  });
});
