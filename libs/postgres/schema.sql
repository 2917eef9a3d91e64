-- Generated from a migrated database by `npm run generate`. Not edited by hand.

CREATE DOMAIN opaque_id AS text COLLATE "C" CHECK (((length(VALUE) >= 1) AND (length(VALUE) <= 200)));

CREATE OR REPLACE FUNCTION public.paidan_change_row()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
    $function$;

CREATE OR REPLACE FUNCTION public.paidan_driver_weeks(driver_ids text[], at_ms bigint)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN string_to_array(((array_to_string(driver_ids, ((':'::text || (at_ms / 604800000)) || chr(31))) || ':'::text) || (at_ms / 604800000)), chr(31));

CREATE OR REPLACE FUNCTION public.paidan_now_ms()
 RETURNS bigint
 LANGUAGE sql
 PARALLEL SAFE
RETURN ((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric))::bigint;

CREATE OR REPLACE FUNCTION public.paidan_rows_hold(driver_ids text[], roles text[], ranks integer[], reasons text[], totals bigint[], weights integer[], points integer[], part_ends integer[], sealed bytea, sealed_ends integer[], commitments bytea, records text[])
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
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
    $function$;

CREATE OR REPLACE FUNCTION public.paidan_total(weights integer[], points integer[])
 RETURNS bigint
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
      DECLARE
        total bigint := 0;
      BEGIN
        FOR part IN 1 .. cardinality(weights) LOOP
          total := total + weights[part]::bigint * points[part];
        END LOOP;
        RETURN total;
      END
      $function$;

CREATE OR REPLACE FUNCTION public.paidan_totals_hold(totals bigint[], weights integer[], points integer[], part_ends integer[])
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
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
    $function$;

CREATE TABLE access_requests (
  access_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  what text[] NOT NULL,
  reason text NOT NULL,
  hours integer NOT NULL,
  asked_by opaque_id NOT NULL,
  asked_role text NOT NULL,
  asked_at_ms bigint NOT NULL,
  state text NOT NULL,
  decided_by opaque_id,
  decided_role text,
  decided_at_ms bigint,
  decision_reason text,
  until_ms bigint,
  CONSTRAINT access_requests_check CHECK (((state = 'requested'::text) = (decided_at_ms IS NULL))),
  CONSTRAINT access_requests_check1 CHECK (((state = 'approved'::text) = (until_ms IS NOT NULL))),
  CONSTRAINT access_requests_hours_check CHECK ((hours >= 1)),
  CONSTRAINT access_requests_pkey PRIMARY KEY (access_id),
  CONSTRAINT access_requests_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'approved'::text, 'refused'::text]))),
  CONSTRAINT nobody_approves_himself CHECK (((decided_by)::text <> (asked_by)::text))
);
CREATE INDEX access_requests_newest ON public.access_requests USING btree (asked_at_ms DESC, access_id DESC);
-- accesses.requests: pages, newest first
CREATE INDEX access_requests_of_driver ON public.access_requests USING btree (driver_id, asked_by);
-- accesses.permission: what this person may see of this driver now

CREATE TABLE assignments (
  assignment_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  order_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  decision_id opaque_id NOT NULL,
  claimed_at_ms bigint NOT NULL,
  released_at_ms bigint,
  cause text,
  shared boolean NOT NULL DEFAULT false,
  CONSTRAINT assignments_cause_check CHECK ((cause = ANY (ARRAY['finished'::text, 'shipper_cancelled'::text, 'driver_cancelled'::text, 'not_confirmed'::text]))),
  CONSTRAINT assignments_check CHECK (((released_at_ms IS NULL) = (cause IS NULL))),
  CONSTRAINT assignments_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decisions(decision_id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT assignments_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id),
  CONSTRAINT assignments_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id),
  CONSTRAINT assignments_pkey PRIMARY KEY (assignment_id)
);
CREATE INDEX assignments_held ON public.assignments USING btree (driver_id) WHERE (released_at_ms IS NULL);
-- drivers.ofCarrier: what each truck holds now; the invariants of trucks
CREATE INDEX assignments_of_driver ON public.assignments USING btree (driver_id, order_id);
-- orders.list by driver: what he holds or held; grabs.gaveBackBy
CREATE INDEX assignments_of_order ON public.assignments USING btree (order_id, assignment_id);
-- grabs.gaveBack: everyone who held an order; stats.counts: orders ever awarded
CREATE UNIQUE INDEX assignments_one_order_a_truck ON public.assignments USING btree (driver_id) WHERE ((released_at_ms IS NULL) AND (NOT shared));
-- ledger.claim: of two whole-truck orders that race for a truck one gets it
CREATE UNIQUE INDEX assignments_one_truck_an_order ON public.assignments USING btree (order_id) WHERE (released_at_ms IS NULL);
-- ledger.claim: of two trucks that race for an order one gets it; ledger.release

CREATE TABLE audit (
  id opaque_id NOT NULL,
  at_ms bigint NOT NULL,
  actor opaque_id NOT NULL,
  role text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  reason text NOT NULL,
  detail text NOT NULL,
  CONSTRAINT audit_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_newest ON public.audit USING btree (at_ms DESC, id DESC);
-- audit.list: pages, newest first

CREATE TABLE automation_pauses (
  city_code text COLLATE "C" NOT NULL,
  paused_by opaque_id NOT NULL,
  reason text NOT NULL,
  at_ms bigint NOT NULL,
  CONSTRAINT automation_pauses_pkey PRIMARY KEY (city_code)
);

CREATE TABLE award_reviews (
  order_id opaque_id NOT NULL,
  round integer NOT NULL,
  city_code text COLLATE "C" NOT NULL,
  asked_at_ms bigint NOT NULL,
  due_at_ms bigint NOT NULL,
  state text NOT NULL,
  wanted_by text[] NOT NULL,
  opened_by opaque_id,
  opened_at_ms bigint,
  closed_at_ms bigint,
  decided_by opaque_id,
  decision_id opaque_id,
  followed_up boolean NOT NULL DEFAULT false,
  CONSTRAINT award_reviews_pkey PRIMARY KEY (order_id, round),
  CONSTRAINT award_reviews_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'decided'::text, 'timed_out'::text, 'void'::text])))
);
CREATE INDEX award_reviews_to_follow_up ON public.award_reviews USING btree (closed_at_ms) WHERE ((state = 'timed_out'::text) AND (NOT followed_up));
-- awardReviews.toFollowUp: decided without the person they waited for
CREATE INDEX award_reviews_waiting ON public.award_reviews USING btree (due_at_ms, order_id) WHERE (state = 'waiting'::text);
-- awardReviews.waiting: what is due first, first

CREATE TABLE compensations (
  compensation_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  request_id opaque_id NOT NULL,
  from_city_code text COLLATE "C",
  granted_at_ms bigint NOT NULL,
  expires_at_ms bigint NOT NULL,
  used_at_ms bigint,
  used_in opaque_id,
  CONSTRAINT compensations_pkey PRIMARY KEY (compensation_id),
  CONSTRAINT compensations_request_id_key UNIQUE (request_id)
);
CREATE INDEX compensations_owed ON public.compensations USING btree (driver_id, granted_at_ms) WHERE (used_at_ms IS NULL);
-- standings.of: what is still owed to the drivers of a decision

CREATE TABLE consent_prompts (
  driver_id opaque_id NOT NULL,
  purpose text NOT NULL,
  text_version text,
  at_ms bigint NOT NULL,
  CONSTRAINT consent_prompts_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT consent_prompts_pkey PRIMARY KEY (driver_id, purpose)
);

