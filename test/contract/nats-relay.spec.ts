import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection, PublishOptions } from '@nats-io/transport-node';
import { LogSampler, OutboxRelay, ensureEventStream, readStream } from '#libs/nats';
import type { OutboxFeed, OutboxRelaySettings } from '#libs/nats';
import { MemoryOutbox, RecordingLog, eventually, natsForTest } from '../support/nats.js';
import type { OutboxRow } from '../support/nats.js';

// The broker forgets ids after this; every scene below waits longer, so that only we keep ids
// single.
const DEDUPE_MS = 100;
const BEYOND_DEDUPE_MS = 250;

let connection: NatsConnection;
let stream: string;
let root: string;
let log: RecordingLog;
const started: OutboxRelay<OutboxRow>[] = [];

beforeAll(async () => {
  connection = await natsForTest();
});
afterAll(async () => {
  await connection.close();
});
beforeEach(async () => {
  const name = `RELAY_${randomUUID().slice(0, 8)}`;
  stream = name;
  root = `relay.${name}.`;
  log = new RecordingLog();
  await ensureStream();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((relay) => relay.stop()));
  await (await jetstreamManager(connection)).streams.delete(stream).catch(() => undefined);
});

describe('the outbox relay', () => {
  it('publishes every event once and keeps the order of each key', async () => {
    const outbox = new MemoryOutbox();
    outbox.add(...rows(1_000));
    start(outbox);
    await eventually(() => outbox.waiting === 0);
    expect(await idsInStream()).toEqual(outbox.rows.map((held) => held.row.id));
    expect(outbox.rows.map((held) => held.streamSeq)).toEqual(outbox.rows.map((_, at) => at + 1));
    expect(outbox.cursor).toBe(1_000);
  });

  it('publishes at once when it is poked', async () => {
    const outbox = new MemoryOutbox();
    const relay = start(outbox, { idleMs: 60_000 });
    await eventually(() => relay.counts().leading);
    await delay(50);
    const beganMs = performance.now();
    outbox.add(...rows(1));
    relay.poke();
    await eventually(() => outbox.waiting === 0);
    expect(performance.now() - beganMs).toBeLessThan(1_000);
  });

  it.each([
    ['before it published', 'unpublished'],
    ['after it published and before it marked', 'markPublished'],
    ['after it marked and before it moved the cursor', 'setStreamCursor'],
  ] as const)('stores each id once when it dies %s', async (_when, method) => {
    const outbox = new MemoryOutbox();
    outbox.add(...rows(600));
    const dying = start(crashingAt(outbox, method, 2), { batchSize: 100 });
    await eventually(() => log.lines.some((line) => line.message.includes('starts over')));
    await dying.stop();
    await delay(BEYOND_DEDUPE_MS);
    outbox.loseLock();
    start(outbox);
    await eventually(() => outbox.waiting === 0);
    await expectEachOnce(outbox);
  });

  it('stores each id once when acks are lost', async () => {
    const outbox = new MemoryOutbox();
    outbox.add(...rows(300));
    start(outbox, {
      connection: losingAcks(connection, 3),
      ackTimeoutMs: BEYOND_DEDUPE_MS,
      batchSize: 50,
    });
    await eventually(() => outbox.waiting === 0);
    await expectEachOnce(outbox);
    expect(log.lines.some((line) => JSON.stringify(line.fields).includes('relay_late'))).toBe(true);
  });

  it('leaves the work to one of two, and the other takes over', async () => {
    const outbox = new MemoryOutbox();
    const first = start(outbox);
    await eventually(() => first.counts().leading);
    const second = start(outbox);
    outbox.add(...rows(100));
    await eventually(() => outbox.waiting === 0);
    expect(second.counts().published).toBe(0);
    await first.stop();
    outbox.add(...rows(100));
    await eventually(() => outbox.waiting === 0);
    expect(second.counts().leading).toBe(true);
    await expectEachOnce(outbox);
  });

  it('stores each id once when two believe that they lead', async () => {
    const outbox = new MemoryOutbox();
    start(outbox, { batchSize: 10 });
    outbox.add(...rows(500));
    for (let turn = 0; turn < 5; turn++) {
      outbox.loseLock();
      start(outbox, { batchSize: 10 });
      await delay(10);
    }
    outbox.add(...rows(500));
    await eventually(() => outbox.waiting === 0);
    await expectEachOnce(outbox);
  });

  it('cannot write any more once it was overtaken while it stood still', async () => {
    expect(await overtakeWhilePaused(connection)).toEqual({ stored: 40, ids: 40 });
  });

  it('and would write twice without the expected sequence (the twin)', async () => {
    expect(await overtakeWhilePaused(withoutFence(connection))).toEqual({ stored: 80, ids: 40 });
  });

  it('puts an event aside that cannot be sent, and goes on', async () => {
    const outbox = new MemoryOutbox();
    const [small, huge, misnamed, unspeakable, last] = rows(5) as [
      OutboxRow,
      OutboxRow,
      OutboxRow,
      OutboxRow,
      OutboxRow,
    ];
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    outbox.add(
      small,
      { ...huge, data: 'x'.repeat(2_000_000) },
      { ...misnamed, type: 'order posted' },
      { ...unspeakable, data: cyclic },
      last,
    );
    const relay = start(outbox);
    await eventually(() => outbox.waiting === 0);
    expect(await idsInStream()).toEqual([small.id, last.id]);
    expect(outbox.rows.map((held) => held.dead !== null)).toEqual([false, true, true, true, false]);
    expect(relay.counts()).toMatchObject({ published: 2, dead: 3 });
    expect(log.lines.filter((line) => line.level === 'error')).toHaveLength(3);
  });

  it('puts an event aside that is larger than the stream takes', async () => {
    const outbox = new MemoryOutbox();
    const manager = await jetstreamManager(connection);
    await manager.streams.update(stream, { max_msg_size: 1_000 });
    const [first, huge, last] = rows(3) as [OutboxRow, OutboxRow, OutboxRow];
    outbox.add(first, { ...huge, data: 'x'.repeat(2_000) }, last);
    start(outbox);
    await eventually(() => outbox.waiting === 0);
    expect(await idsInStream()).toEqual([first.id, last.id]);
    expect(outbox.rows[1]?.dead).toMatch(/maximum/);
  });

  it.each(['deleted', 'purged'] as const)('goes on after the stream was %s', async (fate) => {
    const outbox = new MemoryOutbox();
    outbox.add(...rows(50));
    start(outbox, { idleMs: 20 });
    await eventually(() => outbox.waiting === 0);
    const manager = await jetstreamManager(connection);
    await (fate === 'deleted' ? manager.streams.delete(stream) : manager.streams.purge(stream));
    const later = rows(50);
    outbox.add(...later);
    await eventually(() => outbox.waiting === 0);
    expect(await idsInStream()).toEqual(later.map((row) => row.id));
    expect(outbox.cursor).toBe(fate === 'deleted' ? 50 : 100);
  });

  it('recognises what an earlier outbox of the same stream published', async () => {
    const outbox = new MemoryOutbox();
    outbox.add(...rows(2_500));
    const relay = start(outbox);
    await eventually(() => outbox.waiting === 0);
    await relay.stop();
    // As after a restore from a backup that was taken before any of it was marked.
    const restored = new MemoryOutbox();
    restored.add(...outbox.rows.map((held) => held.row));
    const next = start(restored);
    await eventually(() => restored.waiting === 0);
    expect(next.counts()).toMatchObject({ published: 0, reread: 2_500 });
    await expectEachOnce(restored);
  });
});

