import { DEFAULT_OFFERS } from './offers.js';
import { DEFAULT_ROUNDS } from './rounds/round-rules.js';
import {
  FAIR_SHARE,
  LATER_NEUTRAL,
  LATER_PROFILE,
  LATER_TABLES,
  LATER_WEIGHTS,
  RETURNS,
} from './default-later-factors.js';
import type { Policy, TripRules } from './policy.js';
import { DEFAULT_ASKING, DEFAULT_DRIVING_TIME, DEFAULT_PART_LOADS } from './refusal-rules.js';
import { DEFAULT_REMEDIES } from './remedies.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const DEFAULT_TRIP: TripRules = {
  // Motorways swing out: 44 km either side between Hangzhou and Shanghai, 170 km over a thousand.
  corridorMeters: 20_000,
  corridorPermille: 150,
  returnPermille: 800,
  outsideFixes: 3,
  // A logistics park and the queue before its gate.
  nearMeters: 5_000,
  // The road is always longer than the line, so half of the line is no trip.
  movedPermille: 500,
  // Above any truck, below any slip of a satellite.
  metersPerHourMax: 150_000,
  // A phone that died on the way is no fraud.
  silentSeconds: 1_800,
};

/**
 * What holds in every city until it has a policy of its own. A starting point to be tuned by
 * results, published like any other.
 */
