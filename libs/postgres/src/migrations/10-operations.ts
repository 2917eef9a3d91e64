import { ForwardOnly } from './forward-only.js';

export class Operations extends ForwardOnly {
  override readonly name = 'Operations1795305600010';

  protected override readonly sql = /* sql */ `
    -- A key is taken and answered in the transaction of its effect, so status is null only inside it.
    CREATE TABLE idempotency_keys (
      scope text COLLATE "C" NOT NULL,
      key text COLLATE "C" NOT NULL,
      fingerprint text NOT NULL,
      at_ms bigint NOT NULL,
      status integer,
      body text,
      PRIMARY KEY (scope, key),
      CHECK ((status IS NULL) = (body IS NULL))
    );
    CREATE INDEX idempotency_keys_by_age ON idempotency_keys (at_ms);
    COMMENT ON INDEX idempotency_keys_by_age IS 'idempotency.purge: keys older than a moment';

    CREATE TABLE audit (
      id opaque_id PRIMARY KEY,
      at_ms bigint NOT NULL,
      actor opaque_id NOT NULL,
      role text NOT NULL,
      action text NOT NULL,
      subject text NOT NULL,
      reason text NOT NULL,
      detail text NOT NULL
    );
    CREATE INDEX audit_newest ON audit (at_ms DESC, id DESC);
    COMMENT ON INDEX audit_newest IS 'audit.list: pages, newest first';

    CREATE TABLE automation_pauses (
      city_code text COLLATE "C" PRIMARY KEY,
      paused_by opaque_id NOT NULL,
      reason text NOT NULL,
      at_ms bigint NOT NULL
    );
  `;
}
