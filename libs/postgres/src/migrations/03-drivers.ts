import { ForwardOnly } from './forward-only.js';

export class Drivers extends ForwardOnly {
  override readonly name = 'Drivers1795305600003';

  protected override readonly sql = /* sql */ `
    CREATE TABLE drivers (
      driver_id opaque_id PRIMARY KEY,
      version integer NOT NULL CHECK (version >= 1),
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
      crew_size smallint NOT NULL CHECK (crew_size IN (1, 2)),
      co_driver_id opaque_id,
      home_city_code text COLLATE "C",
      city_code text COLLATE "C" NOT NULL,
      on_duty boolean NOT NULL,
      free_since_ms bigint,
      -- The truck's one slot, moved by claim and release in the statement that moves the assignment:
      -- whoever holds this row knows whether the truck is free without looking anywhere else.
      active_orders smallint NOT NULL DEFAULT 0 CONSTRAINT one_order_a_truck CHECK (active_orders IN (0, 1)),
      -- Versions of the consent texts in force.
      consent_location text,
      consent_profile text,
      manual_lat double precision,
      manual_lng double precision,
      manual_set_at_ms bigint,
      profile_version integer NOT NULL,
      registered_at_ms bigint NOT NULL,
      -- By this database's clock; every statement that writes the row moves it.
      changed_at_ms bigint NOT NULL DEFAULT paidan_now_ms(),
      CHECK (free_since_ms IS NULL OR on_duty),
      CHECK (num_nulls(manual_lat, manual_lng, manual_set_at_ms) IN (0, 3))
    );
    CREATE INDEX drivers_changed ON drivers (changed_at_ms);
    COMMENT ON INDEX drivers_changed IS 'drivers.changedSince: everyone after a moment, oldest first';
    CREATE INDEX drivers_on_duty ON drivers (driver_id) WHERE on_duty;
    COMMENT ON INDEX drivers_on_duty IS 'drivers.countOnDuty: counted from the index alone';
    CREATE INDEX drivers_of_carrier ON drivers (carrier_id) WHERE carrier_id IS NOT NULL;
    COMMENT ON INDEX drivers_of_carrier IS 'orders.list by carrier: the drivers of one company';

    -- The last known position, one row a driver. A table of its own, because it is rewritten every few
    -- seconds and no decision's fence may hang on that.
    CREATE TABLE driver_fixes (
      driver_id opaque_id PRIMARY KEY REFERENCES drivers ON DELETE CASCADE,
      lat double precision NOT NULL,
      lng double precision NOT NULL,
      given_lat double precision NOT NULL,
      given_lng double precision NOT NULL,
      given_system text NOT NULL CHECK (given_system IN ('wgs84', 'gcj02', 'bd09')),
      source text NOT NULL CHECK (source IN ('phone', 'vehicle_terminal')),
      cell text NOT NULL,
      observed_at_ms bigint NOT NULL,
      changed_at_ms bigint NOT NULL DEFAULT paidan_now_ms()
    ) WITH (fillfactor = 70);
    CREATE INDEX driver_fixes_changed ON driver_fixes (changed_at_ms);
    COMMENT ON INDEX driver_fixes_changed IS 'drivers.changedSince: positions after a moment, oldest first';

    -- What was known of a driver when, to tell him later why he was not reached. Cells, not positions.
    CREATE TABLE driver_states (
      driver_id opaque_id NOT NULL REFERENCES drivers ON DELETE CASCADE,
      from_ms bigint NOT NULL,
      on_duty boolean NOT NULL,
      location_consent boolean NOT NULL,
      city_code text COLLATE "C" NOT NULL,
      place_source text NOT NULL CHECK (place_source IN ('position', 'manual', 'city')),
      cell text,
      observed_at_ms bigint,
      PRIMARY KEY (driver_id, from_ms)
    );

    -- Append only: each grant and withdrawal, with the version of the text it was about (R10).
    CREATE TABLE consents (
      consent_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      driver_id opaque_id NOT NULL REFERENCES drivers ON DELETE CASCADE,
      purpose text NOT NULL CHECK (purpose IN ('location', 'profile')),
      granted boolean NOT NULL,
      text_version text NOT NULL,
      at_ms bigint NOT NULL
    );
    CREATE INDEX consents_of_driver ON consents (driver_id, consent_id);
    COMMENT ON INDEX consents_of_driver IS 'a driver''s own copy (R1), and the cascade when he is erased';
  `;
}
