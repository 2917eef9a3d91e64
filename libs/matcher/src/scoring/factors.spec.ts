import { candidate, NOW_MS, order, past, world } from '../../test/sample.js';
import { defaultPolicy } from '../default-policy.js';
import type { Candidate, OrderFacts } from '../domain.js';
import { FACTORS, PROFILE_FACTORS, type FactorName, type Policy } from '../policy.js';
import { factors } from '../score.js';
import { POINTS_MAX } from './factor.js';

const measure = (
  name: FactorName,
  driver: Partial<Candidate>,
  of: Partial<OrderFacts> = {},
  policy: Policy = defaultPolicy,
) => factors[name](candidate('d', driver), order(of), world([], { policy }));

const away = (pickupMeters: number): Pick<Candidate, 'place'> => ({
  place: { source: 'position', pickupMeters, ageSeconds: 0, cell: null },
});

describe('pickup distance', () => {
  it.each([
    [0, 1000],
    [5000, 950],
    [12_500, 875],
    [100_000, 300],
    [300_000, 0],
  ])('gives for %d m %d points', (pickupMeters, points) => {
    expect(measure('pickup_distance', away(pickupMeters))).toEqual({
      points,
      facts: { pickupMeters, placeSource: 'position' },
    });
  });
});

describe('arrival slack', () => {
  it('is what remains of the time to the end of the window after the drive', () => {
    expect(measure('arrival_slack', away(100_000))).toEqual({
      points: 600,
      facts: { slackSeconds: 5040, driveSeconds: 9360, availableSeconds: 14_400 },
    });
  });

  it('counts a started second of driving whole, and a started second of waiting not at all', () => {
    const untilMs = NOW_MS + 10_999;
    const { facts } = measure('arrival_slack', away(1), {
      loadingWindow: { fromMs: NOW_MS, untilMs },
    });
    expect(facts).toEqual({ slackSeconds: 9, driveSeconds: 1, availableSeconds: 10 });
  });

  it('does not hold it against a driver that he could be there before the window opens', () => {
    const late = { loadingWindow: { fromMs: NOW_MS + 13_000_000, untilMs: NOW_MS + 14_400_000 } };
    expect(measure('arrival_slack', away(0), late).points).toBe(1000);
    expect(measure('arrival_slack', away(50_000), late).points).toBe(837);
  });
});

describe('body fit', () => {
  it.each([
    ['flatbed', ['flatbed'], 1000, { exact: true, servesFor: 'flatbed' }],
    ['high_rail', ['flatbed'], 700, { exact: false, servesFor: 'flatbed' }],
    ['high_rail', ['flatbed', 'high_rail'], 1000, { exact: true, servesFor: 'high_rail' }],
    ['reefer', ['wing', 'insulated', 'box'], 700, { exact: false, servesFor: 'insulated' }],
  ] as const)('[M1] gives a %s for %j %d points', (body, bodyTypes, points, facts) => {
    expect(measure('body_fit', { body }, { bodyTypes })).toEqual({
      points,
      facts: { body, ...facts },
    });
  });
});

describe('load fit', () => {
  const free = { kilograms: 10_000, litres: 50_000, vehicleSlots: 8 };
  it.each([
    [{ kilograms: 0, litres: 0, vehicleSlots: 0 }, 0, 'kilograms', 0],
    [{ kilograms: 5000, litres: 1, vehicleSlots: 0 }, 500, 'kilograms', 500],
    [{ kilograms: 5000, litres: 40_000, vehicleSlots: 1 }, 800, 'litres', 900],
    [{ kilograms: 1, litres: 40_000, vehicleSlots: 8 }, 1000, 'vehicleSlots', 1000],
    [{ kilograms: 9999, litres: 0, vehicleSlots: 0 }, 999, 'kilograms', 1000],
  ] as const)('[M1] takes the fullest dimension of %j', (load, usePermille, fullest, points) => {
    expect(measure('load_fit', { freeLoad: free }, { load })).toEqual({
      points,
      facts: { usePermille, fullest, needed: load[fullest], free: free[fullest] },
    });
  });

  it('does not mind a dimension the truck has none of, where none is needed', () => {
    const freeLoad = { kilograms: 10_000, litres: 0, vehicleSlots: 0 };
    const load = { kilograms: 10_000, litres: 0, vehicleSlots: 0 };
    expect(measure('load_fit', { freeLoad }, { load }).points).toBe(1000);
  });
});

