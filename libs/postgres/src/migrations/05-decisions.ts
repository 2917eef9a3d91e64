import { ForwardOnly } from './forward-only.js';

export class Decisions extends ForwardOnly {
  override readonly name = 'Decisions1795305600005';

  protected override readonly sql = /* sql */ `
    CREATE TABLE decisions (
      decision_id opaque_id PRIMARY KEY,
      kind text NOT NULL CHECK (kind IN (
        'recommendation', 'award', 'no_award', 'expiry', 'release', 'manual_assignment')),
      order_id opaque_id NOT NULL REFERENCES orders,
      order_version integer NOT NULL,
      round integer NOT NULL,
      decided_at_ms bigint NOT NULL,
      policy_hash text COLLATE "C" NOT NULL,
      engine_version text NOT NULL,
      decided_by_human opaque_id,
      winner opaque_id,
      cutoff_total bigint,
      bundle text NOT NULL
    );
    CREATE INDEX decisions_of_order ON decisions (order_id, decided_at_ms, decision_id);
    COMMENT ON INDEX decisions_of_order IS 'ledger.decisions and ledger.recommendedTo: all about one order, oldest first';

    -- One row a driver, so that one driver's part can be encrypted, shown and erased alone. No foreign
    -- key to drivers: recording five hundred of them would lock as many rows that claims compete for.
    CREATE TABLE decision_drivers (
      decision_id opaque_id NOT NULL REFERENCES decisions ON DELETE CASCADE,
      driver_id opaque_id NOT NULL,
      decided_at_ms bigint NOT NULL,
      role text NOT NULL CHECK (role IN ('WON', 'LOST', 'RECOMMENDED', 'RANKED', 'REFUSED')),
      rank integer CHECK (rank >= 1),
      reason text,
      total bigint,
      weights integer[] NOT NULL,
      points integer[] NOT NULL,
      record text NOT NULL,
      PRIMARY KEY (decision_id, driver_id),
      CONSTRAINT a_point_for_every_weight CHECK (cardinality(weights) = cardinality(points)),
      CONSTRAINT total_is_the_sum_of_its_parts CHECK (
        total IS NULL AND cardinality(weights) = 0
        OR total IS NOT NULL AND total = paidan_total(weights, points)),
      CONSTRAINT ranked_has_a_total CHECK (rank IS NULL OR total IS NOT NULL),
      CONSTRAINT refused_has_a_reason CHECK (role <> 'REFUSED' OR reason IS NOT NULL)
    );
    CREATE INDEX decision_drivers_of_driver ON decision_drivers (driver_id, decided_at_ms DESC, decision_id DESC);
    COMMENT ON INDEX decision_drivers_of_driver IS 'ledger.ofDriver: what was decided about him, newest first';

    -- lz4 packs a record in a third of the time; a server built without it keeps pglz.
    DO $$
    BEGIN
      ALTER TABLE decisions ALTER COLUMN bundle SET COMPRESSION lz4;
      ALTER TABLE decision_drivers ALTER COLUMN record SET COMPRESSION lz4;
    EXCEPTION WHEN feature_not_supported THEN
      RAISE NOTICE 'this server has no lz4, records are packed with pglz';
    END
    $$;

    -- An order's holder names the decision that made him so, and at commit that decision is there.
    ALTER TABLE orders ADD FOREIGN KEY (awarded_by) REFERENCES decisions DEFERRABLE INITIALLY DEFERRED;
  `;
}