CREATE TABLE consent_texts (
  purpose text NOT NULL,
  version text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  sha256 text NOT NULL,
  published_at_ms bigint NOT NULL,
  effective_at_ms bigint NOT NULL,
  put_by opaque_id NOT NULL,
  CONSTRAINT consent_texts_check CHECK ((effective_at_ms >= published_at_ms)),
  CONSTRAINT consent_texts_pkey PRIMARY KEY (purpose, version)
);

CREATE TABLE consents (
  consent_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  driver_id opaque_id NOT NULL,
  purpose text NOT NULL,
  granted boolean NOT NULL,
  text_version text NOT NULL,
  at_ms bigint NOT NULL,
  because text NOT NULL DEFAULT 'driver'::text,
  CONSTRAINT consents_because_check CHECK ((because = ANY (ARRAY['driver'::text, 'text_superseded'::text]))),
  CONSTRAINT consents_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT consents_pkey PRIMARY KEY (consent_id),
  CONSTRAINT consents_purpose_check CHECK ((purpose = ANY (ARRAY['location'::text, 'trip_track'::text, 'profile'::text, 'vehicle_terminal'::text])))
);
CREATE INDEX consents_of_driver ON public.consents USING btree (driver_id, consent_id);
-- a driver's own copy (R1), and the cascade when he is erased

CREATE TABLE contrasts_told (
  asker opaque_id NOT NULL,
  role text NOT NULL,
  day integer NOT NULL,
  decision_ids text[] NOT NULL,
  CONSTRAINT contrasts_told_decision_ids_check CHECK (((cardinality(decision_ids) >= 1) AND (cardinality(decision_ids) <= 1000))),
  CONSTRAINT contrasts_told_pkey PRIMARY KEY (asker, role, day)
) WITH (fillfactor=70);
CREATE INDEX contrasts_told_by_day ON public.contrasts_told USING btree (day);
-- contrasts.purge: days that are over

CREATE TABLE correction_jobs (
  job_id opaque_id NOT NULL,
  request_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  voided text NOT NULL,
  replacement text,
  from_ms bigint NOT NULL,
  until_ms bigint NOT NULL,
  cursor_ms bigint,
  cursor_id opaque_id,
  examined integer NOT NULL DEFAULT 0,
  changed integer NOT NULL DEFAULT 0,
  skipped integer NOT NULL DEFAULT 0,
  state text NOT NULL,
  lease_until_ms bigint NOT NULL DEFAULT 0,
  CONSTRAINT correction_jobs_pkey PRIMARY KEY (job_id),
  CONSTRAINT correction_jobs_request_id_key UNIQUE (request_id),
  CONSTRAINT correction_jobs_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'bounded'::text])))
);
CREATE INDEX correction_jobs_running ON public.correction_jobs USING btree (lease_until_ms) WHERE (state = 'running'::text);
-- corrections.take

CREATE TABLE crew_invitations (
  invitation_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  co_driver_id opaque_id NOT NULL,
  state text NOT NULL,
  invited_at_ms bigint NOT NULL,
  answered_at_ms bigint,
  CONSTRAINT crew_invitations_check CHECK (((driver_id)::text <> (co_driver_id)::text)),
  CONSTRAINT crew_invitations_check1 CHECK (((state = 'open'::text) = (answered_at_ms IS NULL))),
  CONSTRAINT crew_invitations_pkey PRIMARY KEY (invitation_id),
  CONSTRAINT crew_invitations_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text])))
);
CREATE UNIQUE INDEX crew_invitations_open ON public.crew_invitations USING btree (driver_id) WHERE (state = 'open'::text);
-- crews.invite: one open invitation a driver; a new one takes its place
CREATE INDEX crew_invitations_to ON public.crew_invitations USING btree (co_driver_id) WHERE (state = 'open'::text);
-- crews.openTo: what a driver is asked

CREATE TABLE decision_chain (
  superseded opaque_id NOT NULL,
  superseded_by opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  request_id opaque_id NOT NULL,
  at_ms bigint NOT NULL,
  CONSTRAINT decision_chain_pkey PRIMARY KEY (superseded_by)
);
CREATE INDEX decision_chain_of_superseded ON public.decision_chain USING btree (superseded, driver_id, at_ms DESC);
-- chain.after: what superseded a decision for a driver

CREATE TABLE decision_rows (
  decision_id opaque_id NOT NULL,
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
  records text[],
  reduced_at_ms bigint,
  CONSTRAINT decision_rows_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decisions(decision_id) ON DELETE CASCADE,
  CONSTRAINT decision_rows_pkey PRIMARY KEY (decision_id),
  CONSTRAINT known_roles CHECK ((roles <@ ARRAY['WON'::text, 'LOST'::text, 'RECOMMENDED'::text, 'RANKED'::text, 'REFUSED'::text, 'ERASED'::text])),
  CONSTRAINT rows_are_whole CHECK (paidan_rows_hold(driver_ids, roles, ranks, reasons, totals, weights, points, part_ends, sealed, sealed_ends, commitments, records)),
  CONSTRAINT total_is_the_sum_of_its_parts CHECK (paidan_totals_hold(totals, weights, points, part_ends))
);
CREATE INDEX decision_rows_of_driver ON public.decision_rows USING gin (paidan_driver_weeks(driver_ids, decided_at_ms)) WITH (fastupdate=off);
-- decisionsOf: what was decided about him, week by week
CREATE INDEX decision_rows_to_reduce ON public.decision_rows USING btree (decided_at_ms, decision_id) WHERE (reduced_at_ms IS NULL);
-- retention: losers' facts that are old enough for bands; decisionsOf: the last week

CREATE TABLE decisions (
  decision_id opaque_id NOT NULL,
  kind text NOT NULL,
  order_id opaque_id,
  order_version integer NOT NULL,
  round integer NOT NULL,
  decided_at_ms bigint NOT NULL,
  policy_hash text COLLATE "C" NOT NULL,
  engine_version text NOT NULL,
  decided_by_human opaque_id,
  winner opaque_id,
  cutoff_total bigint,
  bundle text NOT NULL,
  bundle_salt bytea,
  bundle_commitment bytea,
  root bytea,
  CONSTRAINT consequences_have_no_winner CHECK (((kind <> ALL (ARRAY['release'::text, 'cancellation'::text, 'profile_change'::text, 'review'::text])) OR (num_nonnulls(winner, cutoff_total) = 0))),
  CONSTRAINT decisions_bundle_commitment_check CHECK ((octet_length(bundle_commitment) = 32)),
  CONSTRAINT decisions_bundle_salt_check CHECK ((octet_length(bundle_salt) = 32)),
  CONSTRAINT decisions_kind_check CHECK ((kind = ANY (ARRAY['recommendation'::text, 'offer'::text, 'award'::text, 'acceptance'::text, 'round'::text, 'no_award'::text, 'expiry'::text, 'release'::text, 'manual_assignment'::text, 'cancellation'::text, 'profile_change'::text, 'review'::text]))),
  CONSTRAINT decisions_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id),
  CONSTRAINT decisions_pkey PRIMARY KEY (decision_id),
  CONSTRAINT decisions_root_check CHECK ((octet_length(root) = 32)),
  CONSTRAINT only_a_profile_changes_without_an_order CHECK (((order_id IS NOT NULL) OR (kind = 'profile_change'::text))),
  CONSTRAINT rooted_whole CHECK ((num_nulls(bundle_salt, bundle_commitment, root) = ANY (ARRAY[0, 3])))
);
CREATE INDEX decisions_of_order ON public.decisions USING btree (order_id, decided_at_ms, decision_id);
-- ledger.decisions and ledger.recommendedTo: all about one order, oldest first

