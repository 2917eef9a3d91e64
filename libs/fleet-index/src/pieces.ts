import { cellRadiusMeters } from './cells.js';
import { ringsWithin } from './rings.js';

/** What the answers hang on. A test may exchange a piece to prove that a wrong one is noticed. */
export type Pieces = {
  readonly walk: typeof ringsWithin;
  readonly radiusMeters: typeof cellRadiusMeters;
  /** In parts of a cell's radius: how far from the centre one may go and stay in the cell. */
  readonly stay: number;
  /** A distance is told in whole metres, so half a metre more may count as equal. */
  readonly roundingMeters: number;
};

export const PIECES: Pieces = {
  walk: ringsWithin,
  radiusMeters: cellRadiusMeters,
  stay: 1,
  roundingMeters: 0.5,
};
