import type { Outbox, OutboxEvent } from '#libs/dispatch';
import type { Sql } from './sql.js';

export class PostgresOutbox implements Outbox {
  constructor(private readonly sql: Sql) {}

  /** Sorted before numbers are drawn, so events of one call keep their order. */
  async add(events: readonly OutboxEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.sql(
      `INSERT INTO outbox (id, type, key, at_ms, payload, request_id)
       SELECT id, type, key, at_ms, payload, request_id
       FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[])
         WITH ORDINALITY AS e (id, type, key, at_ms, payload, request_id, place)
       ORDER BY place`,
      [
        events.map(({ id }) => id),
        events.map(({ type }) => type),
        events.map(({ key }) => key),
        events.map(({ atMs }) => atMs),
        events.map(({ data }) => JSON.stringify(data ?? null)),
        events.map(({ requestId }) => requestId),
      ],
    );
  }
}
