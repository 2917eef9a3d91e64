import type {
  BodyType,
  CargoKind,
  DeclineReason,
  Mode,
  PlaceSource,
  Qualification,
} from './vocabulary.js';

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
  /** It may ride with others; absent where it wants the whole truck. */
  readonly shared?: true;
  /** Not in records from before a rule looked at it. */
  readonly unloadingWindow?: Window;
  /**
   * Of an order that is offered: how far this batch looks, which grows only once nobody nearer is
   * left. Absent in every other mode.
   */
  readonly offerReachMeters?: number;
  /** The round has just begun, so the better places see the order before the others do. */
  readonly staggered?: true;
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
  /** Completed of this order's cargo kind; not in records from before that was known. */
  readonly cargoMilli?: number;
  /** Ratings that shippers gave, never those by default, and their stars: 5 stars are 5000. */
  readonly ratedMilli?: number;
  readonly starsMilli?: number;
};

/** What a driver was given in the policy's window, beside the middle of those comparable to him. */
export type ShareFacts = {
  readonly earnedFen: number;
  readonly onDutySeconds: number;
  readonly medianFenPerHour: number;
  /** How many drivers the median is of. */
  readonly comparable: number;
};

/** How far a driver is from the home he set: now, and where this order is unloaded. */
export type HomeFacts = { readonly nowMeters: number; readonly afterMeters: number };

/** What the unloading place offers this truck on its way home, when it gets there. */
export type ReturnFacts = {
  readonly arrivalMs: number;
  /** Open orders that it could take, still to be loaded then. */
  readonly open: number;
  /** How many such orders are posted there in a day, in thousandths. */
  readonly postedPerDayMilli: number;
};

/** An order that a truck holds while another is decided on. */
export type AboardOrder = {
  readonly orderId: string;
  readonly shared: boolean;
  readonly cargoKind: CargoKind;
  readonly load: Load;
  /** Null once the truck is there. */
  readonly loading: Window | null;
  readonly unloading: Window;
};

/** What a truck holds, measured where an order may ride with it. */
export type AboardFacts = {
  /** In the order of their claims. */
  readonly orders: readonly AboardOrder[];
  /**
   * Great circles between the truck (0), each order's ramps in turn (loading where it is still to
   * come, then unloading), and this order's two: row n holds the way from n + 1 to each before it.
   */
  readonly meters: readonly (readonly number[])[];
};

/** How long a truck was driven on this day of China's calendar. */
export type DrivingFacts = {
  readonly crew: 1 | 2;
  readonly todaySeconds: number;
  readonly sinceRestSeconds: number;
  /** `trips`: reckoned from the orders it carried today. */
  readonly origin: 'trips';
};

/**
 * One driver as measured for one order at one moment. Measured before deciding, recorded, never
 * measured again.
 */
export type Candidate = {
  readonly driverId: string;
  readonly body: BodyType;
  readonly lengthMillimeters: number;
  /** What is still free on the truck; for an order that wants it alone, what an empty one holds. */
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
  /** Known to this order's shipper, who prefers such drivers; absent where that is not so. */
  readonly familiar?: true;
  /** Absent where he set no home. */
  readonly home?: HomeFacts;
  /** Absent where he set no home, or nothing was looked up. */
  readonly returns?: ReturnFacts;
  /** Absent when the profile is off, and where too few are comparable to him. */
  readonly share?: ShareFacts;
  /** Null when the profile is off: then nothing about the past enters the decision. */
  readonly profile: ProfileFacts | null;
  /** Since the driver last became free and available. */
  readonly waitingSeconds: number;
  /**
   * One of the two will not work with the other: the driver alone, or (also) the shipper, and then
   * nothing the driver could take back would help. Absent where nobody said so.
   */
  readonly blocked?: 'by_driver' | 'between';
  /** He let go of this order before; absent when he did not. */
  readonly declined?: {
    readonly reason: DeclineReason;
    readonly agoSeconds: number;
    /** Its price or one of its windows is another since. */
    readonly termsChanged: boolean;
  };
  /** Offers of other orders that wait for his answer; absent where none does. */
  readonly openOffers?: number;
  /** Absent on an empty truck, and where this order wants the truck alone. */
  readonly aboard?: AboardFacts;
  /** Absent for one driver who drove nothing today. */
  readonly driving?: DrivingFacts;
  /** This order was his before and he, or the time limit, gave it back. */
  readonly gaveBack: 'driver_cancelled' | 'not_confirmed' | null;
  /** What became of his offer of this order on these terms; absent when he had none. */
  readonly offer?: {
    readonly state: 'open' | 'declined' | 'lapsed' | 'withdrawn';
    /** Since it ended; 0 while it is open. */
    readonly sinceSeconds: number;
  };
  /**
   * His place in the row of grabs, from 1; null when he did not grab. Of an offered order the one
   * who accepts is in place 1.
   */
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
  /**
   * Where more were within reach than may be judged: trucks that cannot carry the order were turned
   * away by the search, and are in no record. Absent where everybody counted.
   */
  readonly sieve?: 'truck';
};

export type World<P> = {
  readonly nowMs: number;
  /** `award` judges those who grabbed; `recommend` ranks everyone eligible. */
  readonly purpose: 'award' | 'recommend';
  readonly policy: P;
  readonly search: SearchReport;
  readonly candidates: readonly Candidate[];
};
