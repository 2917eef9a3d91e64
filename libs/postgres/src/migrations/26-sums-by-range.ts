import { ForwardOnly } from './forward-only.js';

export class SumsByRange extends ForwardOnly {
  override readonly name = 'SumsByRange1795392000026';

  protected override readonly sql = /* sql */ `
    -- One step a part where there were three: of a decision there are hundreds, and each step of
    -- this language is an expression of its own. Who has no parts has no total, as before.
    CREATE OR REPLACE FUNCTION paidan_totals_hold(
      totals bigint[], weights integer[], points integer[], part_ends integer[]
    ) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      DECLARE
        sum bigint;
        place integer := 0;
        first integer := 1;
        last integer;
      BEGIN
        FOREACH last IN ARRAY part_ends LOOP
          place := place + 1;
          sum := CASE WHEN first <= last THEN 0 END;
          FOR part IN first..last LOOP
            sum := sum + weights[part]::bigint * points[part];
          END LOOP;
          IF sum IS DISTINCT FROM totals[place] THEN
            RETURN false;
          END IF;
          first := GREATEST(first, last + 1);
        END LOOP;
        RETURN first = cardinality(weights) + 1;
      END
    $$;
  `;
}
