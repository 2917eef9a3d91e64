import { ForwardOnly } from './forward-only.js';

/** A policy knows fewer factors; a decision with more parts is refused, not summed in part. */
const PARTS_MAX = 24;

const SUM = Array.from(
  { length: PARTS_MAX },
  (_, at) => `COALESCE(weights[${at + 1}]::bigint * points[${at + 1}], 0)`,
).join(' + ');

export class TotalsInOneExpression extends ForwardOnly {
  override readonly name = 'TotalsInOneExpression1795392000025';

  protected override readonly sql = /* sql */ `
    -- The CHECK calls it for every recorded driver: one expression becomes a part of the CHECK, and
    -- a loop in PL/pgSQL is a call.
    CREATE OR REPLACE FUNCTION paidan_total(weights integer[], points integer[]) RETURNS bigint
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN ${SUM};
    ALTER TABLE decision_drivers ADD CONSTRAINT no_more_parts_than_are_summed
      CHECK (cardinality(weights) <= ${PARTS_MAX});
  `;
}