CREATE TABLE declines (
  order_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  reason text NOT NULL,
  at_ms bigint NOT NULL,
  order_version integer NOT NULL,
  freight_fen bigint NOT NULL,
  loading_from_ms bigint NOT NULL,
  loading_until_ms bigint NOT NULL,
  unloading_from_ms bigint NOT NULL,
  unloading_until_ms bigint NOT NULL,
  CONSTRAINT declines_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT declines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id) ON DELETE CASCADE,
  CONSTRAINT declines_pkey PRIMARY KEY (order_id, driver_id),
  CONSTRAINT declines_reason_check CHECK ((reason = ANY (ARRAY['price'::text, 'distance'::text, 'time'::text, 'cargo'::text, 'not_interested'::text, 'other'::text, 'gave_back'::text])))
);
CREATE INDEX declines_of_driver ON public.declines USING btree (driver_id, at_ms DESC);
-- declines.ofDriver: newest first; the cascade when he is erased

CREATE TABLE driver_accesses (
  access_no bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  driver_id opaque_id NOT NULL,
  at_ms bigint NOT NULL,
  actor opaque_id NOT NULL,
  role text NOT NULL,
  operation text NOT NULL,
  what text NOT NULL,
  order_id opaque_id,
  decision_id opaque_id,
  access_id opaque_id,
  reason text,
  request_id text,
  CONSTRAINT driver_accesses_pkey PRIMARY KEY (access_no)
);
CREATE INDEX driver_accesses_newest ON public.driver_accesses USING btree (driver_id, access_no DESC);
-- accesses.ofDriver: pages, newest first

CREATE TABLE driver_fixes (
  driver_id opaque_id NOT NULL,
  lat double precision NOT NULL,
  lng double precision NOT NULL,
  given_lat double precision NOT NULL,
  given_lng double precision NOT NULL,
  given_system text NOT NULL,
  source text NOT NULL,
  cell text NOT NULL,
  observed_at_ms bigint NOT NULL,
  changed_at_ms bigint NOT NULL DEFAULT paidan_now_ms(),
  CONSTRAINT driver_fixes_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT driver_fixes_given_system_check CHECK ((given_system = ANY (ARRAY['wgs84'::text, 'gcj02'::text, 'bd09'::text]))),
  CONSTRAINT driver_fixes_pkey PRIMARY KEY (driver_id),
  CONSTRAINT driver_fixes_source_check CHECK ((source = ANY (ARRAY['phone'::text, 'vehicle_terminal'::text])))
) WITH (fillfactor=70);
CREATE INDEX driver_fixes_changed ON public.driver_fixes USING btree (changed_at_ms);
-- drivers.changedSince: positions after a moment, oldest first

CREATE TABLE driver_states (
  driver_id opaque_id NOT NULL,
  from_ms bigint NOT NULL,
  on_duty boolean NOT NULL,
  location_consent boolean NOT NULL,
  city_code text COLLATE "C" NOT NULL,
  place_source text NOT NULL,
  cell text,
  observed_at_ms bigint,
  CONSTRAINT driver_states_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT driver_states_pkey PRIMARY KEY (driver_id, from_ms),
  CONSTRAINT driver_states_place_source_check CHECK ((place_source = ANY (ARRAY['position'::text, 'manual'::text, 'city'::text])))
);

CREATE TABLE drivers (
  driver_id opaque_id NOT NULL,
  version integer NOT NULL,
  carrier_id opaque_id,
  body text NOT NULL,
  length_millimeters integer NOT NULL,
  width_millimeters integer NOT NULL,
  height_millimeters integer NOT NULL,
  gross_kilograms integer NOT NULL,
  axles integer NOT NULL,
  capacity_kilograms integer NOT NULL,
  capacity_litres integer NOT NULL,
  capacity_vehicle_slots integer NOT NULL,
  qualifications text[] NOT NULL,
  crew_size smallint NOT NULL,
  co_driver_id opaque_id,
  home_city_code text COLLATE "C",
  city_code text COLLATE "C" NOT NULL,
  on_duty boolean NOT NULL,
  free_since_ms bigint,
  active_orders smallint NOT NULL DEFAULT 0,
  consent_location text,
  consent_profile text,
  manual_lat double precision,
  manual_lng double precision,
  manual_set_at_ms bigint,
  profile_version integer NOT NULL,
  registered_at_ms bigint NOT NULL,
  changed_at_ms bigint NOT NULL DEFAULT paidan_now_ms(),
  consent_trip_track text,
  consent_vehicle_terminal text,
  holding text[] NOT NULL DEFAULT '{}'::text[],
  shares boolean NOT NULL DEFAULT false,
  held_kilograms integer NOT NULL DEFAULT 0,
  held_litres integer NOT NULL DEFAULT 0,
  held_vehicle_slots integer NOT NULL DEFAULT 0,
  truck_since_ms bigint NOT NULL DEFAULT paidan_now_ms(),
  CONSTRAINT drivers_check CHECK (((free_since_ms IS NULL) OR on_duty)),
  CONSTRAINT drivers_check1 CHECK ((num_nulls(manual_lat, manual_lng, manual_set_at_ms) = ANY (ARRAY[0, 3]))),
  CONSTRAINT drivers_crew_size_check CHECK ((crew_size = ANY (ARRAY[1, 2]))),
  CONSTRAINT drivers_pkey PRIMARY KEY (driver_id),
  CONSTRAINT drivers_version_check CHECK ((version >= 1)),
  CONSTRAINT never_more_than_it_may_carry CHECK ((((held_kilograms >= 0) AND (held_kilograms <= capacity_kilograms)) AND ((held_litres >= 0) AND (held_litres <= capacity_litres)) AND ((held_vehicle_slots >= 0) AND (held_vehicle_slots <= capacity_vehicle_slots)))),
  CONSTRAINT one_order_a_truck CHECK (((active_orders = cardinality(holding)) AND ((active_orders <= 1) OR shares)))
);
CREATE INDEX drivers_changed ON public.drivers USING btree (changed_at_ms);
-- drivers.changedSince: everyone after a moment, oldest first
CREATE INDEX drivers_of_carrier ON public.drivers USING btree (carrier_id) WHERE (carrier_id IS NOT NULL);
-- orders.list by carrier: the drivers of one company
CREATE INDEX drivers_on_duty ON public.drivers USING btree (driver_id) WHERE on_duty;
-- drivers.countOnDuty: counted from the index alone

CREATE TABLE duty_spans (
  driver_id opaque_id NOT NULL,
  from_ms bigint NOT NULL,
  until_ms bigint,
  CONSTRAINT duty_spans_check CHECK ((until_ms >= from_ms)),
  CONSTRAINT duty_spans_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT duty_spans_pkey PRIMARY KEY (driver_id, from_ms)
);
CREATE INDEX duty_spans_ended ON public.duty_spans USING btree (until_ms);
-- retention: shifts that are over for long
CREATE UNIQUE INDEX duty_spans_open ON public.duty_spans USING btree (driver_id) WHERE (until_ms IS NULL);
-- drivers.recordState: one shift at a time, ended when it ends

CREATE TABLE erasure_notices (
  erasure_id opaque_id NOT NULL,
  recipient text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_at_ms bigint NOT NULL,
  acknowledged_at_ms bigint,
  CONSTRAINT erasure_notices_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES erasures(erasure_id) ON DELETE CASCADE,
  CONSTRAINT erasure_notices_pkey PRIMARY KEY (erasure_id, recipient)
);

