import { anEvent } from '../../libs/dispatch/src/ports/samples.contract.js';
import { gate } from '../../libs/dispatch/src/ports/rule.contract.js';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';

let postgres: OpenDatabase;

beforeAll(async () => {
  postgres = await openDatabase();
});
beforeEach(() => postgres.empty());
afterAll(async () => {
  await postgres.close();
  await dropTemplate();
});

const add = (...ids: string[]): Promise<void> =>
  postgres.database.transact((tx) => tx.outbox.add(ids.map((id) => anEvent(id))));
const waiting = async (limit = 100): Promise<string[]> =>
  (await postgres.outboxFeed.unpublished(limit)).map(({ id }) => id);

describe('the outbox', () => {
  it('gives events to the relay in the order in which they were added', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `e${index}`);
    await add(...ids.slice(0, 20));
    await add(...ids.slice(20));
    expect(await waiting()).toEqual(ids);
    expect(await waiting(3)).toEqual(ids.slice(0, 3));
    const [row] = await postgres.outboxFeed.unpublished(1);
    expect(row).toEqual({
      ...anEvent('e0'),
      data: undefined,
      seq: row?.seq,
      payload: '{"orderId":"o1"}',
    });
  });

  it('does not skip an event that was committed after later ones were published', async () => {
    const [written, finish] = [gate(), gate()];
    const slow = postgres.database.transact(async (tx) => {
      await tx.outbox.add([anEvent('slow', { key: 'o1' })]);
      written.open();
      await finish.opened;
    });
    await written.opened;
    await postgres.database.transact((tx) => tx.outbox.add([anEvent('quick', { key: 'o2' })]));
    expect(await waiting()).toEqual(['quick']);
    await postgres.outboxFeed.markPublished([{ id: 'quick', streamSeq: 1 }], 1);
    finish.open();
    await slow;
    expect(await waiting()).toEqual(['slow']);
  });

  it('keeps the first mark of an event that is marked twice', async () => {
    await add('a', 'b');
    const { outboxFeed } = postgres;
    await outboxFeed.markPublished([{ id: 'a', streamSeq: 7 }], 100);
    await outboxFeed.markPublished(
      [
        { id: 'a', streamSeq: 9 },
        { id: 'b', streamSeq: 8 },
        { id: 'unknown', streamSeq: 10 },
      ],
      200,
    );
    const rows = await postgres.test.query(
      'SELECT id, stream_seq, published_at_ms FROM outbox ORDER BY id',
    );
    expect(rows).toEqual([
      { id: 'a', stream_seq: '7', published_at_ms: '100' },
      { id: 'b', stream_seq: '8', published_at_ms: '200' },
    ]);
  });

  it('puts an event aside that can not be published, and tells how many wait', async () => {
    const { outboxFeed } = postgres;
    expect(await outboxFeed.lag()).toEqual({ waiting: 0, oldestAtMs: null, dead: 0 });
    await add('a', 'b', 'c');
    await outboxFeed.markDead('b', 'too large', 5);
    expect(await waiting()).toEqual(['a', 'c']);
    expect(await outboxFeed.lag()).toEqual({ waiting: 2, oldestAtMs: anEvent('a').atMs, dead: 1 });
    await outboxFeed.markPublished([{ id: 'b', streamSeq: 3 }], 6);
    expect((await outboxFeed.lag()).dead).toBe(0);
  });

  it('deletes what was published long ago, in pieces, and nothing that waits', async () => {
    const { outboxFeed } = postgres;
    await add('a', 'b', 'c', 'd');
    const mark = (id: string, atMs: number) =>
      outboxFeed.markPublished([{ id, streamSeq: 1 }], atMs);
    await mark('a', 10);
    await mark('b', 20);
    await mark('c', 30);
    expect(await outboxFeed.deleteOlderThan(30, 1)).toBe(1);
    expect(await outboxFeed.deleteOlderThan(30, 10)).toBe(1);
    expect(await outboxFeed.deleteOlderThan(30, 10)).toBe(0);
    expect(await waiting()).toEqual(['d']);
  });

  it('remembers how far the stream was compared', async () => {
    const { outboxFeed } = postgres;
    expect(await outboxFeed.streamCursor()).toBe(0);
    await outboxFeed.setStreamCursor(123_456_789_012);
    expect(await outboxFeed.streamCursor()).toBe(123_456_789_012);
    await outboxFeed.setStreamCursor(0);
    expect(await outboxFeed.streamCursor()).toBe(0);
  });
});

describe('the relay’s lock', () => {
  const terminate = (): Promise<unknown[]> =>
    postgres.test.query(
      `SELECT pg_terminate_backend(l.pid) FROM pg_locks l
       WHERE l.locktype = 'advisory' AND l.database = (
         SELECT oid FROM pg_database WHERE datname = current_database())`,
    );

  it('is held by one at a time and passed on when it is released', async () => {
    const { outboxFeed } = postgres;
    const locks = await Promise.all(Array.from({ length: 5 }, () => outboxFeed.lock()));
    const held = locks.filter((lock) => lock !== null);
    expect(held).toHaveLength(1);
    const [lock] = held;
    expect(lock?.held).toBe(true);
    expect(await lock?.verify()).toBe(true);
    await lock?.release();
    expect(lock?.held).toBe(false);
    expect(await lock?.ended).toBe('released');
    const next = await outboxFeed.lock();
    expect(next?.held).toBe(true);
    await next?.release();
  });

  it('is known to be lost when its connection ends', async () => {
    const lock = await postgres.outboxFeed.lock();
    expect(lock).not.toBeNull();
    expect(await terminate()).toHaveLength(1);
    expect(await lock?.ended).toBe('lost');
    expect(lock?.held).toBe(false);
    expect(await lock?.verify()).toBe(false);
    const next = await postgres.outboxFeed.lock();
    expect(next?.held).toBe(true);
    await lock?.release();
    expect(next?.held).toBe(true);
    await next?.release();
  });

  it('takes no connection from the pool', async () => {
    const one = await openDatabase({ poolSize: 1 });
    const lock = await one.outboxFeed.lock();
    expect(await one.ping(2_000)).toBeNull();
    await lock?.release();
    await one.close();
  });
});
