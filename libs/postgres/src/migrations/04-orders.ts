import { ForwardOnly } from './forward-only.js';

export class Orders extends ForwardOnly {
  override readonly name = 'Orders1795305600004';

  protected override readonly sql = /* sql */ `
    -- No foreign key to policies: every order would take a share lock on the same row of that table.
    CREATE TABLE orders (
      order_id opaque_id PRIMARY KEY,
      version integer NOT NULL CHECK (version >= 1),
      status text NOT NULL CHECK (status IN (
        'open', 'awarded', 'confirmed', 'loading', 'in_transit', 'delivered', 'received', 'rated',
        'cancelled', 'expired')),
      shipper_id opaque_id NOT NULL,
      -- Stops as JSON; what is searched by stands beside them.
      loading text NOT NULL,
      unloading text NOT NULL,
      loading_cell text COLLATE "C" NOT NULL,
      loading_city_code text COLLATE "C" NOT NULL,
      unloading_city_code text COLLATE "C" NOT NULL,
      load_kilograms integer NOT NULL,
      load_litres integer NOT NULL,
      load_vehicle_slots integer NOT NULL,
      body_types text[] NOT NULL CHECK (cardinality(body_types) >= 1),
      min_length_millimeters integer NOT NULL,
      cargo_kind text NOT NULL,
      handling text NOT NULL,
      qualifications text[] NOT NULL,
      value_fen bigint NOT NULL CHECK (value_fen >= 0),
      freight_fen bigint NOT NULL CHECK (freight_fen >= 0),
      deposit_fen bigint NOT NULL CHECK (deposit_fen >= 0),
      mode text NOT NULL,
      confirmation text NOT NULL,
      policy_hash text COLLATE "C" NOT NULL,
      round integer NOT NULL CHECK (round >= 1),
      collect_until_ms bigint,
      tie_seed text NOT NULL,
      tie_seed_hash text NOT NULL,
      posted_at_ms bigint NOT NULL,
      expires_at_ms bigint NOT NULL,
      updated_at_ms bigint NOT NULL,
      releases integer NOT NULL CHECK (releases >= 0),
      driver_id opaque_id REFERENCES drivers,
      awarded_by opaque_id,
      loading_started_at_ms bigint,
      closed_because text,
      CONSTRAINT held_when_carried CHECK (
        CASE
          WHEN status IN ('awarded', 'confirmed', 'loading', 'in_transit', 'delivered', 'received', 'rated')
            THEN driver_id IS NOT NULL AND awarded_by IS NOT NULL
          WHEN status = 'open' THEN driver_id IS NULL
          ELSE true
        END)
    );
    CREATE INDEX orders_newest ON orders (posted_at_ms DESC, order_id DESC);
    COMMENT ON INDEX orders_newest IS 'orders.list without an owner: pages, newest first';
    CREATE INDEX orders_of_shipper ON orders (shipper_id, posted_at_ms DESC, order_id DESC);
    COMMENT ON INDEX orders_of_shipper IS 'orders.list by shipper: pages, newest first';
    CREATE INDEX orders_held ON orders (driver_id, posted_at_ms DESC, order_id DESC) WHERE driver_id IS NOT NULL;
    COMMENT ON INDEX orders_held IS 'orders.list by carrier: what the company''s drivers hold now';
    CREATE INDEX orders_open_by_cell ON orders (loading_cell, posted_at_ms DESC) WHERE status = 'open';
    COMMENT ON INDEX orders_open_by_cell IS 'orders.openNear: cargo near a position';
    CREATE INDEX orders_open_by_city ON orders (loading_city_code, posted_at_ms DESC) WHERE status = 'open';
    COMMENT ON INDEX orders_open_by_city IS 'orders.openNear: cargo of a city; wakeUps.hurry after a pause';
    CREATE INDEX orders_by_status ON orders (status, posted_at_ms DESC, order_id DESC);
    COMMENT ON INDEX orders_by_status IS 'orders.list by status, stats.counts by status, invariants of orders not final';

    -- A table of its own: a document arrives whenever the other service sends it, and must neither wait
    -- for the order's fence nor be overwritten by a command that read the order before (M8).
    CREATE TABLE order_documents (
      order_id opaque_id NOT NULL REFERENCES orders ON DELETE CASCADE,
      kind text NOT NULL CHECK (kind IN ('agreement', 'receipt', 'payment')),
      reference text NOT NULL,
      sha256 text,
      state text NOT NULL,
      PRIMARY KEY (order_id, kind)
    );
  `;
}