/** An old leader reads its rows, stands still while another publishes them all, then goes on. */
async function overtakeWhilePaused(
  ofOld: NatsConnection,
): Promise<{ stored: number; ids: number }> {
  const outbox = new MemoryOutbox();
  const gate = { open: (): void => undefined };
  const opened = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
  let asked = false;
  const paused = overlay(outbox, {
    unpublished: async (limit) => {
      const read = await outbox.unpublished(limit);
      if (read.length > 0 && !asked) {
        asked = true;
        await opened;
      }
      return read;
    },
  });
  const old = start(paused, { connection: ofOld });
  await eventually(() => old.counts().leading);
  outbox.add(...rows(40));
  old.poke();
  await eventually(() => asked);
  outbox.loseLock();
  start(outbox);
  await eventually(() => outbox.waiting === 0);
  await delay(BEYOND_DEDUPE_MS);
  gate.open();
  await delay(BEYOND_DEDUPE_MS);
  const ids = await idsInStream();
  return { stored: ids.length, ids: new Set(ids).size };
}

function start(
  feed: OutboxFeed<OutboxRow>,
  more: Partial<OutboxRelaySettings<OutboxRow>> = {},
): OutboxRelay<OutboxRow> {
  const relay = new OutboxRelay({
    connection,
    feed,
    stream,
    subjectRoot: root,
    ensureStream,
    render: (row) => ({ subject: `${root}${row.type}`, body: JSON.stringify(row.data) }),
    nowMs: () => Date.now(),
    log,
    sampler: new LogSampler(log),
    idleMs: 50,
    ...more,
  });
  started.push(relay);
  relay.start();
  return relay;
}