CREATE TABLE erasures (
  erasure_id opaque_id NOT NULL,
  fence bytea NOT NULL,
  subject bytea,
  ground text NOT NULL,
  asked_by_role text NOT NULL,
  state text NOT NULL,
  waits_for text,
  asked_at_ms bigint NOT NULL,
  pseudonym opaque_id,
  erased_at_ms bigint,
  erased_in text,
  certified_at_ms bigint,
  key_id text,
  counts text NOT NULL,
  certificate text,
  CONSTRAINT erasures_check CHECK (((certificate IS NULL) = (certified_at_ms IS NULL))),
  CONSTRAINT erasures_fence_check CHECK ((octet_length(fence) = 32)),
  CONSTRAINT erasures_pkey PRIMARY KEY (erasure_id),
  CONSTRAINT erasures_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'fenced'::text, 'erased'::text, 'swept'::text, 'certified'::text])))
);
CREATE UNIQUE INDEX erasures_under_way ON public.erasures USING btree (fence) WHERE (state <> 'certified'::text);
-- erasures.ask: one at a time for a driver; erasures.pending

CREATE TABLE evidence_holds (
  request_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  order_id opaque_id,
  decision_id opaque_id,
  placed_at_ms bigint NOT NULL,
  lifted_at_ms bigint,
  CONSTRAINT evidence_holds_request_id_order_id_decision_id_key UNIQUE NULLS NOT DISTINCT (request_id, order_id, decision_id)
);
CREATE INDEX evidence_holds_of_decision ON public.evidence_holds USING btree (decision_id) WHERE (lifted_at_ms IS NULL);
-- holds.heldDecisions
CREATE INDEX evidence_holds_of_driver ON public.evidence_holds USING btree (driver_id) WHERE (lifted_at_ms IS NULL);
-- holds.heldDrivers and holds.ofDriver
CREATE INDEX evidence_holds_of_order ON public.evidence_holds USING btree (order_id) WHERE (lifted_at_ms IS NULL);
-- holds.heldOrders, and heldDecisions through the order

CREATE TABLE fences (
  fence bytea NOT NULL,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at_ms bigint NOT NULL,
  CONSTRAINT fences_fence_check CHECK ((octet_length(fence) = 32)),
  CONSTRAINT fences_number_key UNIQUE (number),
  CONSTRAINT fences_pkey PRIMARY KEY (fence)
);

CREATE TABLE grabs (
  order_id opaque_id NOT NULL,
  round integer NOT NULL,
  driver_id opaque_id NOT NULL,
  sequence integer NOT NULL,
  at_ms bigint NOT NULL,
  state text NOT NULL,
  CONSTRAINT grabs_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT grabs_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id) ON DELETE CASCADE,
  CONSTRAINT grabs_pkey PRIMARY KEY (order_id, round, driver_id),
  CONSTRAINT grabs_round_check CHECK ((round >= 1)),
  CONSTRAINT grabs_sequence UNIQUE (order_id, round, sequence),
  CONSTRAINT grabs_sequence_check CHECK ((sequence >= 1)),
  CONSTRAINT grabs_state_check CHECK ((state = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX grabs_of_driver ON public.grabs USING btree (driver_id, at_ms);
-- grabs.countSince: the rate limit of a driver
CREATE INDEX grabs_open ON public.grabs USING btree (driver_id) WHERE (state = 'open'::text);
-- grabs.countOpen: how many orders he waits for at once

CREATE TABLE human_choices (
  driver_id opaque_id NOT NULL,
  wanted boolean NOT NULL,
  changed_at_ms bigint NOT NULL,
  CONSTRAINT human_choices_pkey PRIMARY KEY (driver_id)
);

CREATE TABLE idempotency_keys (
  scope text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  fingerprint text NOT NULL,
  at_ms bigint NOT NULL,
  status integer,
  body text,
  CONSTRAINT idempotency_keys_check CHECK (((status IS NULL) = (body IS NULL))),
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (at_ms);
-- idempotency.purge: keys older than a moment

CREATE TABLE log_checkpoints (
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  origin text COLLATE "C" NOT NULL,
  size bigint NOT NULL,
  note text NOT NULL,
  vkey text NOT NULL,
  signed_at_ms bigint NOT NULL,
  CONSTRAINT log_checkpoints_number_key UNIQUE (number),
  CONSTRAINT log_checkpoints_pkey PRIMARY KEY (origin, size),
  CONSTRAINT log_checkpoints_size_check CHECK ((size >= 0))
);

CREATE TABLE log_leaves (
  decision_id opaque_id NOT NULL,
  root bytea NOT NULL,
  leaf_index bigint,
  written_at_ms bigint NOT NULL DEFAULT paidan_now_ms(),
  CONSTRAINT log_leaves_leaf_index_check CHECK ((leaf_index >= 0)),
  CONSTRAINT log_leaves_leaf_index_key UNIQUE (leaf_index),
  CONSTRAINT log_leaves_pkey PRIMARY KEY (decision_id),
  CONSTRAINT log_leaves_root_check CHECK ((octet_length(root) = 32))
);
CREATE INDEX log_leaves_waiting ON public.log_leaves USING btree (written_at_ms, decision_id) WHERE (leaf_index IS NULL);
-- the sequencer: leaves without a place, oldest first

CREATE TABLE log_nodes (
  height smallint NOT NULL,
  node_index bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT log_nodes_hash_check CHECK ((octet_length(hash) = 32)),
  CONSTRAINT log_nodes_height_check CHECK (((height > 0) AND (((height)::integer % 8) = 0))),
  CONSTRAINT log_nodes_node_index_check CHECK ((node_index >= 0)),
  CONSTRAINT log_nodes_pkey PRIMARY KEY (height, node_index)
);

CREATE TABLE order_documents (
  order_id opaque_id NOT NULL,
  kind text NOT NULL,
  reference text NOT NULL,
  sha256 text,
  state text NOT NULL,
  CONSTRAINT order_documents_kind_check CHECK ((kind = ANY (ARRAY['agreement'::text, 'receipt'::text, 'payment'::text]))),
  CONSTRAINT order_documents_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id) ON DELETE CASCADE,
  CONSTRAINT order_documents_pkey PRIMARY KEY (order_id, kind)
);

CREATE TABLE order_offers (
  offer_id opaque_id NOT NULL,
  order_id opaque_id NOT NULL,
  round integer NOT NULL,
  batch integer NOT NULL,
  order_version integer NOT NULL,
  driver_id opaque_id NOT NULL,
  decision_id opaque_id NOT NULL,
  rank integer NOT NULL,
  offered_at_ms bigint NOT NULL,
  visible_from_ms bigint NOT NULL,
  expires_at_ms bigint NOT NULL,
  state text NOT NULL DEFAULT 'open'::text,
  closed_at_ms bigint,
  because text,
  CONSTRAINT order_offers_batch_check CHECK ((batch >= 1)),
  CONSTRAINT order_offers_because_check CHECK ((because = ANY (ARRAY['taken'::text, 'cancelled'::text, 'amended'::text, 'order_expired'::text]))),
  CONSTRAINT order_offers_check CHECK (((offered_at_ms <= visible_from_ms) AND (visible_from_ms < expires_at_ms))),
  CONSTRAINT order_offers_check1 CHECK (((state = 'open'::text) = (closed_at_ms IS NULL))),
  CONSTRAINT order_offers_check2 CHECK (((state = 'withdrawn'::text) = (because IS NOT NULL))),
  CONSTRAINT order_offers_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decisions(decision_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT order_offers_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT order_offers_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id) ON DELETE CASCADE,
  CONSTRAINT order_offers_order_version_check CHECK ((order_version >= 1)),
  CONSTRAINT order_offers_pkey PRIMARY KEY (offer_id),
  CONSTRAINT order_offers_rank_check CHECK ((rank >= 1)),
  CONSTRAINT order_offers_round_check CHECK ((round >= 1)),
  CONSTRAINT order_offers_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'lapsed'::text, 'withdrawn'::text])))
);
CREATE INDEX order_offers_of_decision ON public.order_offers USING btree (decision_id);
-- the foreign key, when a decision is deleted for good
CREATE INDEX order_offers_of_driver ON public.order_offers USING btree (driver_id, offered_at_ms DESC);
-- a driver's own copy (R1), and the cascade when he is erased
CREATE INDEX order_offers_of_order ON public.order_offers USING btree (order_id, driver_id, offered_at_ms DESC);
-- offers.ofRound and offers.latestOf
CREATE UNIQUE INDEX order_offers_one_open ON public.order_offers USING btree (order_id, driver_id) WHERE (state = 'open'::text);
-- offers.add: a driver is asked about an order once at a time
CREATE INDEX order_offers_open ON public.order_offers USING btree (driver_id) WHERE (state = 'open'::text);
-- offers.openOf and the count that offers.add holds him to

