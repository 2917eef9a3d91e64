/** What an outcome of today weighs, so that a weight is thousandths of an order. */
export const FULL_WEIGHT = 1_000;

/** After ten halvings less than one thousandth is left of the full weight. */
const HALVINGS_MAX = 10;

/**
 * Halved with every half-life, straight lines in between, whole numbers only: the same on every
 * machine, and never rising with age.
 */
export function weightOf(ageDays: number, halfLifeDays: number): number {
  const halvings = Math.floor(ageDays / halfLifeDays);
  if (halvings >= HALVINGS_MAX) return 0;
  const intoNextDays = ageDays - halvings * halfLifeDays;
  return Math.floor(
    (FULL_WEIGHT * (2 * halfLifeDays - intoNextDays)) / (halfLifeDays * 2 ** (halvings + 1)),
  );
}
