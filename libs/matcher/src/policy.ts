import type { AskingRules, DrivingTimeRules, PartLoadRules } from './refusal-rules.js';
import type { BodyType, CargoKind, Mode, Qualification } from './vocabulary.js';

/**
 * A monotone piecewise-linear table in whole numbers: `[x, points]` pairs, x strictly rising,
 * points within 0..1000. Below the first x the first points hold, above the last the last.
 */
export type Table = readonly (readonly [number, number])[];

/** Every policy gives these a weight. */
export const FIRST_FACTORS = [
  'pickup_distance',
  'arrival_slack',
  'body_fit',
  'load_fit',
  'completion_rate',
  'punctuality',
  'lane_experience',
  'completed_together',
  'waiting',
] as const;

/** A policy from before a factor gives it no weight: then a total has no such part. */
export const LATER_FACTORS = [
  'cargo_experience',
  'exploration',
  'observed_rating',
  'fair_share',
  'homeward',
  'return_load',
  'familiar_driver',
] as const;
export type LaterFactorName = (typeof LATER_FACTORS)[number];

/** In the order in which explanations list them. */
export const FACTORS = [...FIRST_FACTORS, ...LATER_FACTORS] as const;
export type FactorName = (typeof FACTORS)[number];

export const FIRST_PROFILE_FACTORS = [
  'completion_rate',
  'punctuality',
  'lane_experience',
  'completed_together',
] as const satisfies readonly FactorName[];

/** Factors that look at the driver's past; neutral, whatever the past, when the profile is off. */
export const PROFILE_FACTORS = [
  ...FIRST_PROFILE_FACTORS,
  'cargo_experience',
  'exploration',
  'observed_rating',
  'fair_share',
] as const satisfies readonly FactorName[];
export type ProfileFactorName = (typeof PROFILE_FACTORS)[number];

/** What is known of every factor of a list, and of others only where a policy knows them. */
type Known<Always extends FactorName, Maybe extends FactorName> = Readonly<
  Record<Always, number> & Partial<Record<Exclude<Maybe, Always>, number>>
>;

/** Mean and strength of what is believed of a driver before any evidence; thousandths. */
export type Prior = { readonly successesMilli: number; readonly trialsMilli: number };

/** Ratings in thousandths of one, and their sum in thousandths of a star. */
export type RatingPrior = { readonly starsMilli: number; readonly ratingsMilli: number };

/**
 * What a total can be made of: the factors, and priority owed to a driver, which is no merit and
 * has no table.
 */
export type PartName = FactorName | 'compensation';

/** What a fair share is measured by, and how little it may outweigh. */
export type FairShareRules = {
  /** Orders given to a driver, and his hours on duty, in so many days until today. */
  readonly windowDays: number;
  /** Fewer drivers on duty in his city than this have no median that could be told. */
  readonly comparableMin: number;
  /** On duty for less than this in the window, nobody has received too little yet. */
  readonly onDutySecondsMin: number;
  /**
   * Of two drivers alike in all else, one who received nothing never goes before one who received
   * his share and is nearer by so many metres: `parsePolicy` holds weights and tables to it.
   */
  readonly outweighsMetersMax: number;
};

/** What counts as a load to be had where this one is unloaded. */
export type ReturnRules = {
  /** It loads so near the unloading place … */
  readonly nearMeters: number;
  /** … and is there within so long after the truck is. */
  readonly waitSeconds: number;
  /** How often such orders are posted is counted over so many days. */
  readonly postedDays: number;
};

/** What a driver whom the system wronged, or who refuses it, may count on. */
export type RemedyRules = {
  /** Of the one part that priority owed adds; full or absent. */
  readonly compensationWeight: number;
  /** It is owed for so long, and once. */
  readonly compensationDays: number;
  /** An order waits so long for a person, where a driver who asked for one competes (D4). */
  readonly humanDecisionMs: number;
};

