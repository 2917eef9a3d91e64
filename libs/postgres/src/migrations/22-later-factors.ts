import { ForwardOnly } from './forward-only.js';

export class LaterFactors extends ForwardOnly {
  override readonly name = 'LaterFactors1795305600022';

  protected override readonly sql = /* sql */ `
    -- Null where nobody said what was carried: outcomes from before, and some that are imported.
    ALTER TABLE outcomes ADD COLUMN cargo_kind text;

    -- Shifts: what a fair share is measured by. Kept as long as states are; the open one has no end.
    CREATE TABLE duty_spans (
      driver_id opaque_id NOT NULL REFERENCES drivers ON DELETE CASCADE,
      from_ms bigint NOT NULL,
      until_ms bigint,
      PRIMARY KEY (driver_id, from_ms),
      CHECK (until_ms >= from_ms)
    );
    CREATE UNIQUE INDEX duty_spans_open ON duty_spans (driver_id) WHERE until_ms IS NULL;
    COMMENT ON INDEX duty_spans_open IS 'drivers.recordState: one shift at a time, ended when it ends';
    CREATE INDEX duty_spans_ended ON duty_spans (until_ms);
    COMMENT ON INDEX duty_spans_ended IS 'retention: shifts that are over for long';
    -- Who is on duty now has been since then, as far as anybody knows.
    INSERT INTO duty_spans (driver_id, from_ms)
      SELECT driver_id, changed_at_ms FROM drivers WHERE on_duty;

    CREATE INDEX orders_posted_by_cell ON orders (loading_cell, posted_at_ms DESC, order_id DESC);
    COMMENT ON INDEX orders_posted_by_cell IS 'orders.postedNear: how often orders are posted near a place';
  `;
}
