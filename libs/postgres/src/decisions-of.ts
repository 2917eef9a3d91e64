const WEEK_MS = 604_800_000;
/** Ten years: an order goes three after its end. A week with nothing in it is a look-up in vain. */
const KEPT_WEEKS = 522;

/** Parameters, or other expressions of a number; null is as far as there are any. */
type Window = {
  readonly order: 'ASC' | 'DESC';
  readonly fromMs?: string;
  readonly untilMs?: string;
};

/**
 * An item of FROM: the decisions with a row of driver `$1`'s, in this order, and the place of his
 * row in each. Week after week is looked up, so that a page reads the weeks it shows and not all
 * that was ever decided about him; its first and last week may reach beyond the window. Weeks can
 * only be gone through one after the other, so that a LIMIT on it cuts it in its order.
 */
export const decisionsOf = ({ order, fromMs = 'NULL', untilMs = 'NULL' }: Window): string => {
  // A clock may be ahead of the server's; by the time that a decision is reduced, none is.
  const last = `COALESCE(${untilMs}::bigint, GREATEST(paidan_now_ms(),
    (SELECT max(decided_at_ms) FROM decision_rows WHERE reduced_at_ms IS NULL))) / ${WEEK_MS}`;
  const first = `COALESCE(${fromMs}::bigint / ${WEEK_MS}, ${last} - ${KEPT_WEEKS})`;
  const ends = order === 'ASC' ? `${first}, ${last}, 1` : `${last}, ${first}, -1`;
  return /* sql */ `(
    SELECT of_week.* FROM generate_series(${ends}) AS week CROSS JOIN LATERAL (
      SELECT decision_id, decided_at_ms, roles, ranks, reasons, totals, reduced_at_ms,
        array_position(driver_ids, $1::text) AS place
      FROM decision_rows
      WHERE paidan_driver_weeks(driver_ids, decided_at_ms) @> ARRAY[$1::text || ':' || week]
      ORDER BY decided_at_ms ${order}, decision_id ${order}) of_week)`;
};
