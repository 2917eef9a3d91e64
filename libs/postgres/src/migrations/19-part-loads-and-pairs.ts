import { ForwardOnly } from './forward-only.js';

export class PartLoadsAndPairs extends ForwardOnly {
  override readonly name = 'PartLoadsAndPairs1795305600019';

  protected override readonly sql = /* sql */ `
    -- Whether an order may ride with others (拼车), and, beside the claim, whether it was claimed so.
    ALTER TABLE orders ADD COLUMN shared boolean NOT NULL DEFAULT false;
    ALTER TABLE assignments ADD COLUMN shared boolean NOT NULL DEFAULT false;

    -- What a truck holds, moved by claim and release in the statement that moves the assignment: the
    -- orders in the order of their claims, their load, and whether every one of them may ride with
    -- others. A claim names the orders it was judged beside, so that none slips in between.
    ALTER TABLE drivers
      ADD COLUMN holding text[] NOT NULL DEFAULT '{}',
      ADD COLUMN shares boolean NOT NULL DEFAULT false,
      ADD COLUMN held_kilograms integer NOT NULL DEFAULT 0,
      ADD COLUMN held_litres integer NOT NULL DEFAULT 0,
      ADD COLUMN held_vehicle_slots integer NOT NULL DEFAULT 0;
    -- A truck that was registered anew as smaller than its load counts as full.
    UPDATE drivers d
    SET holding = ARRAY[o.order_id::text],
      held_kilograms = LEAST(o.load_kilograms, d.capacity_kilograms),
      held_litres = LEAST(o.load_litres, d.capacity_litres),
      held_vehicle_slots = LEAST(o.load_vehicle_slots, d.capacity_vehicle_slots)
    FROM assignments a JOIN orders o USING (order_id)
    WHERE a.driver_id = d.driver_id AND a.released_at_ms IS NULL;
    ALTER TABLE drivers
      DROP CONSTRAINT one_order_a_truck,
      ADD CONSTRAINT one_order_a_truck CHECK (
        active_orders = cardinality(holding) AND (active_orders <= 1 OR shares)),
      ADD CONSTRAINT never_more_than_it_may_carry CHECK (
        held_kilograms BETWEEN 0 AND capacity_kilograms
        AND held_litres BETWEEN 0 AND capacity_litres
        AND held_vehicle_slots BETWEEN 0 AND capacity_vehicle_slots);

    DROP INDEX assignments_one_order_a_truck;
    CREATE UNIQUE INDEX assignments_one_order_a_truck ON assignments (driver_id)
      WHERE released_at_ms IS NULL AND NOT shared;
    COMMENT ON INDEX assignments_one_order_a_truck IS 'ledger.claim: of two whole-truck orders that race for a truck one gets it';
    CREATE INDEX assignments_held ON assignments (driver_id) WHERE released_at_ms IS NULL;
    COMMENT ON INDEX assignments_held IS 'drivers.ofCarrier: what each truck holds now; the invariants of trucks';

    -- What one side has said of the other: never to be matched again, or gladly again (M14). Codes
    -- only; the reason why is nobody's but their own.
    CREATE TABLE pairs (
      shipper_id opaque_id NOT NULL,
      driver_id opaque_id NOT NULL REFERENCES drivers ON DELETE CASCADE,
      by text NOT NULL CHECK (by IN ('shipper', 'driver')),
      kind text NOT NULL CHECK (kind IN ('blocked', 'familiar')),
      at_ms bigint NOT NULL,
      PRIMARY KEY (shipper_id, driver_id, by),
      CONSTRAINT familiar_is_the_shippers_wish CHECK (kind = 'blocked' OR by = 'shipper')
    );
    CREATE INDEX pairs_of_driver ON pairs (driver_id, shipper_id);
    COMMENT ON INDEX pairs_of_driver IS 'pairs.withDriver, a driver''s own copy (R1), and the cascade when he is erased';

    -- What a driver let go of, with the terms it had then: it is not offered to him again until time
    -- has passed or the terms are others. One row a driver and order, the latest.
    CREATE TABLE declines (
      order_id opaque_id NOT NULL REFERENCES orders ON DELETE CASCADE,
      driver_id opaque_id NOT NULL REFERENCES drivers ON DELETE CASCADE,
      reason text NOT NULL CHECK (reason IN (
        'price', 'distance', 'time', 'cargo', 'not_interested', 'other', 'gave_back')),
      at_ms bigint NOT NULL,
      order_version integer NOT NULL,
      freight_fen bigint NOT NULL,
      loading_from_ms bigint NOT NULL,
      loading_until_ms bigint NOT NULL,
      unloading_from_ms bigint NOT NULL,
      unloading_until_ms bigint NOT NULL,
      PRIMARY KEY (order_id, driver_id)
    );
    CREATE INDEX declines_of_driver ON declines (driver_id, at_ms DESC);
    COMMENT ON INDEX declines_of_driver IS 'declines.ofDriver: newest first; the cascade when he is erased';
  `;
}
