/** Smallest, middle and largest of some rounds. */
export type Spread = { readonly min: number; readonly median: number; readonly max: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    min: rounded(sorted[0] ?? Number.NaN),
    median: rounded(quantile(sorted, 0.5)),
    max: rounded(sorted.at(-1) ?? Number.NaN),
  };
}

/** Of sorted values, between neighbours where it falls between them. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * Each round against the one it was measured beside: a machine that others use slows both, and the
 * ratio stays.
 */
export function ratiosOf(row: readonly number[], beside: readonly number[]): number[] {
  return row.map((value, round) => value / (beside[round] ?? Number.NaN));
}

/** Four figures are more than a machine repeats. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
