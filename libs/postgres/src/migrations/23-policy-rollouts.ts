import { ForwardOnly } from './forward-only.js';

export class PolicyRollouts extends ForwardOnly {
  override readonly name = 'PolicyRollouts1795305600023';

  protected override readonly sql = /* sql */ `
    -- One stage of letting a policy in beside another. What it draws is never changed, only ended:
    -- which rules were let in for whom since when is part of what is published (D5).
    CREATE TABLE policy_rollouts (
      rollout_id opaque_id PRIMARY KEY,
      number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      city_code text COLLATE "C" NOT NULL,
      policy_hash text COLLATE "C" NOT NULL REFERENCES policies,
      base_hash text COLLATE "C" NOT NULL REFERENCES policies,
      method text NOT NULL CHECK (method IN ('percent', 'switchback')),
      percent integer NOT NULL CHECK (percent BETWEEN 0 AND 100),
      window_ms bigint CHECK (window_ms > 0),
      region text CHECK (region IN ('city', 'market')),
      salt text NOT NULL,
      from_ms bigint NOT NULL,
      until_ms bigint,
      put_by opaque_id NOT NULL,
      put_at_ms bigint NOT NULL,
      ended_at_ms bigint,
      ended_by opaque_id,
      ended_because text CHECK (ended_because IN ('ended', 'next_stage', 'activated')),
      CONSTRAINT beside_another CHECK (policy_hash <> base_hash),
      CONSTRAINT a_switchback_has_its_stretch CHECK (
        (method = 'switchback') = (window_ms IS NOT NULL)
        AND (method = 'switchback') = (region IS NOT NULL)),
      CONSTRAINT ended_in_full CHECK (
        (ended_at_ms IS NULL) = (ended_by IS NULL)
        AND (ended_at_ms IS NULL) = (ended_because IS NULL))
    );
    CREATE UNIQUE INDEX policy_rollouts_under_way ON policy_rollouts (city_code) WHERE ended_at_ms IS NULL;
    COMMENT ON INDEX policy_rollouts_under_way IS 'rollouts.start: one a city; rollouts.drawing: at each posting';

    -- What an order drew when it was posted, and what by, so that the draw can be done again.
    CREATE TABLE policy_draws (
      order_id opaque_id PRIMARY KEY REFERENCES orders ON DELETE CASCADE,
      rollout_id opaque_id NOT NULL REFERENCES policy_rollouts,
      arm text NOT NULL CHECK (arm IN ('candidate', 'base')),
      unit text COLLATE "C" NOT NULL,
      bucket integer NOT NULL CHECK (bucket BETWEEN 0 AND 9999)
    );

    -- Past decisions taken again under a policy before it decides. The report names no driver.
    CREATE TABLE policy_shadow_runs (
      run_id opaque_id PRIMARY KEY,
      number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      policy_hash text COLLATE "C" NOT NULL REFERENCES policies,
      base_hash text COLLATE "C" NOT NULL REFERENCES policies,
      city_code text COLLATE "C" NOT NULL,
      since_ms bigint,
      most integer NOT NULL,
      available integer NOT NULL,
      at_ms bigint NOT NULL,
      put_by opaque_id NOT NULL,
      result_hash text COLLATE "C" NOT NULL,
      report text NOT NULL
    );
    CREATE INDEX policy_shadow_runs_of_pair ON policy_shadow_runs (policy_hash, base_hash, number DESC);
    COMMENT ON INDEX policy_shadow_runs_of_pair IS 'shadowRuns.of: whether a large change was rehearsed';
  `;
}
