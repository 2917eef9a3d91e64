import { ForwardOnly } from './forward-only.js';

export class RowsLookedAtOnce extends ForwardOnly {
  override readonly name = 'RowsLookedAtOnce1795478400027';

  protected override readonly sql = /* sql */ `
    -- PostgreSQL keeps a CHECK as the text of its tree, and reads and plans it anew with every
    -- statement. One call is short to read, and a connection keeps its body. What is broken still
    -- goes by its own name. Why: docs/decisions/0036.
    ALTER TABLE decision_rows
      DROP CONSTRAINT a_place_for_every_row,
      DROP CONSTRAINT a_point_for_every_weight,
      DROP CONSTRAINT read_in_one_way,
      DROP CONSTRAINT rows_are_whole,
      DROP CONSTRAINT sealed_is_committed_to;
    DROP FUNCTION paidan_rows_hold;
    CREATE FUNCTION paidan_rows_hold(
      driver_ids text[], roles text[], ranks integer[], reasons text[], totals bigint[],
      weights integer[], points integer[], part_ends integer[],
      sealed bytea, sealed_ends integer[], commitments bytea, records text[]
    ) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      DECLARE
        rows CONSTANT integer := cardinality(driver_ids);
        place integer := 0;
        driver_id text;
        broken text := CASE
          WHEN NOT (rows > 0 AND cardinality(roles) = rows AND cardinality(ranks) = rows
            AND cardinality(reasons) = rows AND cardinality(totals) = rows
            AND cardinality(part_ends) = rows)
          THEN 'a_place_for_every_row'
          WHEN cardinality(weights) <> cardinality(points) THEN 'a_point_for_every_weight'
          WHEN num_nonnulls(records, sealed) <> 1 THEN 'read_in_one_way'
          WHEN sealed IS NULL AND num_nonnulls(sealed_ends, commitments) > 0
            OR sealed IS NOT NULL AND (octet_length(commitments) = 32 * rows
              AND cardinality(sealed_ends) = rows
              AND sealed_ends[rows] = octet_length(sealed)) IS NOT TRUE
          THEN 'sealed_is_committed_to'
        END;
      BEGIN
        IF broken IS NOT NULL THEN
          RAISE check_violation USING TABLE = 'decision_rows', CONSTRAINT = broken,
            MESSAGE = format('the rows of a decision break "%s"', broken);
        END IF;
        FOREACH driver_id IN ARRAY driver_ids LOOP
          place := place + 1;
          -- Nobody stands in it twice.
          IF driver_id IS NULL OR length(driver_id) NOT BETWEEN 1 AND 200
            OR array_position(driver_ids, driver_id) < place
            OR ranks[place] < 1 OR ranks[place] IS NOT NULL AND totals[place] IS NULL
            OR roles[place] = 'REFUSED' AND reasons[place] IS NULL THEN
            RETURN false;
          END IF;
        END LOOP;
        RETURN true;
      END
    $$;
    ALTER TABLE decision_rows ADD CONSTRAINT rows_are_whole CHECK (
      paidan_rows_hold(driver_ids, roles, ranks, reasons, totals, weights, points, part_ends,
        sealed, sealed_ends, commitments, records));
  `;
}
