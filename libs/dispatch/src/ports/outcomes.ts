import type { CargoKind } from '#libs/matcher';

export const OUTCOME_KINDS = ['completed', 'driver_cancelled'] as const;

export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

export type Outcome = {
  readonly outcomeId: string;
  readonly driverId: string;
  readonly kind: OutcomeKind;
  /** Null when no arrival time was promised or known. */
  readonly onTime: boolean | null;
  readonly fromCityCode: string;
  readonly toCityCode: string;
  readonly shipperId: string;
  /** Null or absent where nobody said what was carried. */
  readonly cargoKind?: CargoKind | null;
  readonly atMs: number;
  /** `corrected`: takes the place of one that was voided. */
  readonly origin: 'recorded' | 'imported' | 'corrected';
  readonly orderId: string | null;
};

export type Rating = {
  readonly orderId: string;
  readonly by: 'shipper' | 'driver';
  readonly stars: number;
  /** `default` when the period ended unrated; never evidence (M15). */
  readonly origin: 'given' | 'default';
  readonly atMs: number;
};

/** A rating that a shipper gave, by the driver who carried out the order. */
export type GivenRating = {
  readonly driverId: string;
  readonly stars: number;
  readonly atMs: number;
};

export interface Outcomes {
  /**
   * The drivers' turn: whoever else adds outcomes of theirs waits until this transaction ends, so
   * that what a profile was before and is after differs by what is added here and nothing else.
   */
  lock(driverIds: readonly string[]): Promise<void>;
  /** Idempotent by outcomeId; raises the drivers' profile versions; answers how many were new. */
  add(outcomes: readonly Outcome[]): Promise<number>;
  /** At most `perDriver` newest of each, not older than `sinceMs`. */
  ofDrivers(driverIds: readonly string[], sinceMs: number, perDriver: number): Promise<Outcome[]>;
  byId(outcomeId: string): Promise<(Outcome & { readonly voided: boolean }) | null>;
  /**
   * It was wrong: no profile is built from it any more, and it stays to be seen, with the cause.
   * Raises the driver's profile version. False when it was voided before, or is not there.
   */
  void(
    outcomeId: string,
    cause: { readonly by: string; readonly because: string; readonly atMs: number },
  ): Promise<boolean>;
  /**
   * What shippers gave these drivers, never what was recorded by default (M15): at most `perDriver`
   * of the newest orders of each, of orders not posted before `sinceMs`.
   */
  givenRatings(
    driverIds: readonly string[],
    sinceMs: number,
    perDriver: number,
  ): Promise<GivenRating[]>;
  /**
   * False when that side already rated. One that a shipper gives raises the profile version of the
   * order's driver.
   */
  rate(rating: Rating): Promise<boolean>;
  ratings(orderId: string): Promise<Rating[]>;
}
