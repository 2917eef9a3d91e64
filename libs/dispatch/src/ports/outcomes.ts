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
  readonly atMs: number;
  readonly origin: 'recorded' | 'imported';
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

export interface Outcomes {
  /** Idempotent by outcomeId; raises the drivers' profile versions; answers how many were new. */
  add(outcomes: readonly Outcome[]): Promise<number>;
  /** At most `perDriver` newest of each, not older than `sinceMs`. */
  ofDrivers(driverIds: readonly string[], sinceMs: number, perDriver: number): Promise<Outcome[]>;
  /** False when that side already rated. */
  rate(rating: Rating): Promise<boolean>;
  ratings(orderId: string): Promise<Rating[]>;
}
