import { ForwardOnly } from './forward-only.js';

export class DataRights extends ForwardOnly {
  override readonly name = 'DataRights1795305600015';

  protected override readonly sql = /* sql */ `
    -- Four purposes, asked for one by one (R4). A fix of the truck's own terminal needs two of them.
    ALTER TABLE drivers ADD COLUMN consent_trip_track text, ADD COLUMN consent_vehicle_terminal text;
    ALTER TABLE consents
      DROP CONSTRAINT consents_purpose_check,
      ADD CONSTRAINT consents_purpose_check
        CHECK (purpose IN ('location', 'trip_track', 'profile', 'vehicle_terminal')),
      ADD COLUMN because text NOT NULL DEFAULT 'driver'
        CHECK (because IN ('driver', 'text_superseded'));

    -- What may be agreed to. A text is in force seven days after it was published at the earliest
    -- (R10), and from then on agreement to an older one counts no more.
    CREATE TABLE consent_texts (
      purpose text NOT NULL,
      version text NOT NULL,
      title_zh text NOT NULL,
      title_en text NOT NULL,
      sha256 text NOT NULL,
      published_at_ms bigint NOT NULL,
      effective_at_ms bigint NOT NULL,
      put_by opaque_id NOT NULL,
      PRIMARY KEY (purpose, version),
      CHECK (effective_at_ms >= published_at_ms)
    );

    -- When the app last asked, so that nobody is asked again and again (不得频繁征求同意).
    CREATE TABLE consent_prompts (
      driver_id opaque_id NOT NULL REFERENCES drivers ON DELETE CASCADE,
      purpose text NOT NULL,
      text_version text,
      at_ms bigint NOT NULL,
      PRIMARY KEY (driver_id, purpose)
    );

    -- Who must never come back. Only a keyed hash: the key lies outside the database, and so do the
    -- same fences once more, because a restored backup brings back the time before the erasure.
    CREATE TABLE fences (
      fence bytea PRIMARY KEY CHECK (octet_length(fence) = 32),
      number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      at_ms bigint NOT NULL
    );

    -- One erasure as a row that survives any death of the process. The driver's id lies in it only
    -- encrypted, and only while a step or a recipient still needs it.
    CREATE TABLE erasures (
      erasure_id opaque_id PRIMARY KEY,
      fence bytea NOT NULL CHECK (octet_length(fence) = 32),
      subject bytea,
      ground text NOT NULL,
      asked_by_role text NOT NULL,
      state text NOT NULL CHECK (state IN ('asked', 'fenced', 'erased', 'swept', 'certified')),
      waits_for text,
      asked_at_ms bigint NOT NULL,
      pseudonym opaque_id,
      erased_at_ms bigint,
      erased_in text,
      certified_at_ms bigint,
      key_id text,
      counts text NOT NULL,
      certificate text,
      CHECK ((certificate IS NULL) = (certified_at_ms IS NULL))
    );
    CREATE UNIQUE INDEX erasures_under_way ON erasures (fence) WHERE state <> 'certified';
    COMMENT ON INDEX erasures_under_way IS 'erasures.ask: one at a time for a driver; erasures.pending';

    -- Who had received his data and has to be told (PIPL 47), until each has said that it did.
    CREATE TABLE erasure_notices (
      erasure_id opaque_id NOT NULL REFERENCES erasures ON DELETE CASCADE,
      recipient text NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      next_at_ms bigint NOT NULL,
      acknowledged_at_ms bigint,
      PRIMARY KEY (erasure_id, recipient)
    );

    -- What the law keeps (电子商务法 31): encrypted to an authority whose private key is not here.
    CREATE TABLE restricted_records (
      record_id opaque_id PRIMARY KEY,
      erasure_id opaque_id NOT NULL,
      kind text NOT NULL CHECK (kind IN ('identity', 'transaction')),
      retain_until_ms bigint NOT NULL,
      authority_key_id text NOT NULL,
      sealed bytea NOT NULL,
      created_at_ms bigint NOT NULL
    );
    CREATE INDEX restricted_records_by_end ON restricted_records (retain_until_ms);
    COMMENT ON INDEX restricted_records_by_end IS 'retention: what the law no longer keeps';

    ALTER TABLE decision_drivers
      DROP CONSTRAINT decision_drivers_role_check,
      ADD CONSTRAINT decision_drivers_role_check
        CHECK (role IN ('WON', 'LOST', 'RECOMMENDED', 'RANKED', 'REFUSED', 'ERASED')),
      ADD COLUMN reduced_at_ms bigint;
    CREATE INDEX decision_drivers_to_reduce ON decision_drivers (decided_at_ms, decision_id, driver_id)
      WHERE reduced_at_ms IS NULL AND role NOT IN ('WON', 'ERASED');
    COMMENT ON INDEX decision_drivers_to_reduce IS 'retention: losers'' facts that are old enough for bands';

    CREATE TABLE violations (
      violation_id opaque_id PRIMARY KEY,
      driver_id opaque_id NOT NULL REFERENCES drivers ON DELETE CASCADE,
      kind text NOT NULL,
      evidence text NOT NULL,
      recorded_by opaque_id NOT NULL,
      recorded_at_ms bigint NOT NULL,
      review_at_ms bigint NOT NULL,
      expires_at_ms bigint NOT NULL,
      contested_at_ms bigint,
      contest_words text,
      reviewed_at_ms bigint,
      review_words text,
      state text NOT NULL CHECK (state IN ('in_force', 'contested', 'upheld', 'withdrawn')),
      CHECK (review_at_ms <= expires_at_ms)
    );
    CREATE INDEX violations_of_driver ON violations (driver_id, recorded_at_ms DESC, violation_id DESC);
    COMMENT ON INDEX violations_of_driver IS 'violations.ofDriver: newest first';
    CREATE INDEX violations_by_end ON violations (expires_at_ms);
    COMMENT ON INDEX violations_by_end IS 'violations.expire';

    -- What was said first stays beside what is shown now (R9).
    ALTER TABLE ratings
      ADD COLUMN first_stars smallint CHECK (first_stars BETWEEN 1 AND 5),
      ADD COLUMN corrected_at_ms bigint,
      ADD COLUMN withdrawn_at_ms bigint;
  `;
}
