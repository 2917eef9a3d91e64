const WEEK_MS = 604_800_000;

/** Parameters, or other expressions of a number; null is as far as there are any. */
type Window = {
  readonly order: 'ASC' | 'DESC';
  readonly fromMs?: string;
  readonly untilMs?: string;
};

/**
 * An item of FROM: the decisions with a row of driver `$1`'s, in this order, and the place of his
 * row in each. Week after week is looked up, so that a page reads the weeks it shows and not all
 * that was ever decided about him; its first and last week may reach beyond the window.
 */
export const decisionsOf = ({ order, fromMs = 'NULL', untilMs = 'NULL' }: Window): string => {
  const firstMs = `COALESCE(${fromMs}::bigint, (SELECT min(decided_at_ms) FROM decision_rows))`;
  const lastMs = `COALESCE(${untilMs}::bigint, (SELECT max(decided_at_ms) FROM decision_rows))`;
  const ends =
    order === 'ASC'
      ? `${firstMs} / ${WEEK_MS}, ${lastMs} / ${WEEK_MS}, 1`
      : `${lastMs} / ${WEEK_MS}, ${firstMs} / ${WEEK_MS}, -1`;
  return /* sql */ `(
    SELECT of_week.* FROM generate_series(${ends}) AS week CROSS JOIN LATERAL (
      SELECT decision_id, decided_at_ms, roles, ranks, reasons, totals, reduced_at_ms,
        array_position(driver_ids, $1::text) AS place
      FROM decision_rows
      WHERE paidan_driver_weeks(driver_ids, decided_at_ms) @> ARRAY[$1::text || ':' || week]
      ORDER BY decided_at_ms ${order}, decision_id ${order}) of_week)`;
};
