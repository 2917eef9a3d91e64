import { ForwardOnly } from './forward-only.js';

export class Policies extends ForwardOnly {
  override readonly name = 'Policies1795305600002';

  protected override readonly sql = /* sql */ `
    -- Immutable and named by content: a record points at exactly the rules it was decided by.
    CREATE TABLE policies (
      policy_hash text COLLATE "C" PRIMARY KEY,
      name text NOT NULL,
      version integer NOT NULL CHECK (version >= 1),
      city_code text COLLATE "C" NOT NULL,
      document text NOT NULL,
      put_at_ms bigint NOT NULL
    );

    -- Append only: which rules a city followed since when is part of what is published (D5).
    CREATE TABLE policy_activations (
      activation_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      city_code text COLLATE "C" NOT NULL,
      policy_hash text COLLATE "C" NOT NULL REFERENCES policies,
      active_since_ms bigint NOT NULL
    );
    CREATE INDEX policy_activations_of_city ON policy_activations (city_code, activation_id DESC);
    COMMENT ON INDEX policy_activations_of_city IS 'policies.activeFor: the latest activation of a city';
  `;
}
