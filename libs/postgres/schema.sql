-- Generated from a migrated database by `npm run generate`. Not edited by hand.

CREATE DOMAIN opaque_id AS text COLLATE "C" CHECK (((length(VALUE) >= 1) AND (length(VALUE) <= 200)));

CREATE OR REPLACE FUNCTION public.paidan_now_ms()
 RETURNS bigint
 LANGUAGE sql
 PARALLEL SAFE
RETURN ((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric))::bigint;

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

CREATE TABLE assignments (
  assignment_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  order_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  decision_id opaque_id NOT NULL,
  claimed_at_ms bigint NOT NULL,
  released_at_ms bigint,
  cause text,
  CONSTRAINT assignments_cause_check CHECK ((cause = ANY (ARRAY['finished'::text, 'shipper_cancelled'::text, 'driver_cancelled'::text, 'not_confirmed'::text]))),
  CONSTRAINT assignments_check CHECK (((released_at_ms IS NULL) = (cause IS NULL))),
  CONSTRAINT assignments_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decisions(decision_id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT assignments_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id),
  CONSTRAINT assignments_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id),
  CONSTRAINT assignments_pkey PRIMARY KEY (assignment_id)
);
CREATE INDEX assignments_of_driver ON public.assignments USING btree (driver_id, order_id);
-- orders.list by driver: what he holds or held; grabs.gaveBackBy
CREATE INDEX assignments_of_order ON public.assignments USING btree (order_id, assignment_id);
-- grabs.gaveBack: everyone who held an order; stats.counts: orders ever awarded
CREATE UNIQUE INDEX assignments_one_order_a_truck ON public.assignments USING btree (driver_id) WHERE (released_at_ms IS NULL);
-- ledger.claim: of two orders that race for a truck one gets it
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

CREATE TABLE consents (
  consent_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  driver_id opaque_id NOT NULL,
  purpose text NOT NULL,
  granted boolean NOT NULL,
  text_version text NOT NULL,
  at_ms bigint NOT NULL,
  CONSTRAINT consents_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT consents_pkey PRIMARY KEY (consent_id),
  CONSTRAINT consents_purpose_check CHECK ((purpose = ANY (ARRAY['location'::text, 'profile'::text])))
);
CREATE INDEX consents_of_driver ON public.consents USING btree (driver_id, consent_id);
-- a driver's own copy (R1), and the cascade when he is erased

CREATE TABLE decision_drivers (
  decision_id opaque_id NOT NULL,
  driver_id opaque_id NOT NULL,
  decided_at_ms bigint NOT NULL,
  role text NOT NULL,
  rank integer,
  reason text,
  total bigint,
  weights integer[] NOT NULL,
  points integer[] NOT NULL,
  record text NOT NULL,
  CONSTRAINT a_point_for_every_weight CHECK ((cardinality(weights) = cardinality(points))),
  CONSTRAINT decision_drivers_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES decisions(decision_id) ON DELETE CASCADE,
  CONSTRAINT decision_drivers_pkey PRIMARY KEY (decision_id, driver_id),
  CONSTRAINT decision_drivers_rank_check CHECK ((rank >= 1)),
  CONSTRAINT decision_drivers_role_check CHECK ((role = ANY (ARRAY['WON'::text, 'LOST'::text, 'RECOMMENDED'::text, 'RANKED'::text, 'REFUSED'::text]))),
  CONSTRAINT ranked_has_a_total CHECK (((rank IS NULL) OR (total IS NOT NULL))),
  CONSTRAINT refused_has_a_reason CHECK (((role <> 'REFUSED'::text) OR (reason IS NOT NULL))),
  CONSTRAINT total_is_the_sum_of_its_parts CHECK ((((total IS NULL) AND (cardinality(weights) = 0)) OR ((total IS NOT NULL) AND (total = paidan_total(weights, points)))))
);
CREATE INDEX decision_drivers_of_driver ON public.decision_drivers USING btree (driver_id, decided_at_ms DESC, decision_id DESC);
-- ledger.ofDriver: what was decided about him, newest first