CREATE TABLE orders (
  order_id opaque_id NOT NULL,
  version integer NOT NULL,
  status text NOT NULL,
  shipper_id opaque_id NOT NULL,
  loading text NOT NULL,
  unloading text NOT NULL,
  loading_cell text COLLATE "C" NOT NULL,
  loading_city_code text COLLATE "C" NOT NULL,
  unloading_city_code text COLLATE "C" NOT NULL,
  load_kilograms integer NOT NULL,
  load_litres integer NOT NULL,
  load_vehicle_slots integer NOT NULL,
  body_types text[] NOT NULL,
  min_length_millimeters integer NOT NULL,
  cargo_kind text NOT NULL,
  handling text NOT NULL,
  qualifications text[] NOT NULL,
  value_fen bigint NOT NULL,
  freight_fen bigint NOT NULL,
  deposit_fen bigint NOT NULL,
  mode text NOT NULL,
  confirmation text NOT NULL,
  policy_hash text COLLATE "C" NOT NULL,
  round integer NOT NULL,
  collect_until_ms bigint,
  tie_seed text NOT NULL,
  tie_seed_hash text NOT NULL,
  posted_at_ms bigint NOT NULL,
  expires_at_ms bigint NOT NULL,
  updated_at_ms bigint NOT NULL,
  releases integer NOT NULL,
  driver_id opaque_id,
  awarded_by opaque_id,
  loading_started_at_ms bigint,
  closed_because text,
  shared boolean NOT NULL DEFAULT false,
  CONSTRAINT held_when_carried CHECK (
CASE
    WHEN (status = ANY (ARRAY['awarded'::text, 'confirmed'::text, 'loading'::text, 'in_transit'::text, 'delivered'::text, 'received'::text, 'rated'::text])) THEN ((driver_id IS NOT NULL) AND (awarded_by IS NOT NULL))
    WHEN (status = 'open'::text) THEN (driver_id IS NULL)
    ELSE true
END),
  CONSTRAINT orders_awarded_by_fkey FOREIGN KEY (awarded_by) REFERENCES decisions(decision_id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT orders_body_types_check CHECK ((cardinality(body_types) >= 1)),
  CONSTRAINT orders_deposit_fen_check CHECK ((deposit_fen >= 0)),
  CONSTRAINT orders_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id),
  CONSTRAINT orders_freight_fen_check CHECK ((freight_fen >= 0)),
  CONSTRAINT orders_pkey PRIMARY KEY (order_id),
  CONSTRAINT orders_releases_check CHECK ((releases >= 0)),
  CONSTRAINT orders_round_check CHECK ((round >= 1)),
  CONSTRAINT orders_status_check CHECK ((status = ANY (ARRAY['open'::text, 'awarded'::text, 'confirmed'::text, 'loading'::text, 'in_transit'::text, 'delivered'::text, 'received'::text, 'rated'::text, 'cancelled'::text, 'expired'::text]))),
  CONSTRAINT orders_value_fen_check CHECK ((value_fen >= 0)),
  CONSTRAINT orders_version_check CHECK ((version >= 1))
);
CREATE INDEX orders_by_status ON public.orders USING btree (status, posted_at_ms DESC, order_id DESC);
-- orders.list by status, stats.counts by status, invariants of orders not final
CREATE INDEX orders_held ON public.orders USING btree (driver_id, posted_at_ms DESC, order_id DESC) WHERE (driver_id IS NOT NULL);
-- orders.list by carrier: what the company's drivers hold now
CREATE INDEX orders_newest ON public.orders USING btree (posted_at_ms DESC, order_id DESC);
-- orders.list without an owner: pages, newest first
CREATE INDEX orders_of_shipper ON public.orders USING btree (shipper_id, posted_at_ms DESC, order_id DESC);
-- orders.list by shipper: pages, newest first
CREATE INDEX orders_open_by_cell ON public.orders USING btree (loading_cell, posted_at_ms DESC) WHERE (status = 'open'::text);
-- orders.openNear: cargo near a position
CREATE INDEX orders_open_by_city ON public.orders USING btree (loading_city_code, posted_at_ms DESC) WHERE (status = 'open'::text);
-- orders.openNear: cargo of a city; wakeUps.hurry after a pause
CREATE INDEX orders_posted_by_cell ON public.orders USING btree (loading_cell, posted_at_ms DESC, order_id DESC);
-- orders.postedNear: how often orders are posted near a place

CREATE TABLE outbox (
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  id opaque_id NOT NULL,
  type text NOT NULL,
  key opaque_id NOT NULL,
  at_ms bigint NOT NULL,
  payload text NOT NULL,
  request_id text,
  published_at_ms bigint,
  stream_seq bigint,
  dead_at_ms bigint,
  dead_reason text,
  CONSTRAINT outbox_check CHECK (((published_at_ms IS NULL) OR (dead_at_ms IS NULL))),
  CONSTRAINT outbox_check1 CHECK (((published_at_ms IS NULL) = (stream_seq IS NULL))),
  CONSTRAINT outbox_check2 CHECK (((dead_at_ms IS NULL) = (dead_reason IS NULL))),
  CONSTRAINT outbox_id_key UNIQUE (id),
  CONSTRAINT outbox_pkey PRIMARY KEY (seq)
);
CREATE INDEX outbox_dead ON public.outbox USING btree (dead_at_ms) WHERE (dead_at_ms IS NOT NULL);
-- metrics: how many were put aside
CREATE INDEX outbox_published ON public.outbox USING btree (published_at_ms) WHERE (published_at_ms IS NOT NULL);
-- the relay: deleting what was published long ago
CREATE INDEX outbox_waiting ON public.outbox USING btree (seq) INCLUDE (at_ms) WHERE ((published_at_ms IS NULL) AND (dead_at_ms IS NULL));
-- the relay: what waits, in order; its number and the age of the oldest

