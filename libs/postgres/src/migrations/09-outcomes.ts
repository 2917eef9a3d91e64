import { ForwardOnly } from './forward-only.js';

export class Outcomes extends ForwardOnly {
  override readonly name = 'Outcomes1795305600009';

  protected override readonly sql = /* sql */ `
    -- What profiles are made of. order_id has no foreign key: imported ones were driven elsewhere.
    CREATE TABLE outcomes (
      outcome_id opaque_id PRIMARY KEY,
      driver_id opaque_id NOT NULL REFERENCES drivers ON DELETE CASCADE,
      kind text NOT NULL CHECK (kind IN ('completed', 'driver_cancelled')),
      on_time boolean,
      from_city_code text COLLATE "C" NOT NULL,
      to_city_code text COLLATE "C" NOT NULL,
      shipper_id opaque_id NOT NULL,
      at_ms bigint NOT NULL,
      origin text NOT NULL CHECK (origin IN ('recorded', 'imported')),
      order_id opaque_id
    );
    CREATE INDEX outcomes_of_driver ON outcomes (driver_id, at_ms DESC, outcome_id DESC);
    COMMENT ON INDEX outcomes_of_driver IS 'outcomes.ofDrivers: the newest of each driver';

    CREATE TABLE ratings (
      order_id opaque_id NOT NULL REFERENCES orders ON DELETE CASCADE,
      by text NOT NULL CHECK (by IN ('shipper', 'driver')),
      stars smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
      origin text NOT NULL CHECK (origin IN ('given', 'default')),
      at_ms bigint NOT NULL,
      PRIMARY KEY (order_id, by)
    );
  `;
}