CREATE TABLE decisions (
  decision_id opaque_id NOT NULL,
  kind text NOT NULL,
  order_id opaque_id NOT NULL,
  order_version integer NOT NULL,
  round integer NOT NULL,
  decided_at_ms bigint NOT NULL,
  policy_hash text COLLATE "C" NOT NULL,
  engine_version text NOT NULL,
  decided_by_human opaque_id,
  winner opaque_id,
  cutoff_total bigint,
  bundle text NOT NULL,
  CONSTRAINT decisions_kind_check CHECK ((kind = ANY (ARRAY['recommendation'::text, 'award'::text, 'no_award'::text, 'expiry'::text, 'release'::text, 'manual_assignment'::text]))),
  CONSTRAINT decisions_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id),
  CONSTRAINT decisions_pkey PRIMARY KEY (decision_id)
);
CREATE INDEX decisions_of_order ON public.decisions USING btree (order_id, decided_at_ms, decision_id);
-- ledger.decisions and ledger.recommendedTo: all about one order, oldest first

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
  CONSTRAINT drivers_check CHECK (((free_since_ms IS NULL) OR on_duty)),
  CONSTRAINT drivers_check1 CHECK ((num_nulls(manual_lat, manual_lng, manual_set_at_ms) = ANY (ARRAY[0, 3]))),
  CONSTRAINT drivers_crew_size_check CHECK ((crew_size = ANY (ARRAY[1, 2]))),
  CONSTRAINT drivers_pkey PRIMARY KEY (driver_id),
  CONSTRAINT drivers_version_check CHECK ((version >= 1)),
  CONSTRAINT one_order_a_truck CHECK ((active_orders = ANY (ARRAY[0, 1])))
);
CREATE INDEX drivers_changed ON public.drivers USING btree (changed_at_ms);
-- drivers.changedSince: everyone after a moment, oldest first
CREATE INDEX drivers_of_carrier ON public.drivers USING btree (carrier_id) WHERE (carrier_id IS NOT NULL);
-- orders.list by carrier: the drivers of one company
CREATE INDEX drivers_on_duty ON public.drivers USING btree (driver_id) WHERE on_duty;
-- drivers.countOnDuty: counted from the index alone

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
  CONSTRAINT outcomes_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES drivers(driver_id) ON DELETE CASCADE,
  CONSTRAINT outcomes_kind_check CHECK ((kind = ANY (ARRAY['completed'::text, 'driver_cancelled'::text]))),
  CONSTRAINT outcomes_origin_check CHECK ((origin = ANY (ARRAY['recorded'::text, 'imported'::text]))),
  CONSTRAINT outcomes_pkey PRIMARY KEY (outcome_id)
);
CREATE INDEX outcomes_of_driver ON public.outcomes USING btree (driver_id, at_ms DESC, outcome_id DESC);
-- outcomes.ofDrivers: the newest of each driver

CREATE TABLE policies (
  policy_hash text COLLATE "C" NOT NULL,
  name text NOT NULL,
  version integer NOT NULL,
  city_code text COLLATE "C" NOT NULL,
  document text NOT NULL,
  put_at_ms bigint NOT NULL,
  CONSTRAINT policies_pkey PRIMARY KEY (policy_hash),
  CONSTRAINT policies_version_check CHECK ((version >= 1))
);

CREATE TABLE policy_activations (
  activation_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  city_code text COLLATE "C" NOT NULL,
  policy_hash text COLLATE "C" NOT NULL,
  active_since_ms bigint NOT NULL,
  CONSTRAINT policy_activations_pkey PRIMARY KEY (activation_id),
  CONSTRAINT policy_activations_policy_hash_fkey FOREIGN KEY (policy_hash) REFERENCES policies(policy_hash)
);
CREATE INDEX policy_activations_of_city ON public.policy_activations USING btree (city_code, activation_id DESC);
-- policies.activeFor: the latest activation of a city

CREATE TABLE ratings (
  order_id opaque_id NOT NULL,
  by text NOT NULL,
  stars smallint NOT NULL,
  origin text NOT NULL,
  at_ms bigint NOT NULL,
  CONSTRAINT ratings_by_check CHECK ((by = ANY (ARRAY['shipper'::text, 'driver'::text]))),
  CONSTRAINT ratings_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id) ON DELETE CASCADE,
  CONSTRAINT ratings_origin_check CHECK ((origin = ANY (ARRAY['given'::text, 'default'::text]))),
  CONSTRAINT ratings_pkey PRIMARY KEY (order_id, by),
  CONSTRAINT ratings_stars_check CHECK (((stars >= 1) AND (stars <= 5)))
);

CREATE TABLE relay_state (
  only_row boolean NOT NULL DEFAULT true,
  stream_cursor bigint NOT NULL,
  changed_at_ms bigint NOT NULL DEFAULT paidan_now_ms(),
  CONSTRAINT relay_state_only_row_check CHECK (only_row),
  CONSTRAINT relay_state_pkey PRIMARY KEY (only_row),
  CONSTRAINT relay_state_stream_cursor_check CHECK ((stream_cursor >= 0))
);

CREATE TABLE wake_ups (
  order_id opaque_id NOT NULL,
  kind text NOT NULL,
  due_at_ms bigint NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  lease_until_ms bigint NOT NULL DEFAULT 0,
  fence text,
  ready_at_ms bigint NOT NULL GENERATED ALWAYS AS (GREATEST(due_at_ms, lease_until_ms)) STORED,
  CONSTRAINT wake_ups_kind_check CHECK ((kind = ANY (ARRAY['recommend'::text, 'award'::text, 'expire'::text, 'confirm'::text, 'stalled'::text, 'rate'::text]))),
  CONSTRAINT wake_ups_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(order_id) ON DELETE CASCADE,
  CONSTRAINT wake_ups_pkey PRIMARY KEY (order_id)
) WITH (fillfactor=70);
CREATE INDEX wake_ups_ready ON public.wake_ups USING btree (ready_at_ms, order_id);
-- wakeUps.take and wakeUps.nextDueAtMs: due and not leased, earliest first
