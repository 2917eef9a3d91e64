import { connect } from '@nats-io/transport-node';
import { EVENT_STREAM, inboxPrefix, type CloudEvent } from '#libs/contracts';
import { readStream } from '#libs/nats';
import type { TestDatabase } from './database.js';
import { eventually } from './service.js';

export type Broker = { readonly url: string; readonly password?: string };
export type Stored = CloudEvent & { readonly messageId: string; readonly sequence: number };

/** Every event in the stream, first to last. */
export async function storedEvents({ url, password }: Broker): Promise<Stored[]> {
  const connection = await connect({
    servers: url,
    inboxPrefix: inboxPrefix('dispatcher'),
    ...(password === undefined ? {} : { user: 'dispatcher', pass: password }),
  });
  try {
    const events: Stored[] = [];
    for await (const batch of readStream(connection, EVENT_STREAM, 1)) {
      for (const { id, sequence, data } of batch) {
        const event = JSON.parse(new TextDecoder().decode(data)) as CloudEvent;
        events.push({ ...event, messageId: id ?? '', sequence });
      }
    }
    return events;
  } finally {
    await connection.close();
  }
}

/** Waits until the outbox is empty, and tells what stands in it and in the stream. */
export async function allTold(
  database: TestDatabase,
  broker: Broker,
): Promise<{ readonly outbox: string[]; readonly stream: string[]; readonly dead: number }> {
  await eventually(
    async () => {
      const [row] = await database.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM outbox
         WHERE published_at_ms IS NULL AND dead_at_ms IS NULL`,
      );
      return row?.waiting === 0;
    },
    { withinMs: 30_000, what: 'an empty outbox' },
  );
  const rows = await database.query<{ id: string; dead: boolean }>(
    'SELECT id, dead_at_ms IS NOT NULL AS dead FROM outbox',
  );
  const events = await storedEvents(broker);
  return {
    outbox: rows.map(({ id }) => id).sort(),
    stream: events.map(({ messageId }) => messageId).sort(),
    dead: rows.filter(({ dead }) => dead).length,
  };
}
