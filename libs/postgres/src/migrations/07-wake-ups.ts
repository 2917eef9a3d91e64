import { ForwardOnly } from './forward-only.js';

export class WakeUps extends ForwardOnly {
  override readonly name = 'WakeUps1795305600007';

  protected override readonly sql = /* sql */ `
    -- The next step of every order that is not final: one row an order, so it cannot have two.
    CREATE TABLE wake_ups (
      order_id opaque_id PRIMARY KEY REFERENCES orders ON DELETE CASCADE,
      kind text NOT NULL CHECK (kind IN ('recommend', 'award', 'expire', 'confirm', 'stalled', 'rate')),
      due_at_ms bigint NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      lease_until_ms bigint NOT NULL DEFAULT 0,
      -- Set by the one who took it; empty again when the step is replaced or put back.
      fence text,
      ready_at_ms bigint NOT NULL GENERATED ALWAYS AS (GREATEST(due_at_ms, lease_until_ms)) STORED
    ) WITH (fillfactor = 70);
    CREATE INDEX wake_ups_ready ON wake_ups (ready_at_ms, order_id);
    COMMENT ON INDEX wake_ups_ready IS 'wakeUps.take and wakeUps.nextDueAtMs: due and not leased, earliest first';
  `;
}
