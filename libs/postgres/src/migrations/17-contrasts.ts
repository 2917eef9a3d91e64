import { ForwardOnly } from './forward-only.js';

export class Contrasts extends ForwardOnly {
  override readonly name = 'Contrasts1795305600017';

  protected override readonly sql = /* sql */ `
    -- Of which decisions one asker was told a contrast on one day of China's calendar: one row to
    -- lock, so that the limit holds whoever asks at once. Kept for two days.
    CREATE TABLE contrasts_told (
      asker opaque_id NOT NULL,
      role text NOT NULL,
      day integer NOT NULL,
      decision_ids text[] NOT NULL,
      PRIMARY KEY (asker, role, day),
      CHECK (cardinality(decision_ids) BETWEEN 1 AND 1000)
    ) WITH (fillfactor = 70);
    CREATE INDEX contrasts_told_by_day ON contrasts_told (day);
    COMMENT ON INDEX contrasts_told_by_day IS 'contrasts.purge: days that are over';
  `;
}
