import { ForwardOnly } from './forward-only.js';

export class Claims extends ForwardOnly {
  override readonly name = 'Claims1795305600006';

  protected override readonly sql = /* sql */ `
    -- Who held which order from when to when, and how it ended. The decision may be written after the
    -- claim, but not later than the commit.
    CREATE TABLE assignments (
      assignment_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      order_id opaque_id NOT NULL REFERENCES orders,
      driver_id opaque_id NOT NULL REFERENCES drivers,
      decision_id opaque_id NOT NULL REFERENCES decisions DEFERRABLE INITIALLY DEFERRED,
      claimed_at_ms bigint NOT NULL,
      released_at_ms bigint,
      cause text CHECK (cause IN ('finished', 'shipper_cancelled', 'driver_cancelled', 'not_confirmed')),
      CHECK ((released_at_ms IS NULL) = (cause IS NULL))
    );
    CREATE UNIQUE INDEX assignments_one_order_a_truck ON assignments (driver_id) WHERE released_at_ms IS NULL;
    COMMENT ON INDEX assignments_one_order_a_truck IS 'ledger.claim: of two orders that race for a truck one gets it';
    CREATE UNIQUE INDEX assignments_one_truck_an_order ON assignments (order_id) WHERE released_at_ms IS NULL;
    COMMENT ON INDEX assignments_one_truck_an_order IS 'ledger.claim: of two trucks that race for an order one gets it; ledger.release';
    CREATE INDEX assignments_of_order ON assignments (order_id, assignment_id);
    COMMENT ON INDEX assignments_of_order IS 'grabs.gaveBack: everyone who held an order; stats.counts: orders ever awarded';
    CREATE INDEX assignments_of_driver ON assignments (driver_id, order_id);
    COMMENT ON INDEX assignments_of_driver IS 'orders.list by driver: what he holds or held; grabs.gaveBackBy';

    CREATE TABLE grabs (
      order_id opaque_id NOT NULL REFERENCES orders ON DELETE CASCADE,
      round integer NOT NULL CHECK (round >= 1),
      driver_id opaque_id NOT NULL REFERENCES drivers ON DELETE CASCADE,
      sequence integer NOT NULL CHECK (sequence >= 1),
      at_ms bigint NOT NULL,
      state text NOT NULL CHECK (state IN ('open', 'won', 'lost', 'refused', 'withdrawn')),
      PRIMARY KEY (order_id, round, driver_id),
      -- The next number is read from this index under the order's lock; without the lock it fails here.
      CONSTRAINT grabs_sequence UNIQUE (order_id, round, sequence)
    );
    CREATE INDEX grabs_of_driver ON grabs (driver_id, at_ms);
    COMMENT ON INDEX grabs_of_driver IS 'grabs.countSince: the rate limit of a driver';
    CREATE INDEX grabs_open ON grabs (driver_id) WHERE state = 'open';
    COMMENT ON INDEX grabs_open IS 'grabs.countOpen: how many orders he waits for at once';
  `;
}
