import { ForwardOnly } from './forward-only.js';

export class Foundations extends ForwardOnly {
  override readonly name = 'Foundations1795305600001';

  protected override readonly sql = /* sql */ `
    -- Ids are made elsewhere and mean nothing here. They sort by code unit on every server, whatever
    -- its locale, since pages and locks are taken in their order.
    CREATE DOMAIN opaque_id AS text COLLATE "C" CHECK (length(VALUE) BETWEEN 1 AND 200);

    -- The wall clock, moving within a transaction. Times are milliseconds everywhere else, too.
    CREATE FUNCTION paidan_now_ms() RETURNS bigint
      LANGUAGE sql VOLATILE PARALLEL SAFE
      RETURN (extract(epoch FROM clock_timestamp()) * 1000)::bigint;

    -- What a total must be. PL/pgSQL, because a CHECK calls it for every recorded driver and a SQL
    -- function with an aggregate took twice the time of the whole insert.
    CREATE FUNCTION paidan_total(weights integer[], points integer[]) RETURNS bigint
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
      AS $$
      DECLARE
        total bigint := 0;
      BEGIN
        FOR part IN 1 .. cardinality(weights) LOOP
          total := total + weights[part]::bigint * points[part];
        END LOOP;
        RETURN total;
      END
      $$;
  `;
}
