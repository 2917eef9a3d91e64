import { ForwardOnly } from './forward-only.js';

export class SealedRecords extends ForwardOnly {
  override readonly name = 'SealedRecords1795305600011';

  protected override readonly sql = /* sql */ `
    -- In a schema of its own, so that keys and data are backed up apart: a backup that holds both
    -- would bring back whom an erasure has made unreadable.
    CREATE SCHEMA paidan_keys;

    CREATE TABLE paidan_keys.subject_keys (
      driver_id opaque_id PRIMARY KEY,
      wrapped bytea NOT NULL,
      created_at_ms bigint NOT NULL DEFAULT paidan_now_ms()
    );

    -- Something wrapped under the installation's key, to know at the start that it is still the same.
    CREATE TABLE paidan_keys.kek_check (
      only_row boolean PRIMARY KEY CHECK (only_row),
      wrapped bytea NOT NULL
    );

    -- What was recorded before stays readable as text; everything from now on is sealed under the
    -- key of the driver it is about, and committed to in the tree of its decision.
    ALTER TABLE decision_drivers
      ALTER COLUMN record DROP NOT NULL,
      ADD COLUMN position integer CHECK (position >= 1),
      ADD COLUMN sealed bytea,
      ADD COLUMN commitment bytea CHECK (octet_length(commitment) = 32),
      ADD CONSTRAINT read_in_one_way CHECK (num_nonnulls(record, sealed) <= 1),
      ADD CONSTRAINT sealed_is_committed_to CHECK (sealed IS NULL OR commitment IS NOT NULL),
      ADD CONSTRAINT committed_to_at_a_place CHECK ((commitment IS NULL) = (position IS NULL));
    -- What is encrypted does not get smaller by packing it.
    ALTER TABLE decision_drivers ALTER COLUMN sealed SET STORAGE EXTERNAL;

    ALTER TABLE decisions
      ADD COLUMN bundle_salt bytea CHECK (octet_length(bundle_salt) = 32),
      ADD COLUMN bundle_commitment bytea CHECK (octet_length(bundle_commitment) = 32),
      ADD COLUMN root bytea CHECK (octet_length(root) = 32),
      ADD CONSTRAINT rooted_whole CHECK (num_nulls(bundle_salt, bundle_commitment, root) IN (0, 3));

    -- Each decision's root is a leaf of the log. Written with the decision, put in its place later,
    -- by the one writer of the log.
    CREATE TABLE log_leaves (
      decision_id opaque_id PRIMARY KEY,
      root bytea NOT NULL CHECK (octet_length(root) = 32),
      leaf_index bigint UNIQUE CHECK (leaf_index >= 0)
    );
  `;
}
