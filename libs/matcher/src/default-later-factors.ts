import type { FairShareRules, LaterFactorName, Policy, ProfileFactorName } from './policy.js';

/**
 * The factors that came after the first nine, in the policy that holds where there is no other.
 * Twenty beside the hundred of those: together they can tip the scales between drivers alike, and
 * each alone is worth less than any of the reasons a truck is chosen for.
 */
export const LATER_WEIGHTS: Readonly<Record<LaterFactorName, number>> = {
  cargo_experience: 3,
  exploration: 3,
  observed_rating: 2,
  fair_share: 2,
  homeward: 3,
  return_load: 3,
  familiar_driver: 4,
};

export const LATER_TABLES = {
  // As for lanes, and slower: a kind of cargo is met more often than one lane.
  cargoMilli: [
    [0, 300],
    [1000, 500],
    [5000, 800],
    [20_000, 1000],
  ],
  // Most ratings lie between four and five stars, so that is where the points are.
  ratingMilliStars: [
    [1000, 0],
    [4000, 300],
    [4800, 800],
    [5000, 1000],
  ],
  // From the middle of his like down to nothing; above the middle nobody is owed anything.
  fairSharePermille: [
    [0, 1000],
    [500, 500],
    [1000, 0],
  ],
  // A city's width is no way home; half a thousand kilometres are a day's drive.
  homewardMeters: [
    [20_000, 0],
    [100_000, 400],
    [500_000, 1000],
  ],
  // One suitable load may be gone when he comes; of ten one is left.
  returnLoadsMilli: [
    [0, 0],
    [1000, 400],
    [3000, 700],
    [10_000, 1000],
  ],
  returnMeters: [
    [0, 0],
    [100_000, 400],
    [500_000, 1000],
  ],
} as const satisfies Partial<Policy['tables']>;

/** What a driver gets without any past, like the first four; of a share, what is usual. */
export const LATER_NEUTRAL: Readonly<Partial<Record<ProfileFactorName, number>>> = {
  cargo_experience: 300,
  exploration: 247,
  observed_rating: 612,
  fair_share: 300,
};

export const LATER_PROFILE = {
  // With twenty more a new driver stands where one stands after his first good month.
  benefitMilli: 20_000,
  // Five ratings' worth of belief, at four and a half stars.
  ratingPrior: { starsMilli: 22_500, ratingsMilli: 5000 },
} as const satisfies Partial<Policy['profile']>;

export const FAIR_SHARE: FairShareRules = {
  // A week has its Sunday, and is soon made up for.
  windowDays: 7,
  comparableMin: 10,
  // One working day says nothing yet; two may.
  onDutySecondsMin: 57_600,
  // Where it weighs most against distance, at the end of reach. In a city it is seven kilometres.
  outweighsMetersMax: 75_000,
};

export const RETURNS = {
  // As far as one would drive empty for the next load anyway.
  nearMeters: 50_000,
  // Half a day: unloading, a rest, and a look at the board.
  waitSeconds: 43_200,
  postedDays: 7,
} as const satisfies Policy['returns'];