CREATE TABLE outcomes (
  outcome_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  kind text NOT NULL,
  on_time boolean,
  from_city_code text COLLATE "C" NOT NULL,
  to_city_code text COLLATE "C" NOT NULL,
  shipper_id opaque_id NOT NULL,
  at_ms bigint NOT NULL,
  origin text NOT NULL,
  order_id opaque_id,
  voided_at_ms bigint,
  voided_by opaque_id,
  voided_because text,
  cargo_kind text,
  CONSTRAINT outcomes_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT outcomes_kind_check CHECK ((kind = ANY (ARRAY['completed'::text, 'driver_cancelled'::text]))),
  CONSTRAINT outcomes_origin_check CHECK ((origin = ANY (ARRAY['recorded'::text, 'imported'::text, 'corrected'::text]))),
  CONSTRAINT outcomes_pkey PRIMARY KEY (outcome_id),
  CONSTRAINT voided_with_a_cause CHECK ((((voided_at_ms IS NULL) = (voided_by IS NULL)) AND ((voided_at_ms IS NULL) = (voided_because IS NULL))))
);
CREATE INDEX outcomes_of_driver ON public.outcomes USING btree (driver_id, at_ms DESC, outcome_id DESC);
-- outcomes.ofDrivers: the newest of each driver

CREATE TABLE paidan_keys.kek_check (
  only_row boolean NOT NULL,
  wrapped bytea NOT NULL,
  CONSTRAINT kek_check_only_row_check CHECK (only_row),
  CONSTRAINT kek_check_pkey PRIMARY KEY (only_row)
);

CREATE TABLE paidan_keys.subject_keys (
  driver_id opaque_id NOT NULL,
  wrapped bytea NOT NULL,
  created_at_ms bigint NOT NULL DEFAULT paidan_now_ms(),
  CONSTRAINT subject_keys_pkey PRIMARY KEY (driver_id)
);

CREATE TABLE pairs (
  shipper_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  by text NOT NULL,
  kind text NOT NULL,
  at_ms bigint NOT NULL,
  CONSTRAINT familiar_is_the_shippers_wish CHECK (((kind = 'blocked'::text) OR (by = 'shipper'::text))),
  CONSTRAINT pairs_by_check CHECK ((by = ANY (ARRAY['shipper'::text, 'driver'::text]))),
  CONSTRAINT pairs_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT pairs_kind_check CHECK ((kind = ANY (ARRAY['blocked'::text, 'familiar'::text]))),
  CONSTRAINT pairs_pkey PRIMARY KEY (shipper_id, driver_id, by)
);
CREATE INDEX pairs_of_driver ON public.pairs USING btree (driver_id, shipper_id);
-- pairs.withDriver, a driver's own copy (R1), and the cascade when he is erased

CREATE TABLE policies (
  policy_hash text COLLATE "C" NOT NULL,
  name text NOT NULL,
  version integer NOT NULL,
  city_code text COLLATE "C" NOT NULL,
  document text NOT NULL,
  put_at_ms bigint NOT NULL,
  put_by opaque_id,
  CONSTRAINT policies_pkey PRIMARY KEY (policy_hash),
  CONSTRAINT policies_version_check CHECK ((version >= 1))
);

CREATE TABLE policy_activations (
  activation_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  city_code text COLLATE "C" NOT NULL,
  policy_hash text COLLATE "C" NOT NULL,
  active_since_ms bigint NOT NULL,
  activated_by opaque_id,
  CONSTRAINT policy_activations_pkey PRIMARY KEY (activation_id),
  CONSTRAINT policy_activations_policy_hash_fkey FOREIGN KEY (policy_hash) REFERENCES policies(policy_hash)
);
CREATE INDEX policy_activations_of_city ON public.policy_activations USING btree (city_code, activation_id DESC);
-- policies.activeFor: the latest activation of a city

CREATE TABLE policy_draws (
  order_id opaque_id NOT NULL,
  rollout_id opaque_id NOT NULL,
  arm text NOT NULL,
  unit text COLLATE "C" NOT NULL,
  bucket integer NOT NULL,
  CONSTRAINT policy_draws_arm_check CHECK ((arm = ANY (ARRAY['candidate'::text, 'base'::text]))),
  CONSTRAINT policy_draws_bucket_check CHECK (((bucket >= 0) AND (bucket <= 9999))),
  CONSTRAINT policy_draws_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id) ON DELETE CASCADE,
  CONSTRAINT policy_draws_pkey PRIMARY KEY (order_id),
  CONSTRAINT policy_draws_rollout_id_fkey FOREIGN KEY (rollout_id) REFERENCES policy_rollouts(rollout_id)
);

CREATE TABLE policy_rollouts (
  rollout_id opaque_id NOT NULL,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  city_code text COLLATE "C" NOT NULL,
  policy_hash text COLLATE "C" NOT NULL,
  base_hash text COLLATE "C" NOT NULL,
  method text NOT NULL,
  percent integer NOT NULL,
  window_ms bigint,
  region text,
  salt text NOT NULL,
  from_ms bigint NOT NULL,
  until_ms bigint,
  put_by opaque_id NOT NULL,
  put_at_ms bigint NOT NULL,
  ended_at_ms bigint,
  ended_by opaque_id,
  ended_because text,
  CONSTRAINT a_switchback_has_its_stretch CHECK ((((method = 'switchback'::text) = (window_ms IS NOT NULL)) AND ((method = 'switchback'::text) = (region IS NOT NULL)))),
  CONSTRAINT beside_another CHECK ((policy_hash <> base_hash)),
  CONSTRAINT ended_in_full CHECK ((((ended_at_ms IS NULL) = (ended_by IS NULL)) AND ((ended_at_ms IS NULL) = (ended_because IS NULL)))),
  CONSTRAINT policy_rollouts_base_hash_fkey FOREIGN KEY (base_hash) REFERENCES policies(policy_hash),
  CONSTRAINT policy_rollouts_ended_because_check CHECK ((ended_because = ANY (ARRAY['ended'::text, 'next_stage'::text, 'activated'::text]))),
  CONSTRAINT policy_rollouts_method_check CHECK ((method = ANY (ARRAY['percent'::text, 'switchback'::text]))),
  CONSTRAINT policy_rollouts_number_key UNIQUE (number),
  CONSTRAINT policy_rollouts_percent_check CHECK (((percent >= 0) AND (percent <= 100))),
  CONSTRAINT policy_rollouts_pkey PRIMARY KEY (rollout_id),
  CONSTRAINT policy_rollouts_policy_hash_fkey FOREIGN KEY (policy_hash) REFERENCES policies(policy_hash),
  CONSTRAINT policy_rollouts_region_check CHECK ((region = ANY (ARRAY['city'::text, 'market'::text]))),
  CONSTRAINT policy_rollouts_window_ms_check CHECK ((window_ms > 0))
);
CREATE UNIQUE INDEX policy_rollouts_under_way ON public.policy_rollouts USING btree (city_code) WHERE (ended_at_ms IS NULL);
-- rollouts.start: one a city; rollouts.drawing: at each posting

CREATE TABLE policy_shadow_runs (
  run_id opaque_id NOT NULL,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  policy_hash text COLLATE "C" NOT NULL,
  base_hash text COLLATE "C" NOT NULL,
  city_code text COLLATE "C" NOT NULL,
  since_ms bigint,
  most integer NOT NULL,
  available integer NOT NULL,
  at_ms bigint NOT NULL,
  put_by opaque_id NOT NULL,
  result_hash text COLLATE "C" NOT NULL,
  report text NOT NULL,
  CONSTRAINT policy_shadow_runs_base_hash_fkey FOREIGN KEY (base_hash) REFERENCES policies(policy_hash),
  CONSTRAINT policy_shadow_runs_number_key UNIQUE (number),
  CONSTRAINT policy_shadow_runs_pkey PRIMARY KEY (run_id),
  CONSTRAINT policy_shadow_runs_policy_hash_fkey FOREIGN KEY (policy_hash) REFERENCES policies(policy_hash)
);
CREATE INDEX policy_shadow_runs_of_pair ON public.policy_shadow_runs USING btree (policy_hash, base_hash, number DESC);
-- shadowRuns.of: whether a large change was rehearsed

