import assert from 'node:assert/strict';
import { gate, rule, type Rule } from './rule.contract.js';
import { aDriver, anEvent, anOrder, START_MS, stored } from './samples.contract.js';

export const transactContract: readonly Rule[] = [
  rule('writes everything, or nothing when the work throws', async (database) => {
    await stored(database, { drivers: [aDriver('d1')] });
    const turnedDown = new Error('turned down');
    const work = database.transact(async (tx) => {
      await tx.orders.insert(anOrder('o1'));
      await tx.wakeUps.set('o1', { kind: 'recommend', dueAtMs: START_MS });
      await tx.grabs.add({ orderId: 'o1', round: 1, driverId: 'd1', atMs: START_MS });
      await tx.outbox.add([anEvent('e1')]);
      throw turnedDown;
    });
    await assert.rejects(work, (error) => error === turnedDown);
    const { read } = database;
    assert.equal(await read.orders.byId('o1'), null);
    assert.equal(await read.wakeUps.nextDueAtMs(), null);
    assert.equal((await read.grabs.countOf('d1', 0)).since, 0);
    assert.equal((await read.stats.counts()).outbox, 0);
  }),

  rule('answers what the work answered, with everything written', async (database) => {
    const answer = await database.transact(async (tx) => {
      await tx.orders.insert(anOrder('o1'));
      await tx.outbox.add([anEvent('e1'), anEvent('e2')]);
      return 'posted';
    });
    assert.equal(answer, 'posted');
    assert.notEqual(await database.read.orders.byId('o1'), null);
    assert.equal((await database.read.stats.counts()).outboxUnpublished, 2);
  }),

  rule('shows readers nothing before it is committed', async (database) => {
    const [written, seen] = [gate(), gate()];
    const work = database.transact(async (tx) => {
      await tx.orders.insert(anOrder('o1'));
      written.open();
      await seen.opened;
    });
    await written.opened;
    const during = await database.read.orders.byId('o1');
    seen.open();
    await work;
    assert.equal(during, null);
    assert.notEqual(await database.read.orders.byId('o1'), null);
  }),

  rule('does not pass for done when the work swallows a failed statement', async (database) => {
    const work = database.transact(async (tx) => {
      await tx.orders.insert(anOrder('o1'));
      await tx.orders.insert(anOrder('o1')).catch(() => undefined);
      return 'done';
    });
    await assert.rejects(work);
    assert.equal(await database.read.orders.byId('o1'), null);
  }),

  rule('carries out statements that are asked for all at once', async (database) => {
    await stored(database, { orders: [anOrder('o1')] });
    const found = await database.transact(async (tx) =>
      Promise.all(['o1', 'o2', 'o1'].map((orderId) => tx.orders.byId(orderId))),
    );
    assert.deepEqual(
      found.map((order) => order?.orderId ?? null),
      ['o1', null, 'o1'],
    );
  }),
];
