import type { BodyType, CargoKind, Mode, PlaceSource, Qualification } from './vocabulary.js';

/** Whole numbers only. A car carrier counts cars in `vehicleSlots`, a box truck has none. */
export type Load = {
  readonly kilograms: number;
  readonly litres: number;
  readonly vehicleSlots: number;
};

/** Unix time in milliseconds, `fromMs <= untilMs`. */
export type Window = { readonly fromMs: number; readonly untilMs: number };

/** What a decision may see of an order. Everything here is recorded with the decision. */
export type OrderFacts = {
  readonly orderId: string;
  readonly orderVersion: number;
  readonly shipperId: string;
  /** Four digits of GB/T 2260, of the loading and the unloading place. */
  readonly fromCityCode: string;
  readonly toCityCode: string;
  readonly laneMeters: number;
  readonly loadingWindow: Window;
  readonly load: Load;
  /**
   * Never empty. A truck whose own body is among them fits exactly; else the first of them it may
   * stand in for, by the policy's substitutions, counts.
   */
  readonly bodyTypes: readonly BodyType[];
  readonly minLengthMillimeters: number;
  readonly cargoKind: CargoKind;
  /** Asked for by the shipper or implied by the cargo kind; sorted, no doubles. */
  readonly qualifications: readonly Qualification[];
  readonly mode: Mode;
  readonly postedAtMs: number;
};

/** Evidence about past work, already decayed; thousandths of an order, so it stays whole. */
export type ProfileFacts = {
  readonly attemptedMilli: number;
  readonly completedMilli: number;
  readonly timedMilli: number;
  readonly onTimeMilli: number;
  /** Completed on this order's lane, from city to city. */
  readonly laneMilli: number;
  /** Completed together with this order's shipper. */
  readonly togetherMilli: number;
};

/**
 * One driver as measured for one order at one moment. Measured before deciding, recorded, never
 * measured again.
 */
export type Candidate = {
  readonly driverId: string;
  readonly body: BodyType;
  readonly lengthMillimeters: number;
  /** What is still free on the truck. */
  readonly freeLoad: Load;
  readonly activeOrders: number;
  readonly qualifications: readonly Qualification[];
  readonly place: {
    readonly source: PlaceSource;
    /**
     * Great circle, rounded to whole metres; from the city's centre when nothing better may be
     * used.
     */
    readonly pickupMeters: number;
    /** 0 for a manual place or a city. */
    readonly ageSeconds: number;
    /** H3 cell of resolution 6: fine enough to check, too coarse for a track. Null for a city. */
    readonly cell: string | null;
  };
  /**
   * Consent versions in force when this was gathered; null is no consent. The latter two are not in
   * records from before they could be given.
   */
  readonly consents: {
    readonly location: string | null;
    readonly profile: string | null;
    readonly trip_track?: string | null;
    readonly vehicle_terminal?: string | null;
  };
  /** Priority owed to him for orders like this one; absent when nothing is. */
  readonly compensationId?: string;
  /** Null when the profile is off: then nothing about the past enters the decision. */
  readonly profile: ProfileFacts | null;
  /** Since the driver last became free and available. */
  readonly waitingSeconds: number;
  /** This order was his before and he, or the time limit, gave it back. */
  readonly gaveBack: 'driver_cancelled' | 'not_confirmed' | null;
  /** His place in the row of grabs, from 1; null when he did not grab. */
  readonly grabSequence: number | null;
  /**
   * Hex of HMAC-SHA-256(seed, orderId ‖ driverId); the seed's hash was published before the window.
   */
  readonly ticket: string;
};

/** How the candidates were found: the bound that ended the search is part of every explanation. */
export type SearchReport = {
  /** Drivers on duty in the whole fleet at that time. */
  readonly onDuty: number;
  readonly reachMeters: number;
  readonly rings: number;
  readonly cells: number;
  /** Found inside the reach by position, by manual place, and by city. */
  readonly found: number;
  /**
   * Everyone who grabbed; where a decision looks at others, too, the nearest of the found besides,
   * at most the policy's limit.
   */
  readonly evaluated: number;
  /** Why the search stopped: everything within reach was seen, or the limit was full. */
  readonly endedBy: 'reach' | 'limit';
  /** No driver nearer than this was left out. */
  readonly provenMeters: number;
};

export type World<P> = {
  readonly nowMs: number;
  /** `award` judges those who grabbed; `recommend` ranks everyone eligible. */
  readonly purpose: 'award' | 'recommend';
  readonly policy: P;
  readonly search: SearchReport;
  readonly candidates: readonly Candidate[];
};
