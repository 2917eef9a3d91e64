import assert from 'node:assert/strict';
import type { Database } from './database.js';
import type { WakeUp } from './wake-ups.js';
import { rule, type Rule } from './rule.contract.js';
import { anOrder, START_MS, stored } from './samples.contract.js';

const LEASE_MS = 30_000;

const take = (
  database: Database,
  fence: string,
  { nowMs = START_MS, limit = 100 } = {},
): Promise<WakeUp[]> =>
  database.transact((tx) => tx.wakeUps.take({ nowMs, leaseMs: LEASE_MS, limit, fence }));

const due = (database: Database, ...steps: [orderId: string, dueAtMs: number][]): Promise<void> =>
  database.transact(async (tx) => {
    for (const [orderId, dueAtMs] of steps) {
      await tx.wakeUps.set(orderId, { kind: 'recommend', dueAtMs });
    }
  });

const orders = Array.from({ length: 30 }, (_, index) => anOrder(`o${index}`));
const ids = (wakeUps: readonly WakeUp[]): string[] => wakeUps.map(({ orderId }) => orderId);

export const wakeUpsContract: readonly Rule[] = [
  rule('hands a due step to one of the takers that come at once', async (database) => {
    await stored(database, { orders });
    await due(database, ...orders.map(({ orderId }): [string, number] => [orderId, START_MS]));
    const takers = Array.from({ length: 12 }, (_, index) => `taker-${index}`);
    const batches = await Promise.all(takers.map((fence) => take(database, fence, { limit: 7 })));
    const rest = await take(database, 'rest');
    const all = [...batches.flat(), ...rest];
    assert.equal(all.length, orders.length);
    assert.equal(new Set(ids(all)).size, orders.length, 'none was taken twice');
    for (const [index, batch] of batches.entries()) {
      assert.ok(batch.length <= 7, 'a taker gets no more than he asked for');
      for (const wakeUp of batch) assert.equal(wakeUp.fence, takers[index]);
    }
  }),

  rule('hands out what is due, earliest first, and leaves the rest', async (database) => {
    await stored(database, { orders });
    await due(database, ['o1', START_MS], ['o2', START_MS - 5], ['o3', START_MS + 1]);
    assert.equal(await database.read.wakeUps.nextDueAtMs(), START_MS - 5);
    const taken = await take(database, 'f');
    assert.deepEqual(taken[0], {
      orderId: 'o2',
      kind: 'recommend',
      dueAtMs: START_MS - 5,
      attempts: 1,
      fence: 'f',
    });
    assert.deepEqual(ids(taken), ['o2', 'o1']);
    assert.equal(await database.read.wakeUps.nextDueAtMs(), START_MS + 1);
  }),

  rule('replaces a taker that died once its lease is over, not before', async (database) => {
    await stored(database, { orders });
    await due(database, ['o1', START_MS]);
    await take(database, 'dead');
    assert.deepEqual(await take(database, 'early', { nowMs: START_MS + LEASE_MS - 1 }), []);
    const [again] = await take(database, 'next', { nowMs: START_MS + LEASE_MS });
    assert.deepEqual([again?.orderId, again?.attempts, again?.fence], ['o1', 2, 'next']);
  }),

  rule('keeps one step an order, the last one set', async (database) => {
    await stored(database, { orders });
    await due(database, ['o1', START_MS]);
    await take(database, 'f');
    await database.transact((tx) => tx.wakeUps.set('o1', { kind: 'award', dueAtMs: START_MS + 9 }));
    assert.deepEqual(await take(database, 'g'), [], 'the new step is not due');
    const [step] = await take(database, 'g', { nowMs: START_MS + 9 });
    assert.deepEqual([step?.kind, step?.attempts], ['award', 1]);
    await database.transact((tx) => tx.wakeUps.clear('o1'));
    assert.equal(await database.read.wakeUps.nextDueAtMs(), null);
  }),

  rule('tells a taker whether his step is still the next one', async (database) => {
    await stored(database, { orders });
    await due(database, ['o1', START_MS], ['o2', START_MS], ['o3', START_MS]);
    await take(database, 'mine');
    const holds = (orderId: string, fence: string): Promise<boolean> =>
      database.read.wakeUps.holds({ orderId, fence });
    await due(database, ['o1', START_MS]);
    await take(database, 'theirs', { nowMs: START_MS });
    await database.transact((tx) => tx.wakeUps.clear('o3'));
    assert.equal(await holds('o1', 'mine'), false, 'replaced, and taken by another');
    assert.equal(await holds('o1', 'theirs'), true);
    assert.equal(await holds('o2', 'mine'), true);
    assert.equal(await holds('o3', 'mine'), false, 'cleared');
  }),

  rule('puts a failed step back, unless it was replaced or taken over', async (database) => {
    await stored(database, { orders });
    await due(database, ['o1', START_MS], ['o2', START_MS], ['o3', START_MS]);
    const [first, second, third] = await take(database, 'f');
    assert.ok(first && second && third);
    await due(database, [second.orderId, START_MS + 1]);
    await take(database, 'g', { nowMs: START_MS + LEASE_MS, limit: 1 });
    const nowMs = START_MS + LEASE_MS + 5;
    await database.transact(async (tx) => {
      for (const wakeUp of [first, second, third]) await tx.wakeUps.postpone(wakeUp, nowMs + 100);
    });
    const taken = await take(database, 'h', { nowMs: nowMs + 100 });
    const expected = new Map([
      // Replaced while the first taker worked on it, then taken by the second one.
      [second.orderId, 'leased'],
      [first.orderId, 'put back'],
      [third.orderId, 'put back'],
    ]);
    for (const { orderId, attempts } of taken) {
      assert.equal(expected.get(orderId), 'put back', orderId);
      assert.equal(attempts, 2, 'a failed attempt counts');
    }
    assert.equal(taken.length, 2);
  }),

  rule('hurries a city after a pause, but no window is cut short', async (database) => {
    const guangzhou = { ...anOrder('x').loading, cityCode: '4401' };
    const collectUntilMs = START_MS + 50_000;
    await stored(database, {
      orders: [
        anOrder('o1'),
        anOrder('o2', { collectUntilMs }),
        anOrder('o3', { loading: guangzhou }),
        anOrder('o4', { status: 'cancelled' }),
        anOrder('o5'),
      ],
    });
    const laterMs = START_MS + 90_000;
    await due(database, ['o1', laterMs], ['o3', laterMs], ['o4', laterMs], ['o5', START_MS - 9]);
    await database.transact(async (tx) => {
      await tx.wakeUps.set('o2', { kind: 'award', dueAtMs: laterMs });
      await tx.wakeUps.hurry('3101', START_MS);
    });
    assert.deepEqual(ids(await take(database, 'f')), ['o5', 'o1']);
    await database.transact(async (tx) => {
      for (const orderId of ['o1', 'o5']) await tx.wakeUps.clear(orderId);
    });
    assert.equal(await database.read.wakeUps.nextDueAtMs(), collectUntilMs);
    const [award] = await take(database, 'h', { nowMs: collectUntilMs, limit: 1 });
    assert.deepEqual([award?.orderId, award?.dueAtMs], ['o2', collectUntilMs]);
  }),
];