describe('completion rate and punctuality', () => {
  const prior = { priorOf: 'default', priorTrialsMilli: 10_000 };
  it.each([
    ['of a driver without any past', 0, 0, 900, 600],
    ['of one order out of one', 1000, 1000, 909, 633],
    ['of ninety out of ninety', 90_000, 90_000, 990, 950],
    ['of none out of two', 2000, 0, 750, 300],
  ])(
    '[M4] the completion rate %s is smoothed',
    (_, attemptedMilli, completedMilli, ratePermille, points) => {
      expect(
        measure('completion_rate', { profile: past({ attemptedMilli, completedMilli }) }),
      ).toEqual({
        points,
        facts: {
          profileOff: false,
          attemptedMilli,
          completedMilli,
          ratePermille,
          priorSuccessesMilli: 9000,
          ...prior,
        },
      });
    },
  );

  it('[M4] punctuality counts only orders whose time is known', () => {
    const profile = past({ attemptedMilli: 50_000, timedMilli: 10_000, onTimeMilli: 10_000 });
    expect(measure('punctuality', { profile })).toEqual({
      points: 825,
      facts: {
        profileOff: false,
        timedMilli: 10_000,
        onTimeMilli: 10_000,
        ratePermille: 925,
        priorSuccessesMilli: 8500,
        ...prior,
      },
    });
  });

  it("[M4] starts from what is believed of the vehicle's own class where the policy knows it", () => {
    const { profile } = defaultPolicy;
    const reefer = { successesMilli: 4000, trialsMilli: 5000 };
    const completionPrior = { ...profile.completionPrior, reefer };
    const policy = { ...defaultPolicy, profile: { ...profile, completionPrior } };
    const ofReefer = measure('completion_rate', { body: 'reefer' }, {}, policy);
    expect(ofReefer.facts).toMatchObject({
      ratePermille: 800,
      priorOf: 'reefer',
      priorSuccessesMilli: 4000,
      priorTrialsMilli: 5000,
    });
    expect(measure('completion_rate', { body: 'box' }, {}, policy).facts).toMatchObject(prior);
  });
});

describe('experience', () => {
  it.each([
    [0, 300],
    [500, 400],
    [10_000, 1000],
    [99_000, 1000],
  ])('[M4] %d thousandths of an order on the lane give %d points', (laneMilli, points) => {
    expect(measure('lane_experience', { profile: past({ laneMilli }) })).toEqual({
      points,
      facts: { profileOff: false, laneMilli },
    });
  });

  it.each([
    [0, 300],
    [3000, 800],
    [5000, 1000],
  ])('[M4] %d thousandths completed with this shipper give %d points', (togetherMilli, points) => {
    expect(measure('completed_together', { profile: past({ togetherMilli }) })).toEqual({
      points,
      facts: { profileOff: false, togetherMilli },
    });
  });
});

describe('waiting', () => {
  it.each([
    [0, 0],
    [3600, 266],
    [86_400, 1000],
    [864_000, 1000],
  ])('gives for %d s free %d points, and no more after a day', (waitingSeconds, points) => {
    expect(measure('waiting', { waitingSeconds })).toEqual({ points, facts: { waitingSeconds } });
  });
});

describe('a profile that is off', () => {
  const good = past({
    attemptedMilli: 9000,
    completedMilli: 9000,
    laneMilli: 9000,
    togetherMilli: 9000,
  });

  it.each(PROFILE_FACTORS)(
    '[M4 D3] gives neutral points and not one fact of the past: %s',
    (name) => {
      const neutral = {
        points: defaultPolicy.profile.neutralPoints[name],
        facts: { profileOff: true },
      };
      expect(measure(name, { profile: null })).toEqual(neutral);
    },
  );

  it.each(PROFILE_FACTORS)(
    '[M4 D3 R4] stays off when a profile was gathered by mistake: %s',
    (name) => {
      const slip = measure(name, { profile: good, consents: { location: null, profile: null } });
      expect(slip).toEqual(measure(name, { profile: null }));
    },
  );

  it.each(PROFILE_FACTORS)(
    '[M4 D7] is worth what a newcomer gets under the default policy: %s',
    (name) => {
      expect(measure(name, { profile: null }).points).toBe(
        measure(name, { profile: past() }).points,
      );
    },
  );
});

describe('factors', () => {
  it('stand in the order in which explanations list them', () => {
    expect(Object.keys(factors)).toEqual(FACTORS);
  });

  it('give the best possible driver full points in each', () => {
    const full = past({
      attemptedMilli: 99_000_000,
      completedMilli: 99_000_000,
      timedMilli: 99_000_000,
      onTimeMilli: 99_000_000,
      laneMilli: 99_000,
      togetherMilli: 99_000,
      cargoMilli: 99_000,
      ratedMilli: 99_000_000,
      starsMilli: 495_000_000,
    });
    const best: Partial<Candidate> = {
      home: { nowMeters: 900_000, afterMeters: 400_000 },
      returns: { arrivalMs: NOW_MS, open: 99, postedPerDayMilli: 0 },
      share: { earnedFen: 0, onDutySeconds: 99_000, medianFenPerHour: 1, comparable: 99 },
      familiar: true,
      ...away(0),
      freeLoad: order().load,
      profile: full,
      waitingSeconds: 86_400,
    };
    const names = FACTORS.filter((name) => name !== 'exploration');
    const points = names.map((name) => measure(name, best).points);
    // A smoothed rate comes as near to certainty as one likes, and never there; who lives where the
    // order takes him has no way home left to save.
    const nearly: readonly FactorName[] = [
      ...(['completion_rate', 'punctuality', 'observed_rating', 'return_load'] as const),
    ];
    expect(points).toEqual(
      names.map((name) => (nearly.includes(name) ? expect.any(Number) : POINTS_MAX)),
    );
    expect(Math.min(...points)).toBeGreaterThanOrEqual(850);
    expect(measure('exploration', best).points).toBe(0);
  });
});
