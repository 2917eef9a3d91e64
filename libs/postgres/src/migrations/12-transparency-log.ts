import { ForwardOnly } from './forward-only.js';

export class TransparencyLog extends ForwardOnly {
  override readonly name = 'TransparencyLog1795305600012';

  protected override readonly sql = /* sql */ `
    ALTER TABLE log_leaves ADD COLUMN written_at_ms bigint NOT NULL DEFAULT paidan_now_ms();
    CREATE INDEX log_leaves_waiting ON log_leaves (written_at_ms, decision_id)
      WHERE leaf_index IS NULL;
    COMMENT ON INDEX log_leaves_waiting IS 'the sequencer: leaves without a place, oldest first';

    -- Roots of complete subtrees of 256, 65 536, … leaves: with them any proof is read from a few
    -- hundred hashes, however long the log grows, and no process has to hold the tree.
    CREATE TABLE log_nodes (
      height smallint NOT NULL CHECK (height > 0 AND height % 8 = 0),
      node_index bigint NOT NULL CHECK (node_index >= 0),
      hash bytea NOT NULL CHECK (octet_length(hash) = 32),
      PRIMARY KEY (height, node_index)
    );

    -- What was signed stays signed: a size has one checkpoint, and none is ever taken back.
    CREATE TABLE log_checkpoints (
      number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      origin text COLLATE "C" NOT NULL,
      size bigint NOT NULL CHECK (size >= 0),
      note text NOT NULL,
      vkey text NOT NULL,
      signed_at_ms bigint NOT NULL,
      PRIMARY KEY (origin, size)
    );
  `;
}