/** How an order is offered (派单): to the best, a few at a time, until one accepts. */
export type OfferRules = {
  readonly batchSize: number;
  /** An offer stands so long from the moment it is shown. */
  readonly timeoutMs: number;
  /** Who taps in the last second is not beaten by the network, while the order is still open. */
  readonly graceMs: number;
  /** Each place in a batch sees its offer so much later than the one before it. */
  readonly staggerMs: number;
  /** How far a batch looks, rising; the next step is taken once nobody nearer is left. */
  readonly radiusMeters: readonly number[];
  /** Who let an offer pass is offered the same order again after so long. */
  readonly lapsedPauseMs: number;
};

/** When an order that may be grabbed is shown to whom: the best first, then everyone. */
export type VisibilityRules = {
  /** `[place, delay]`: up to that place of the ranking, shown so long after the round began. */
  readonly stepsMs: readonly (readonly [number, number])[];
  /** Everyone else; at least the last delay. */
  readonly othersMs: number;
};

/** Orders that load long after they are posted. */
export type ScheduledRules = {
  /** An order counts as scheduled while its loading begins at least so far ahead. */
  readonly aheadMs: number;
  /** It is matched from so long before its loading on; until then it waits. */
  readonly matchAheadMs: number;
  /** Takes the place of the windows above: nobody is in a hurry yet. */
  readonly collectMs: number;
  readonly offerTimeoutMs: number;
  /** With so much time until loading closes, an old position refuses nobody. */
  readonly positionAheadSeconds: number;
};

/** How all open orders of a market are given away at once. */
export type RoundRules = {
  /** What it counts to leave an order without a driver, beyond the points it would have brought. */
  readonly unassignedPoints: number;
  /** Among how many each order chooses: where there are trucks enough, and at most. */
  readonly candidatesMin: number;
  readonly candidatesMax: number;
  /** Trucks for each order, in thousandths, from which on nobody waits. */
  readonly loosePermille: number;
  /** How long a round waits where there are fewer. */
  readonly windowMinMs: number;
  readonly windowMaxMs: number;
  readonly ordersMax: number;
  /** Pairs looked at in search of the optimum; beyond it the best pair is taken first. */
  readonly stepsMax: number;
};

/**
 * When a truck on its way is off it, and what of a trip is doubted. Nothing here decides who wins.
 */
export type TripRules = {
  /** A truck may be so far from the straight way between the two places, and … */
  readonly corridorMeters: number;
  /** … for every kilometre between them so many metres more. */
  readonly corridorPermille: number;
  /** Back on its way is who is within this part of the corridor: at its edge nobody flickers. */
  readonly returnPermille: number;
  /** So many fixes outside, one after the other, are a deviation; one may be a bad fix. */
  readonly outsideFixes: number;
  /** Who is so near a place is there. */
  readonly nearMeters: number;
  /** A truck that drove less than this part of the straight way has not made the trip. */
  readonly movedPermille: number;
  /** No truck is faster. */
  readonly metersPerHourMax: number;
  /** Fixes that ended longer than this before the delivery tell nothing of it. */
  readonly silentSeconds: number;
};

/**
 * Everything that shapes decisions in one city: versioned, immutable, identified by the SHA-256 of
 * its canonical JSON. Durations in milliseconds or seconds as named, distances in metres.
 */
