import type { BodyType, CargoKind, Mode, Qualification } from './vocabulary.js';

/**
 * A monotone piecewise-linear table in whole numbers: `[x, points]` pairs, x strictly rising,
 * points within 0..1000. Below the first x the first points hold, above the last the last.
 */
export type Table = readonly (readonly [number, number])[];

export const FACTORS = [
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
export type FactorName = (typeof FACTORS)[number];

/** Factors that look at the driver's past; neutral, whatever the past, when the profile is off. */
export const PROFILE_FACTORS = [
  'completion_rate',
  'punctuality',
  'lane_experience',
  'completed_together',
] as const satisfies readonly FactorName[];
export type ProfileFactorName = (typeof PROFILE_FACTORS)[number];

/** Mean and strength of what is believed of a driver before any evidence; thousandths. */
export type Prior = { readonly successesMilli: number; readonly trialsMilli: number };

/**
 * What a total can be made of: the factors, and priority owed to a driver, which is no merit and
 * has no table.
 */
export type PartName = FactorName | 'compensation';

/** What a driver whom the system wronged, or who refuses it, may count on. */
export type RemedyRules = {
  /** Of the one part that priority owed adds; full or absent. */
  readonly compensationWeight: number;
  /** It is owed for so long, and once. */
  readonly compensationDays: number;
  /** An order waits so long for a person, where a driver who asked for one competes (D4). */
  readonly humanDecisionMs: number;
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
  readonly weights: Readonly<Record<FactorName, number>>;
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
  };
  readonly profile: {
    readonly neutralPoints: Readonly<Record<ProfileFactorName, number>>;
    readonly completionPrior: Readonly<Partial<Record<BodyType, Prior>>> & {
      readonly default: Prior;
    };
    readonly punctualityPrior: Readonly<Partial<Record<BodyType, Prior>>> & {
      readonly default: Prior;
    };
    readonly halfLifeDays: number;
    readonly windowDays: number;
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
  /** Absent in policies from before trips were followed; `tripRulesOf` says what holds then. */
  readonly trip?: TripRules;
  /** Absent in policies from before there were remedies; `remediesOf` says what holds then. */
  readonly remedies?: RemedyRules;
};