CREATE TABLE ratings (
  order_id opaque_id NOT NULL,
  by text NOT NULL,
  stars smallint NOT NULL,
  origin text NOT NULL,
  at_ms bigint NOT NULL,
  first_stars smallint,
  corrected_at_ms bigint,
  withdrawn_at_ms bigint,
  CONSTRAINT ratings_by_check CHECK ((by = ANY (ARRAY['shipper'::text, 'driver'::text]))),
  CONSTRAINT ratings_first_stars_check CHECK (((first_stars >= 1) AND (first_stars <= 5))),
  CONSTRAINT ratings_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id) ON DELETE CASCADE,
  CONSTRAINT ratings_origin_check CHECK ((origin = ANY (ARRAY['given'::text, 'default'::text]))),
  CONSTRAINT ratings_pkey PRIMARY KEY (order_id, by),
  CONSTRAINT ratings_stars_check CHECK (((stars >= 1) AND (stars <= 5)))
);

CREATE TABLE reconsidered (
  decision_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  request_id opaque_id NOT NULL,
  was text NOT NULL,
  would_be text NOT NULL,
  at_ms bigint NOT NULL,
  CONSTRAINT reconsidered_pkey PRIMARY KEY (decision_id, driver_id, request_id)
);
CREATE INDEX reconsidered_of_driver ON public.reconsidered USING btree (driver_id, at_ms DESC);
-- corrections.ofDriver: what would have come out differently for him
CREATE INDEX reconsidered_of_request ON public.reconsidered USING btree (request_id, decision_id, driver_id);
-- corrections.ofRequest: what one correction would have changed

CREATE TABLE region_mark (
  only_row boolean NOT NULL DEFAULT true,
  region text NOT NULL,
  marked_at_ms bigint NOT NULL,
  CONSTRAINT region_mark_only_row_check CHECK (only_row),
  CONSTRAINT region_mark_pkey PRIMARY KEY (only_row)
);

CREATE TABLE relay_state (
  only_row boolean NOT NULL DEFAULT true,
  stream_cursor bigint NOT NULL,
  changed_at_ms bigint NOT NULL DEFAULT paidan_now_ms(),
  CONSTRAINT relay_state_only_row_check CHECK (only_row),
  CONSTRAINT relay_state_pkey PRIMARY KEY (only_row),
  CONSTRAINT relay_state_stream_cursor_check CHECK ((stream_cursor >= 0))
);

CREATE TABLE requests (
  request_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  kind text NOT NULL,
  order_id opaque_id,
  decision_id opaque_id,
  outcome_id opaque_id,
  words text,
  filed_by opaque_id NOT NULL,
  filed_role text NOT NULL,
  state text NOT NULL,
  received_at_ms bigint NOT NULL,
  verified_at_ms bigint,
  received_on text NOT NULL,
  strict_due_on text NOT NULL,
  legal_due_on text NOT NULL,
  strict_due_at_ms bigint NOT NULL,
  legal_due_at_ms bigint NOT NULL,
  provisional boolean NOT NULL,
  calendar_version text NOT NULL,
  repeats integer NOT NULL DEFAULT 0,
  answer text,
  refusal_ground text,
  refusal_reason text,
  closed_at_ms bigint,
  closed_by opaque_id,
  told text NOT NULL DEFAULT 'nothing'::text,
  CONSTRAINT a_closed_request_says_when CHECK (((state = ANY (ARRAY['answered'::text, 'refused'::text])) = (closed_at_ms IS NOT NULL))),
  CONSTRAINT a_refusal_names_its_ground CHECK (((state = 'refused'::text) = ((refusal_ground IS NOT NULL) AND (refusal_reason IS NOT NULL)))),
  CONSTRAINT identity_comes_first CHECK (((state = ANY (ARRAY['awaiting_identity'::text, 'refused'::text])) OR (verified_at_ms IS NOT NULL))),
  CONSTRAINT requests_filed_role_check CHECK ((filed_role = ANY (ARRAY['driver'::text, 'service'::text, 'system'::text]))),
  CONSTRAINT requests_kind_check CHECK ((kind = ANY (ARRAY['explanation'::text, 'human_review'::text, 'correction'::text, 'objection'::text]))),
  CONSTRAINT requests_pkey PRIMARY KEY (request_id),
  CONSTRAINT requests_state_check CHECK ((state = ANY (ARRAY['awaiting_identity'::text, 'open'::text, 'answered'::text, 'refused'::text]))),
  CONSTRAINT requests_told_check CHECK ((told = ANY (ARRAY['nothing'::text, 'nearing_due'::text, 'target_passed'::text, 'limit_passed'::text]))),
  CONSTRAINT the_target_is_never_later_than_the_limit CHECK ((strict_due_at_ms <= legal_due_at_ms))
);
CREATE INDEX requests_due ON public.requests USING btree (strict_due_at_ms, request_id) WHERE (state = ANY (ARRAY['awaiting_identity'::text, 'open'::text]));
-- requests.untold, openWithOtherCalendar and lateness: by due date
CREATE INDEX requests_of_driver ON public.requests USING btree (driver_id, received_at_ms DESC, request_id DESC);
-- requests.ofDriver: his own, newest first
CREATE UNIQUE INDEX requests_open_once ON public.requests USING btree (driver_id, kind, order_id, decision_id, outcome_id) NULLS NOT DISTINCT WHERE (state = ANY (ARRAY['awaiting_identity'::text, 'open'::text]));
-- requests.insert: a repeat of an open request gets that one

CREATE TABLE restricted_records (
  record_id opaque_id NOT NULL,
  erasure_id opaque_id NOT NULL,
  kind text NOT NULL,
  retain_until_ms bigint NOT NULL,
  authority_key_id text NOT NULL,
  sealed bytea NOT NULL,
  created_at_ms bigint NOT NULL,
  CONSTRAINT restricted_records_kind_check CHECK ((kind = ANY (ARRAY['identity'::text, 'transaction'::text]))),
  CONSTRAINT restricted_records_pkey PRIMARY KEY (record_id)
);
CREATE INDEX restricted_records_by_end ON public.restricted_records USING btree (retain_until_ms);
-- retention: what the law no longer keeps

CREATE TABLE review_alarms (
  scope text NOT NULL,
  key text COLLATE "C" NOT NULL,
  raised_at_ms bigint NOT NULL,
  reviewed integer NOT NULL,
  upheld integer NOT NULL,
  CONSTRAINT review_alarms_pkey PRIMARY KEY (scope, key, raised_at_ms),
  CONSTRAINT review_alarms_scope_check CHECK ((scope = ANY (ARRAY['reviewer'::text, 'rule'::text])))
);

CREATE TABLE review_evidence (
  request_id opaque_id NOT NULL,
  reviewer opaque_id NOT NULL,
  piece text NOT NULL,
  opened_at_ms bigint NOT NULL,
  CONSTRAINT review_evidence_pkey PRIMARY KEY (request_id, reviewer, piece),
  CONSTRAINT review_evidence_request_id_fkey FOREIGN KEY (request_id) REFERENCES reviews(request_id)
);

