/**
 * Fewer than this share a number only as "a few": an exact count of three rivals points at people.
 */
export const CROWD_MIN = 5;

export type BandedCount = { readonly exact: number | null; readonly band: string };

/** The count itself when nobody or a crowd is counted, else the band `1–4`. */
export function bandOf(count: number): string {
  return count > 0 && count < CROWD_MIN ? `1–${CROWD_MIN - 1}` : String(count);
}

export function bandedCount(count: number): BandedCount {
  return { exact: count > 0 && count < CROWD_MIN ? null : count, band: bandOf(count) };
}

/**
 * Which quarter of the scale 0..1000 the points lie in, from 1; edges are fixed before any
 * decision.
 */
export function quarterOf(points: number): 1 | 2 | 3 | 4 {
  return points < 250 ? 1 : points < 500 ? 2 : points < 750 ? 3 : 4;
}