export const defaultPolicy: Policy = {
  schema: 'paidan.policy/1',
  name: 'paidan-default',
  version: 1,
  cityCode: '*',

  // The first nine are a hundred. Empty kilometres weigh most: they cost every party. All that
  // looks at a driver's past comes to 32, so a good name helps and never replaces being near and
  // fitting.
  weights: {
    pickup_distance: 30,
    arrival_slack: 10,
    body_fit: 8,
    load_fit: 12,
    completion_rate: 14,
    punctuality: 8,
    lane_experience: 6,
    completed_together: 4,
    waiting: 8,
    ...LATER_WEIGHTS,
  },

  tables: {
    // Within a city a kilometre hardly matters, between cities it is money; none at the end of
    // reach.
    pickupMeters: [
      [0, 1000],
      [5000, 950],
      [20_000, 800],
      [50_000, 550],
      [100_000, 300],
      [200_000, 100],
      [300_000, 0],
    ],
    // Half an hour of reserve is one traffic jam; beyond four hours more of it makes nothing surer.
    arrivalSlackSeconds: [
      [0, 0],
      [1800, 300],
      [3600, 500],
      [7200, 750],
      [14_400, 1000],
    ],
    // A truck that will do, but is not what was asked for.
    bodySubstitutionPoints: 700,
    // A load below half of the truck could have gone on a smaller one; the last 5 % cannot be
    // stowed anyway.
    loadUsePermille: [
      [0, 0],
      [500, 500],
      [800, 900],
      [950, 1000],
    ],
    // Between 90 % and 98 % lies the difference that shippers feel; below 70 % there is little left
    // to lose.
    completionPermille: [
      [0, 0],
      [700, 200],
      [900, 600],
      [980, 900],
      [1000, 1000],
    ],
    // Softer than completion: a queue at the gate is not always the driver's doing.
    punctualityPermille: [
      [0, 0],
      [600, 200],
      [850, 600],
      [950, 900],
      [1000, 1000],
    ],
    // The first trips teach most of a lane; nobody starts from nothing, or newcomers would stay
    // out.
    laneMilli: [
      [0, 300],
      [1000, 500],
      [3000, 750],
      [10_000, 1000],
    ],
    // As for lanes, and sooner full: five good orders together say it all.
    togetherMilli: [
      [0, 300],
      [1000, 600],
      [5000, 1000],
    ],
    // Grows through a working day and ends after one night, so waiting alone never wins.
    waitingSeconds: [
      [0, 0],
      [1800, 150],
      [7200, 500],
      [28_800, 900],
      [86_400, 1000],
    ],
    ...LATER_TABLES,
  },

  profile: {
    // What a driver without any past gets: turning the profile off is as good as being new here.
    neutralPoints: {
      completion_rate: 600,
      punctuality: 600,
      lane_experience: 300,
      completed_together: 300,
      ...LATER_NEUTRAL,
    },
    // Ten orders' worth of belief, so that two bad or good ones do not make a name. One for all
    // bodies until results show a difference between them.
    completionPrior: { default: { successesMilli: 9000, trialsMilli: 10_000 } },
    punctualityPrior: { default: { successesMilli: 8500, trialsMilli: 10_000 } },
    // A quarter halves the weight of an order, a year ends it: people change, and may.
    halfLifeDays: 90,
    windowDays: 365,
    ...LATER_PROFILE,
  },

  // What carries a job of the wanted body without the shipper noticing. Side boards fold down, a
  // cooling unit can stay off, and a wing truck is a box whose sides open; none of it holds the
  // other way round.
  substitutions: {
    flatbed: ['high_rail', 'low_rail'],
    low_rail: ['high_rail'],
    box: ['wing', 'insulated', 'reefer'],
    insulated: ['reefer'],
  },

  // Where the law or the goods ask for papers. Chemicals alone do not: those in the catalogue of
  // dangerous goods are posted as hazardous.
  impliedQualifications: {
    hazardous: ['hazardous_goods'],
    fresh: ['cold_chain'],
    frozen: ['cold_chain'],
    vehicles: ['vehicle_transport'],
  },

  // Roads are about a third longer than the line, and a truck makes 50 km/h over a whole trip.
  travel: { metersPerHour: 50_000, detourPermille: 1300 },

  reach: {
    // A day's empty run is where nobody would come for one order.
    meters: 300_000,
    // In a quarter of an hour a truck is over 10 km from where it was.
    positionMaxAgeSeconds: 900,
    activeOrdersMax: 1,
    // None: who keeps his location to himself is matched by the place he sets or by his city.
    locationRequired: [],
  },

  windows: {
    // Long enough that a slow phone loses nothing, short enough to be waited for.
    collectMs: 8 * SECOND_MS,
    // Trucks come free by the minute.
    recommendEveryMs: MINUTE_MS,
    // One call between the two sides.
    confirmMs: 15 * MINUTE_MS,
    // Goods that stood a week are posted again, with a price that finds a truck.
    openMaxMs: 7 * DAY_MS,
    // Longer than any queue at a gate.
    stalledAfterMs: 6 * HOUR_MS,
    ratingMs: 7 * DAY_MS,
  },

  // One step's work and one record's size stay bounded; a person's pace is far below the grab
  // limits.
  limits: {
    evaluatedMax: 512,
    grabbersMax: 2000,
    recommendedMax: 20,
    grabsPerMinute: 30,
    openGrabsMax: 20,
    releasesMax: 3,
    attemptsMax: 5,
  },

  fairShare: FAIR_SHARE,
  returns: RETURNS,

  trip: DEFAULT_TRIP,

  remedies: DEFAULT_REMEDIES,

  asking: DEFAULT_ASKING,
  partLoads: DEFAULT_PART_LOADS,
  drivingTime: DEFAULT_DRIVING_TIME,

  offers: DEFAULT_OFFERS,

  rounds: DEFAULT_ROUNDS,

  // A head start for the best, gone before anybody could notice; all of it within the window in
  // which grabs are collected, so that nobody is shut out by it.
  visibility: {
    stepsMs: [
      [5, 0],
      [20, 1 * SECOND_MS],
    ],
    othersMs: 2 * SECOND_MS,
  },

  scheduled: {
    // Tomorrow is soon enough to think about it.
    aheadMs: 12 * HOUR_MS,
    // A truck that has an order to itself has no other, so it is not bound for longer than this.
    matchAheadMs: 3 * DAY_MS,
    collectMs: 2 * MINUTE_MS,
    offerTimeoutMs: 5 * MINUTE_MS,
    // In six hours a truck is across its reach, wherever it was.
    positionAheadSeconds: 21_600,
  },
};

/** What holds for the trips of an order whose policy says nothing of them. */
export const tripRulesOf = ({ trip = DEFAULT_TRIP }: Policy): TripRules => trip;