CREATE TABLE reviews (
  request_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  order_id opaque_id,
  decision_id opaque_id,
  policy_hash text COLLATE "C",
  rule text COLLATE "C" NOT NULL,
  opened_at_ms bigint NOT NULL,
  due_at_ms bigint NOT NULL,
  state text NOT NULL,
  taken_by opaque_id,
  taken_at_ms bigint,
  lease_until_ms bigint,
  decided_at_ms bigint,
  outcome text,
  reasons text,
  faulty_rule text COLLATE "C",
  spent_ms bigint,
  CONSTRAINT decided_in_full CHECK (((state = 'decided'::text) = ((decided_at_ms IS NOT NULL) AND (outcome IS NOT NULL) AND (spent_ms IS NOT NULL)))),
  CONSTRAINT reviews_outcome_check CHECK ((outcome = ANY (ARRAY['upheld'::text, 'data_corrected'::text, 'overturned'::text]))),
  CONSTRAINT reviews_pkey PRIMARY KEY (request_id),
  CONSTRAINT reviews_request_id_fkey FOREIGN KEY (request_id) REFERENCES requests(request_id),
  CONSTRAINT reviews_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'taken'::text, 'decided'::text, 'closed'::text]))),
  CONSTRAINT taken_by_someone CHECK (((state <> ALL (ARRAY['taken'::text, 'decided'::text])) OR ((taken_by IS NOT NULL) AND (taken_at_ms IS NOT NULL))))
);
CREATE INDEX reviews_of_reviewer ON public.reviews USING btree (taken_by, decided_at_ms DESC) WHERE (taken_by IS NOT NULL);
-- reviews.heldBy, agreement and lastReasons: by reviewer
CREATE INDEX reviews_of_rule ON public.reviews USING btree (rule, decided_at_ms DESC) WHERE (state = 'decided'::text);
-- reviews.agreement and reviews.byRule
CREATE INDEX reviews_queue ON public.reviews USING btree (due_at_ms, request_id) WHERE (state = ANY (ARRAY['waiting'::text, 'taken'::text]));
-- reviews.queue: what is due first, first

CREATE TABLE trip_points (
  order_id opaque_id NOT NULL,
  observed_at_ms bigint NOT NULL,
  sealed bytea NOT NULL,
  CONSTRAINT trip_points_order_id_fkey FOREIGN KEY (order_id) REFERENCES trips(order_id) ON DELETE CASCADE,
  CONSTRAINT trip_points_pkey PRIMARY KEY (order_id, observed_at_ms)
);

CREATE TABLE trips (
  order_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  policy_hash text COLLATE "C" NOT NULL,
  from_lat double precision NOT NULL,
  from_lng double precision NOT NULL,
  to_lat double precision NOT NULL,
  to_lng double precision NOT NULL,
  started_at_ms bigint NOT NULL,
  ended_at_ms bigint,
  meters bigint NOT NULL DEFAULT 0,
  deviations integer NOT NULL DEFAULT 0,
  points integer NOT NULL DEFAULT 0,
  sealed_state bytea,
  suspicions text NOT NULL DEFAULT '[]'::text,
  CONSTRAINT trips_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT trips_meters_check CHECK ((meters >= 0)),
  CONSTRAINT trips_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id) ON DELETE CASCADE,
  CONSTRAINT trips_pkey PRIMARY KEY (order_id)
);
CREATE INDEX trips_of_driver ON public.trips USING btree (driver_id, started_at_ms DESC);
-- trips.forgetTracks, a driver's own copy (R1), and the cascade when he is erased
CREATE INDEX trips_under_way ON public.trips USING btree (driver_id) WHERE (ended_at_ms IS NULL);
-- trips.underWay: of the drivers in one report
CREATE INDEX trips_with_track ON public.trips USING btree (ended_at_ms) WHERE (points > 0);
-- trips.deleteTracks: those that have been kept long enough

CREATE TABLE truck_counts (
  period_ms bigint NOT NULL,
  counts text NOT NULL,
  CONSTRAINT truck_counts_pkey PRIMARY KEY (period_ms)
);

CREATE TABLE violations (
  violation_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  kind text NOT NULL,
  evidence text NOT NULL,
  recorded_by opaque_id NOT NULL,
  recorded_at_ms bigint NOT NULL,
  review_at_ms bigint NOT NULL,
  expires_at_ms bigint NOT NULL,
  contested_at_ms bigint,
  contest_words text,
  reviewed_at_ms bigint,
  review_words text,
  state text NOT NULL,
  CONSTRAINT violations_check CHECK ((review_at_ms <= expires_at_ms)),
  CONSTRAINT violations_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT violations_pkey PRIMARY KEY (violation_id),
  CONSTRAINT violations_state_check CHECK ((state = ANY (ARRAY['in_force'::text, 'contested'::text, 'upheld'::text, 'withdrawn'::text])))
);
CREATE INDEX violations_by_end ON public.violations USING btree (expires_at_ms);
-- violations.expire
CREATE INDEX violations_of_driver ON public.violations USING btree (driver_id, recorded_at_ms DESC, violation_id DESC);
-- violations.ofDriver: newest first

CREATE TABLE wake_ups (
  order_id opaque_id NOT NULL,
  kind text NOT NULL,
  due_at_ms bigint NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  lease_until_ms bigint NOT NULL DEFAULT 0,
  fence text,
  ready_at_ms bigint NOT NULL GENERATED ALWAYS AS (GREATEST(due_at_ms, lease_until_ms)) STORED,
  CONSTRAINT wake_ups_kind_check CHECK ((kind = ANY (ARRAY['recommend'::text, 'award'::text, 'offer'::text, 'round'::text, 'expire'::text, 'confirm'::text, 'stalled'::text, 'rate'::text]))),
  CONSTRAINT wake_ups_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id) ON DELETE CASCADE,
  CONSTRAINT wake_ups_pkey PRIMARY KEY (order_id)
) WITH (fillfactor=70);
CREATE INDEX wake_ups_ready ON public.wake_ups USING btree (ready_at_ms, order_id);
-- wakeUps.take and wakeUps.nextDueAtMs: due and not leased, earliest first

CREATE VIEW decision_drivers AS
 SELECT r.decision_id,
    d.driver_id,
    r.decided_at_ms,
    d.role,
    d.rank,
    d.reason,
    d.total,
    r.weights[COALESCE(r.part_ends[d.place - 1], 0) + 1:d.part_end] AS weights,
    r.points[COALESCE(r.part_ends[d.place - 1], 0) + 1:d.part_end] AS points,
    r.records[d.place] AS record,
    d.place,
        CASE
            WHEN r.commitments IS NOT NULL THEN d.place
            ELSE NULL::integer
        END AS "position",
        CASE
            WHEN d.sealed_end > COALESCE(r.sealed_ends[d.place - 1], 0) THEN SUBSTRING(r.sealed FROM COALESCE(r.sealed_ends[d.place - 1], 0) + 1 FOR d.sealed_end - COALESCE(r.sealed_ends[d.place - 1], 0))
            ELSE NULL::bytea
        END AS sealed,
    SUBSTRING(r.commitments FROM 32 * (d.place - 1) + 1 FOR 32) AS commitment,
        CASE
            WHEN d.role <> ALL (ARRAY['WON'::text, 'ERASED'::text]) THEN r.reduced_at_ms
            ELSE NULL::bigint
        END AS reduced_at_ms
   FROM decision_rows r
     CROSS JOIN LATERAL ( SELECT u.driver_id,
            u.role,
            u.rank,
            u.reason,
            u.total,
            u.part_end,
            u.sealed_end,
            u.nth::integer AS place
           FROM UNNEST(r.driver_ids, r.roles, r.ranks, r.reasons, r.totals, r.part_ends, r.sealed_ends) WITH ORDINALITY u(driver_id, role, rank, reason, total, part_end, sealed_end, nth)) d;
