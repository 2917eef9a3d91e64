import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '@nats-io/transport-node';
import { EVENT_STREAM, inboxPrefix, type CloudEvent } from '#libs/contracts';
import { readStream } from '#libs/nats';
import type { TestDatabase } from './database.js';

const SETTLES_WITHIN_MS = 30_000;

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

/**
 * What stands in the outbox and in the stream, once both say the same. A service that lives goes on
 * deciding, so the two are read again while they differ; an event that stands twice differs for
 * ever.
 */
export async function allTold(
  database: TestDatabase,
  broker: Broker,
): Promise<{ readonly outbox: string[]; readonly stream: string[]; readonly dead: number }> {
  const deadline = Date.now() + SETTLES_WITHIN_MS;
  for (;;) {
    const rows = await database.query<{ id: string; dead: boolean }>(
      'SELECT id, dead_at_ms IS NOT NULL AS dead FROM outbox',
    );
    const events = await storedEvents(broker);
    const outbox = rows.map(({ id }) => id).sort();
    const stream = events.map(({ messageId }) => messageId).sort();
    if (outbox.join() === stream.join() || Date.now() > deadline) {
      return { outbox, stream, dead: rows.filter(({ dead }) => dead).length };
    }
    await delay(100);
  }
}
