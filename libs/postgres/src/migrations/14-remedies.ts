import { ForwardOnly } from './forward-only.js';

export class Remedies extends ForwardOnly {
  override readonly name = 'Remedies1795305600014';

  protected override readonly sql = /* sql */ `
    -- Evidence of open requests. No foreign keys to what is held: a hold must not lock it.
    CREATE TABLE evidence_holds (
      request_id opaque_id NOT NULL,
      driver_id opaque_id NOT NULL,
      order_id opaque_id,
      decision_id opaque_id,
      placed_at_ms bigint NOT NULL,
      lifted_at_ms bigint,
      UNIQUE NULLS NOT DISTINCT (request_id, order_id, decision_id)
    );
    CREATE INDEX evidence_holds_of_decision ON evidence_holds (decision_id) WHERE lifted_at_ms IS NULL;
    COMMENT ON INDEX evidence_holds_of_decision IS 'holds.heldDecisions';
    CREATE INDEX evidence_holds_of_order ON evidence_holds (order_id) WHERE lifted_at_ms IS NULL;
    COMMENT ON INDEX evidence_holds_of_order IS 'holds.heldOrders, and heldDecisions through the order';
    CREATE INDEX evidence_holds_of_driver ON evidence_holds (driver_id) WHERE lifted_at_ms IS NULL;
    COMMENT ON INDEX evidence_holds_of_driver IS 'holds.heldDrivers and holds.ofDriver';
  `;
}
