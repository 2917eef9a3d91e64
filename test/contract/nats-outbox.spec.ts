import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { LogSampler, OutboxRelay, closeNats, ensureEventStream, readStream } from '#libs/nats';
import type { OutboxRow } from '#libs/postgres';
import { dropTemplate, openDatabase } from '../support/database.js';
import type { OpenDatabase } from '../support/database.js';
import { RecordingLog, eventually, natsForTest } from '../support/nats.js';

const DEDUPE_MS = 100;

let connection: NatsConnection;
let postgres: OpenDatabase;
let stream: string;
const started: OutboxRelay<OutboxRow>[] = [];

beforeAll(async () => {
  connection = await natsForTest();
});
afterAll(async () => {
  await closeNats(connection);
  await dropTemplate();
});
beforeEach(async () => {
  postgres = await openDatabase();
  stream = `OUTBOX_${randomUUID().slice(0, 8)}`;
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((relay) => relay.stop()));
  await (await jetstreamManager(connection)).streams.delete(stream).catch(() => undefined);
  await postgres.close();
});

describe('events on their way from PostgreSQL to JetStream', () => {
  it('stand in the stream once each, in the order of their keys, whichever relay dies', async () => {
    start();
    start();
    for (let batch = 0; batch < 6; batch++) {
      await commit(200, batch);
      // The leader's session dies; it may be between publishing and marking just now.
      await postgres.test.query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks
         WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      await delay(DEDUPE_MS);
    }
    await eventually(async () => (await postgres.outboxFeed.lag()).waiting === 0);
    const turns = started.map((relay) => relay.counts().reconciliations);
    expect(turns.reduce((sum, turn) => sum + turn)).toBeGreaterThan(3);
    const events = await readAll();
    const rows = await postgres.test.query<{ id: string; stream_seq: string }>(
      'SELECT id, stream_seq FROM outbox ORDER BY stream_seq',
    );
    expect(rows).toHaveLength(1_200);
    expect(events.map((event) => event.id)).toEqual(rows.map((row) => row.id));
    const sequences = rows.map((row) => Number(row.stream_seq));
    expect(events.map((event) => event.sequence)).toEqual(sequences);
    for (const key of new Set(events.map((event) => event.key))) {
      const numbers = events.filter((event) => event.key === key).map((event) => event.number);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  });

  it('are recognised in the stream after their marks were lost', async () => {
    const relay = start();
    await commit(300, 0);
    await eventually(async () => (await postgres.outboxFeed.lag()).waiting === 0);
    await relay.stop();
    // As if the relay had died after each publish, and longer ago than the broker remembers.
    await postgres.test.query('UPDATE outbox SET published_at_ms = NULL, stream_seq = NULL');
    await postgres.test.query('UPDATE relay_state SET stream_cursor = 0');
    await delay(2 * DEDUPE_MS);
    start();
    await eventually(async () => (await postgres.outboxFeed.lag()).waiting === 0);
    expect((await readAll()).length).toBe(300);
  });

  it('are put aside with the reason when they cannot be sent', async () => {
    await commit(1, 0, 'x'.repeat(1_100_000));
    await commit(1, 1);
    start();
    await eventually(async () => (await postgres.outboxFeed.lag()).waiting === 0);
    expect((await readAll()).map((event) => event.number)).toEqual([100_000]);
    expect(await postgres.outboxFeed.lag()).toMatchObject({ waiting: 0, dead: 1 });
  });
});

function start(): OutboxRelay<OutboxRow> {
  const log = new RecordingLog();
  const relay = new OutboxRelay({
    connection,
    feed: postgres.outboxFeed,
    stream,
    subjectRoot: `outbox.${stream}.`,
    ensureStream: () =>
      ensureEventStream(connection, {
        name: stream,
        subject: `outbox.${stream}.>`,
        maxBytes: 64 * 1024 * 1024,
        duplicateWindowMs: DEDUPE_MS,
      }),
    render: (row) => ({ subject: `outbox.${stream}.${row.type}`, body: row.payload }),
    nowMs: () => Date.now(),
    log,
    sampler: new LogSampler(log),
    batchSize: 32,
    idleMs: 20,
  });
  started.push(relay);
  relay.start();
  return relay;
}

/** Small transactions, some events each, as commands write them. */
async function commit(count: number, batch: number, padding = ''): Promise<void> {
  for (let from = 0; from < count; from += 10) {
    const events = Array.from({ length: Math.min(10, count - from) }, (_, index) => ({
      id: randomUUID(),
      type: 'order.posted',
      key: `order-${(from + index) % 7}`,
      atMs: Date.now(),
      data: { number: batch * 100_000 + from + index, key: `order-${(from + index) % 7}`, padding },
      requestId: null,
    }));
    await postgres.database.transact((tx) => tx.outbox.add(events));
  }
}

async function readAll(): Promise<
  { id: string | null; sequence: number; key: string; number: number }[]
> {
  const found: { id: string | null; sequence: number; key: string; number: number }[] = [];
  for await (const batch of readStream(connection, stream, 1)) {
    for (const { id, sequence, data } of batch) {
      const { key, number } = JSON.parse(new TextDecoder().decode(data)) as {
        key: string;
        number: number;
      };
      found.push({ id, sequence, key, number });
    }
  }
  return found;
}