export type Policy = {
  readonly schema: 'paidan.policy/1';
  readonly name: string;
  readonly version: number;
  /** Four digits of GB/T 2260, or `*` for every city without its own. */
  readonly cityCode: string;
  readonly weights: Known<(typeof FIRST_FACTORS)[number], FactorName>;
  readonly tables: {
    readonly pickupMeters: Table;
    readonly arrivalSlackSeconds: Table;
    readonly bodySubstitutionPoints: number;
    readonly loadUsePermille: Table;
    readonly completionPermille: Table;
    readonly punctualityPermille: Table;
    readonly laneMilli: Table;
    readonly togetherMilli: Table;
    readonly waitingSeconds: Table;
    readonly cargoMilli?: Table;
    /** Stars given by shippers, smoothed, in thousandths of one. */
    readonly ratingMilliStars?: Table;
    /** Income an hour on duty, in thousandths of the median of comparable drivers. */
    readonly fairSharePermille?: Table;
    /** How much nearer home the unloading place is than the truck is now. */
    readonly homewardMeters?: Table;
    /** From loads to be had there, in thousandths of one, to the chance of one, in thousandths. */
    readonly returnLoadsMilli?: Table;
    /** The way home that would not be driven empty, as far as the chance goes. */
    readonly returnMeters?: Table;
  };
  readonly profile: {
    readonly neutralPoints: Known<(typeof FIRST_PROFILE_FACTORS)[number], ProfileFactorName>;
    readonly completionPrior: Readonly<Partial<Record<BodyType, Prior>>> & {
      readonly default: Prior;
    };
    readonly punctualityPrior: Readonly<Partial<Record<BodyType, Prior>>> & {
      readonly default: Prior;
    };
    readonly halfLifeDays: number;
    readonly windowDays: number;
    /** The doubt that a short record is given the benefit of: so many completed orders more. */
    readonly benefitMilli?: number;
    /** What is believed of a driver nobody has rated. */
    readonly ratingPrior?: RatingPrior;
  };
  /** `substitutions[wanted]` lists bodies that may serve in its place. */
  readonly substitutions: Readonly<Partial<Record<BodyType, readonly BodyType[]>>>;
  readonly impliedQualifications: Readonly<Partial<Record<CargoKind, readonly Qualification[]>>>;
  readonly travel: { readonly metersPerHour: number; readonly detourPermille: number };
  readonly reach: {
    readonly meters: number;
    readonly positionMaxAgeSeconds: number;
    readonly activeOrdersMax: number;
    /** Modes in which only a measured position will do. */
    readonly locationRequired: readonly Mode[];
  };
  readonly windows: {
    /** From posting to the allocation among those who grabbed. */
    readonly collectMs: number;
    /** Between two recommendations of an order nobody eligible has grabbed. */
    readonly recommendEveryMs: number;
    readonly confirmMs: number;
    /**
     * After the loading window's end an open order expires; earlier when this has passed since
     * posting.
     */
    readonly openMaxMs: number;
    /** Loading not begun this long after the loading window's end is reported as stalled. */
    readonly stalledAfterMs: number;
    readonly ratingMs: number;
  };
  readonly limits: {
    readonly evaluatedMax: number;
    readonly grabbersMax: number;
    readonly recommendedMax: number;
    readonly grabsPerMinute: number;
    readonly openGrabsMax: number;
    readonly releasesMax: number;
    readonly attemptsMax: number;
  };
  /** There where a fair share, or a return load, has a weight. */
  readonly fairShare?: FairShareRules;
  readonly returns?: ReturnRules;
  /** Absent in policies from before trips were followed; `tripRulesOf` says what holds then. */
  readonly trip?: TripRules;
  /** Absent in policies from before there were remedies; `remediesOf` says what holds then. */
  readonly remedies?: RemedyRules;
  /** Absent in policies from before there were offers; `offerRulesOf` says what holds then. */
  readonly offers?: OfferRules;
  /** Absent in policies from before there were rounds; `roundRulesOf` says what holds then. */
  readonly rounds?: RoundRules;
  /** Absent: everyone sees an order at once. */
  readonly visibility?: VisibilityRules;
  /** Absent: an order is matched from its posting on, however far ahead it loads. */
  readonly scheduled?: ScheduledRules;
  /** Absent: nobody is asked less often for what he declined, nor for how many offers he has. */
  readonly asking?: AskingRules;
  /** Absent: every order has its truck alone. */
  readonly partLoads?: PartLoadRules;
  /** Absent: hours at the wheel refuse nobody. */
  readonly drivingTime?: DrivingTimeRules;
};
