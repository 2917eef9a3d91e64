import assert from 'node:assert/strict';
import type { Database } from './database.js';
import type { Grab } from './grabs.js';
import { rule, type Rule } from './rule.contract.js';
import { aDriver, anOrder, awarded, START_MS, stored } from './samples.contract.js';

const added = (
  database: Database,
  driverId: string,
  round = 1,
  atMs = START_MS,
): Promise<{ grab: Grab; isNew: boolean }> =>
  database.transact(async (tx) => {
    await tx.orders.byIdForUpdate('o1');
    return tx.grabs.add({ orderId: 'o1', round, driverId, atMs });
  });

const grab = async (...given: Parameters<typeof added>): Promise<Grab> =>
  (await added(...given)).grab;

const drivers = Array.from({ length: 12 }, (_, index) => aDriver(`d${index}`));

export const grabsContract: readonly Rule[] = [
  rule('numbers the grabs of a round without gap when all come at once', async (database) => {
    await stored(database, { orders: [anOrder('o1')], drivers });
    const grabs = await Promise.all(drivers.map(({ driverId }) => grab(database, driverId)));
    assert.deepEqual(
      grabs.map(({ sequence }) => sequence).sort((a, b) => a - b),
      drivers.map((_, index) => index + 1),
    );
    assert.deepEqual(
      await database.read.grabs.ofRound('o1', 1),
      [...grabs].sort((a, b) => a.sequence - b.sequence),
    );
    assert.equal((await grab(database, 'd3', 2)).sequence, 1, 'another round counts anew');
  }),

  rule('answers a second grab with the first, unchanged', async (database) => {
    await stored(database, { orders: [anOrder('o1')], drivers });
    await grab(database, 'd1');
    const { grab: first, isNew } = await added(database, 'd2');
    assert.equal(isNew, true);
    const again = await added(database, 'd2', 1, START_MS + 500);
    assert.deepEqual(again, { grab: first, isNew: false });
    assert.equal(first.sequence, 2);
    assert.deepEqual(await database.read.grabs.find('o1', 1, 'd2'), first);
    assert.equal(await database.read.grabs.find('o1', 1, 'd9'), null);
  }),

  rule('counts a driver’s grabs, and those that still wait', async (database) => {
    await stored(database, { orders: [anOrder('o1')], drivers });
    await grab(database, 'd1', 1, START_MS);
    await grab(database, 'd1', 2, START_MS + 60_000);
    await grab(database, 'd2', 2, START_MS + 60_000);
    const { grabs } = database.read;
    assert.deepEqual(await grabs.countOf('d1', START_MS), { since: 2, open: 2 });
    assert.deepEqual(await grabs.countOf('d1', START_MS + 1), { since: 1, open: 2 });
    assert.deepEqual(await grabs.countOf('d9', START_MS), { since: 0, open: 0 });
    await database.transact((tx) => tx.grabs.setState('o1', 1, ['d1', 'd2', 'd7'], 'lost'));
    assert.deepEqual(await grabs.countOf('d1', START_MS), { since: 2, open: 1 });
    assert.equal((await grabs.countOf('d2', 0)).open, 1, 'his grab of another round is untouched');
  }),

  rule('remembers who gave an order back, and why', async (database) => {
    const order = anOrder('o1');
    await stored(database, { orders: [order], drivers });
    assert.deepEqual(await database.read.grabs.gaveBack('o1'), []);
    let version = 1;
    for (const [driverId, cause] of [
      ['d2', 'not_confirmed'],
      ['d1', 'driver_cancelled'],
      ['d3', 'shipper_cancelled'],
    ] as const) {
      assert.ok(await awarded(database, { ...order, version }, driverId));
      await database.transact(async (tx) => {
        await tx.ledger.release('o1', cause, START_MS);
        await tx.orders.update({ ...order, version: version + 2 });
      });
      version += 2;
    }
    const gaveBack = await database.read.grabs.gaveBack('o1');
    assert.deepEqual(
      [...gaveBack].sort((a, b) => (a.driverId < b.driverId ? -1 : 1)),
      [
        { driverId: 'd1', cause: 'driver_cancelled' },
        { driverId: 'd2', cause: 'not_confirmed' },
      ],
    );
    const { grabs } = database.read;
    assert.deepEqual([...(await grabs.gaveBackBy('d2'))], [['o1', 'not_confirmed']]);
    assert.deepEqual([...(await grabs.gaveBackBy('d3'))], [], 'the shipper’s cancel is not his');
  }),
];
