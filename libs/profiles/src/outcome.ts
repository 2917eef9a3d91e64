import type { CargoKind } from '#libs/matcher';

/**
 * How one of a driver's orders ended, and all that a profile is made from. Ratings are no part of
 * it, so a good rating that was recorded because nobody rated can't count (M15). What a shipper
 * cancelled is no outcome of the driver's and has no kind here.
 */
export type Outcome = {
  readonly kind: 'completed' | 'driver_cancelled';
  /** Null when no arrival time was promised or known; of a cancelled order it means nothing. */
  readonly onTime: boolean | null;
  /** Four digits of GB/T 2260. */
  readonly fromCityCode: string;
  readonly toCityCode: string;
  readonly shipperId: string;
  /** Null or absent where nobody said what was carried. */
  readonly cargoKind?: CargoKind | null;
  readonly atMs: number;
};
