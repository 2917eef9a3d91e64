import { ForwardOnly } from './forward-only.js';

export class RowsOfADecision extends ForwardOnly {
  override readonly name = 'RowsOfADecision1795305600025';

  protected override readonly sql = /* sql */ `
    -- All rows of a decision lie in one: sixteen rows with three indexes, a foreign key and a dozen
    -- checks each were two thirds of what a record took the server. Lists go by place; the parts
    -- and bytes of one driver are those up to his end. Why: docs/decisions/0033.
    CREATE TABLE decision_rows (
      decision_id opaque_id PRIMARY KEY REFERENCES decisions ON DELETE CASCADE,
      decided_at_ms bigint NOT NULL,
      driver_ids text[] NOT NULL,
      roles text[] NOT NULL,
      ranks integer[] NOT NULL,
      reasons text[] NOT NULL,
      totals bigint[] NOT NULL,
      weights integer[] NOT NULL,
      points integer[] NOT NULL,
      part_ends integer[] NOT NULL,
      sealed bytea,
      sealed_ends integer[],
      commitments bytea,
      -- Of decisions from before records were sealed.
      records text[],
      reduced_at_ms bigint
    );
    -- What is encrypted does not get smaller by packing it.
    ALTER TABLE decision_rows ALTER COLUMN sealed SET STORAGE EXTERNAL;
    ALTER TABLE decision_rows ALTER COLUMN commitments SET STORAGE EXTERNAL;

    WITH ordered AS (
      SELECT *, sum(cardinality(weights)) OVER o AS part_end,
        sum(COALESCE(octet_length(sealed), 0)) OVER o AS sealed_end, row_number() OVER o AS place
      FROM decision_drivers
      WINDOW o AS (PARTITION BY decision_id ORDER BY position, rank, driver_id)
    ), parts AS (
      SELECT o.decision_id, array_agg(p.weight ORDER BY o.place, p.nth) AS weights,
        array_agg(p.points ORDER BY o.place, p.nth) AS points
      FROM ordered o, unnest(o.weights, o.points) WITH ORDINALITY AS p (weight, points, nth)
      GROUP BY o.decision_id
    ), rows_of AS (
      SELECT decision_id, max(decided_at_ms) AS decided_at_ms,
        array_agg(driver_id::text ORDER BY place) AS driver_ids,
        array_agg(role ORDER BY place) AS roles, array_agg(rank ORDER BY place) AS ranks,
        array_agg(reason ORDER BY place) AS reasons, array_agg(total ORDER BY place) AS totals,
        array_agg(part_end::integer ORDER BY place) AS part_ends,
        bool_and(commitment IS NOT NULL) AS committed,
        string_agg(COALESCE(sealed, ''), '' ORDER BY place) AS sealed,
        array_agg(sealed_end::integer ORDER BY place) AS sealed_ends,
        string_agg(commitment, '' ORDER BY place) AS commitments,
        array_agg(record ORDER BY place) AS records,
        CASE WHEN bool_and(reduced_at_ms IS NOT NULL OR role IN ('WON', 'ERASED'))
          THEN max(reduced_at_ms) END AS reduced_at_ms
      FROM ordered GROUP BY decision_id
    )
    INSERT INTO decision_rows
    SELECT decision_id, decided_at_ms, driver_ids, roles, ranks, reasons, totals,
      COALESCE(p.weights, '{}'), COALESCE(p.points, '{}'), part_ends,
      CASE WHEN committed THEN sealed END, CASE WHEN committed THEN sealed_ends END,
      CASE WHEN committed THEN commitments END, CASE WHEN NOT committed THEN records END,
      reduced_at_ms
    FROM rows_of LEFT JOIN parts p USING (decision_id);
    DROP TABLE decision_drivers;

    CREATE FUNCTION paidan_totals_hold(
      totals bigint[], weights integer[], points integer[], part_ends integer[]
    ) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      DECLARE
        sum bigint;
        part integer := 1;
        place integer := 1;
        last integer;
      BEGIN
        FOREACH last IN ARRAY part_ends LOOP
          IF (totals[place] IS NULL) <> (last < part) THEN
            RETURN false;
          END IF;
          sum := 0;
          WHILE part <= last LOOP
            sum := sum + weights[part]::bigint * points[part];
            part := part + 1;
          END LOOP;
          IF sum <> totals[place] THEN
            RETURN false;
          END IF;
          place := place + 1;
        END LOOP;
        RETURN part = cardinality(weights) + 1;
      END
    $$;
    CREATE FUNCTION paidan_rows_hold(
      driver_ids text[], roles text[], ranks integer[], reasons text[], totals bigint[]
    ) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      DECLARE
        driver_id text;
        place integer := 0;
      BEGIN
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
    ALTER TABLE decision_rows
      ADD CONSTRAINT a_place_for_every_row CHECK (
        cardinality(driver_ids) > 0
        AND cardinality(roles) = cardinality(driver_ids)
        AND cardinality(ranks) = cardinality(driver_ids)
        AND cardinality(reasons) = cardinality(driver_ids)
        AND cardinality(totals) = cardinality(driver_ids)
        AND cardinality(part_ends) = cardinality(driver_ids)),
      ADD CONSTRAINT a_point_for_every_weight CHECK (cardinality(weights) = cardinality(points)),
      ADD CONSTRAINT known_roles CHECK (roles <@
        ARRAY['WON', 'LOST', 'RECOMMENDED', 'RANKED', 'REFUSED', 'ERASED']),
      ADD CONSTRAINT rows_are_whole CHECK (
        paidan_rows_hold(driver_ids, roles, ranks, reasons, totals)),
      ADD CONSTRAINT total_is_the_sum_of_its_parts CHECK (
        paidan_totals_hold(totals, weights, points, part_ends)),
      ADD CONSTRAINT sealed_is_committed_to CHECK (
        num_nulls(sealed, sealed_ends, commitments) IN (0, 3)
        AND (sealed IS NULL OR (
          octet_length(commitments) = 32 * cardinality(driver_ids)
          AND cardinality(sealed_ends) = cardinality(driver_ids)
          AND sealed_ends[cardinality(driver_ids)] = octet_length(sealed)))),
      ADD CONSTRAINT read_in_one_way CHECK (num_nonnulls(records, sealed) = 1);

    -- A driver's decisions of a week: a list of the newest, or of a window, reads no more of them.
    CREATE FUNCTION paidan_driver_weeks(driver_ids text[], at_ms bigint) RETURNS text[]
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN string_to_array(
        array_to_string(driver_ids, ':' || at_ms / 604800000 || chr(31))
          || ':' || at_ms / 604800000, chr(31));
    CREATE INDEX decision_rows_of_driver ON decision_rows
      USING gin (paidan_driver_weeks(driver_ids, decided_at_ms)) WITH (fastupdate = off);
    COMMENT ON INDEX decision_rows_of_driver IS 'decisionsOf: what was decided about him, week by week';
    CREATE INDEX decision_rows_to_reduce ON decision_rows (decided_at_ms, decision_id)
      WHERE reduced_at_ms IS NULL;
    COMMENT ON INDEX decision_rows_to_reduce IS 'retention: losers'' facts that are old enough for bands; decisionsOf: the last week';

    -- Row by row, as they were recorded.
    CREATE VIEW decision_drivers AS
      SELECT r.decision_id, d.driver_id, r.decided_at_ms, d.role, d.rank, d.reason, d.total,
        r.weights[COALESCE(r.part_ends[d.place - 1], 0) + 1 : d.part_end] AS weights,
        r.points[COALESCE(r.part_ends[d.place - 1], 0) + 1 : d.part_end] AS points,
        r.records[d.place] AS record, d.place,
        CASE WHEN r.commitments IS NOT NULL THEN d.place END AS position,
        CASE WHEN d.sealed_end > COALESCE(r.sealed_ends[d.place - 1], 0) THEN
          substring(r.sealed FROM COALESCE(r.sealed_ends[d.place - 1], 0) + 1
            FOR d.sealed_end - COALESCE(r.sealed_ends[d.place - 1], 0)) END AS sealed,
        substring(r.commitments FROM 32 * (d.place - 1) + 1 FOR 32) AS commitment,
        CASE WHEN d.role NOT IN ('WON', 'ERASED') THEN r.reduced_at_ms END AS reduced_at_ms
      FROM decision_rows r CROSS JOIN LATERAL (
        SELECT driver_id, role, rank, reason, total, part_end, sealed_end, nth::integer AS place
        FROM unnest(r.driver_ids, r.roles, r.ranks, r.reasons, r.totals, r.part_ends,
          r.sealed_ends) WITH ORDINALITY
          AS u (driver_id, role, rank, reason, total, part_end, sealed_end, nth)) d;

    -- One row changed is all lists written anew: for an erasure, which changes one a decision.
    CREATE FUNCTION paidan_change_row() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE decision_rows SET
          driver_ids = n.driver_ids, roles = n.roles, ranks = n.ranks, reasons = n.reasons,
          totals = n.totals, weights = n.weights, points = n.points, part_ends = n.part_ends,
          sealed = CASE WHEN commitments IS NULL THEN NULL ELSE n.sealed END,
          sealed_ends = CASE WHEN commitments IS NULL THEN NULL ELSE n.sealed_ends END,
          records = CASE WHEN commitments IS NULL THEN n.records END
        FROM (
          SELECT array_agg(driver_id ORDER BY place) AS driver_ids,
            array_agg(role ORDER BY place) AS roles, array_agg(rank ORDER BY place) AS ranks,
            array_agg(reason ORDER BY place) AS reasons,
            array_agg(total ORDER BY place) AS totals,
            array_agg(part_end::integer ORDER BY place) AS part_ends,
            COALESCE(string_to_array(
              string_agg(NULLIF(array_to_string(weights, ','), ''), ',' ORDER BY place), ','),
              '{}')::integer[] AS weights,
            COALESCE(string_to_array(
              string_agg(NULLIF(array_to_string(points, ','), ''), ',' ORDER BY place), ','),
              '{}')::integer[] AS points,
            string_agg(COALESCE(sealed, ''), '' ORDER BY place) AS sealed,
            array_agg(sealed_end::integer ORDER BY place) AS sealed_ends,
            array_agg(record ORDER BY place) AS records
          FROM (
            SELECT *, sum(cardinality(weights)) OVER (ORDER BY place) AS part_end,
              sum(COALESCE(octet_length(sealed), 0)) OVER (ORDER BY place) AS sealed_end
            FROM (
              SELECT place,
                CASE WHEN own THEN NEW.driver_id ELSE driver_id END AS driver_id,
                CASE WHEN own THEN NEW.role ELSE role END AS role,
                CASE WHEN own THEN NEW.rank ELSE rank END AS rank,
                CASE WHEN own THEN NEW.reason ELSE reason END AS reason,
                CASE WHEN own THEN NEW.total ELSE total END AS total,
                CASE WHEN own THEN NEW.weights ELSE weights END AS weights,
                CASE WHEN own THEN NEW.points ELSE points END AS points,
                CASE WHEN own THEN NEW.sealed ELSE sealed END AS sealed,
                CASE WHEN own THEN NEW.record ELSE record END AS record
              FROM (
                SELECT *, driver_id = OLD.driver_id AS own FROM decision_drivers
                WHERE decision_id = OLD.decision_id) stored) placed) ended) n
        WHERE decision_id = OLD.decision_id;
        RETURN NEW;
      END
    $$;
    CREATE TRIGGER change_row INSTEAD OF UPDATE ON decision_drivers
      FOR EACH ROW EXECUTE FUNCTION paidan_change_row();
  `;
}