async function ensureStream(): Promise<void> {
  await ensureEventStream(connection, {
    name: stream,
    subject: `${root}>`,
    maxBytes: 64 * 1024 * 1024,
    duplicateWindowMs: DEDUPE_MS,
  });
}

function rows(count: number): OutboxRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    type: 'order.posted',
    key: `order-${index % 7}`,
    data: { index },
  }));
}

async function idsInStream(): Promise<string[]> {
  const ids: string[] = [];
  for await (const batch of readStream(connection, stream, 1, { headersOnly: true })) {
    ids.push(...batch.map((event) => event.id ?? 'none'));
  }
  return ids;
}

/** Each id once, none missing, and each key in the order in which it happened. */
async function expectEachOnce(outbox: MemoryOutbox): Promise<void> {
  const ids = await idsInStream();
  expect(ids).toEqual(outbox.rows.map((held) => held.row.id));
}

function overlay(
  outbox: MemoryOutbox,
  instead: Partial<OutboxFeed<OutboxRow>>,
): OutboxFeed<OutboxRow> {
  return {
    lock: () => outbox.lock(),
    unpublished: (limit) => outbox.unpublished(limit),
    markPublished: (published) => outbox.markPublished(published),
    markDead: (id, reason) => outbox.markDead(id, reason),
    streamCursor: () => outbox.streamCursor(),
    setStreamCursor: (sequence) => outbox.setStreamCursor(sequence),
    ...instead,
  };
}

/**
 * The process dies at its n-th call of a method: nothing it asks of the database is done from then
 * on.
 */
function crashingAt(
  outbox: MemoryOutbox,
  method: 'unpublished' | 'markPublished' | 'setStreamCursor',
  nth: number,
): OutboxFeed<OutboxRow> {
  let calls = 0;
  let dead = false;
  const guard = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    if (name === method && ++calls === nth) dead = true;
    if (dead) throw new Error('planted crash');
    return work();
  };
  return overlay(outbox, {
    lock: () => guard('lock', () => outbox.lock()),
    unpublished: (limit) => guard('unpublished', () => outbox.unpublished(limit)),
    markPublished: (done) => guard('markPublished', () => outbox.markPublished(done)),
    streamCursor: () => guard('streamCursor', () => outbox.streamCursor()),
    setStreamCursor: (to) => guard('setStreamCursor', () => outbox.setStreamCursor(to)),
  });
}

/** The first acks never arrive, though the messages were stored. */
function losingAcks(inner: NatsConnection, count: number): NatsConnection {
  let lost = 0;
  return wrap(inner, {
    subscribe: (subject, options = {}) =>
      inner.subscribe(subject, {
        ...options,
        callback: (error, message) => {
          if (message.subject.endsWith('.7') && lost < count) lost += 1;
          else void options.callback?.(error, message);
        },
      }),
  });
}

function withoutFence(inner: NatsConnection): NatsConnection {
  return wrap(inner, {
    publish: (subject, body, options?: PublishOptions) => {
      options?.headers?.delete('Nats-Expected-Last-Sequence');
      inner.publish(subject, body, options);
    },
  });
}

function wrap(inner: NatsConnection, instead: Partial<NatsConnection>): NatsConnection {
  return new Proxy(inner, {
    get: (target, name) => {
      const own: unknown = Reflect.get(instead, name);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
