import { ForwardOnly } from './forward-only.js';

export class Outbox extends ForwardOnly {
  override readonly name = 'Outbox1795305600008';

  protected override readonly sql = /* sql */ `
    -- seq is drawn before the commit, so a row may turn up after rows with higher numbers. The relay
    -- takes what is unpublished, whatever its number, and skips nothing. Events of one key are written
    -- under the lock of what they are about, so theirs are numbered in the order of their commits.
    CREATE TABLE outbox (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      id opaque_id NOT NULL UNIQUE,
      type text NOT NULL,
      key opaque_id NOT NULL,
      at_ms bigint NOT NULL,
      payload text NOT NULL,
      request_id text,
      published_at_ms bigint,
      stream_seq bigint,
      -- What the broker will never take is put aside with the reason, for a human to see.
      dead_at_ms bigint,
      dead_reason text,
      CHECK (published_at_ms IS NULL OR dead_at_ms IS NULL),
      CHECK ((published_at_ms IS NULL) = (stream_seq IS NULL)),
      CHECK ((dead_at_ms IS NULL) = (dead_reason IS NULL))
    );
    CREATE INDEX outbox_waiting ON outbox (seq) INCLUDE (at_ms) WHERE published_at_ms IS NULL AND dead_at_ms IS NULL;
    COMMENT ON INDEX outbox_waiting IS 'the relay: what waits, in order; its number and the age of the oldest';
    CREATE INDEX outbox_dead ON outbox (dead_at_ms) WHERE dead_at_ms IS NOT NULL;
    COMMENT ON INDEX outbox_dead IS 'metrics: how many were put aside';
    CREATE INDEX outbox_published ON outbox (published_at_ms) WHERE published_at_ms IS NOT NULL;
    COMMENT ON INDEX outbox_published IS 'the relay: deleting what was published long ago';

    -- Up to where the relay has compared the stream with the outbox, so that a restart beyond the
    -- broker's dedupe window looks only at what came after. One row, there from the start.
    CREATE TABLE relay_state (
      only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
      stream_cursor bigint NOT NULL CHECK (stream_cursor >= 0),
      changed_at_ms bigint NOT NULL DEFAULT paidan_now_ms()
    );
    INSERT INTO relay_state (stream_cursor) VALUES (0);
  `;
}
