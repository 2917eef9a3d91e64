import assert from 'node:assert/strict';
import type { Decline } from './declines.js';
import type { Pair } from './pairs.js';
import { rule, type Rule } from './rule.contract.js';
import { aDriver, anOrder, awarded, START_MS, stored } from './samples.contract.js';

const pair = (shipperId: string, driverId: string, over: Partial<Pair> = {}): Pair => ({
  shipperId,
  driverId,
  by: 'shipper',
  kind: 'blocked',
  atMs: START_MS,
  ...over,
});
const drivers = ['d1', 'd2', 'd3'].map((driverId) => aDriver(driverId));

export const pairsContract: readonly Rule[] = [
  rule('keeps one word of each side, the last', async (database) => {
    await stored(database, { drivers });
    await database.transact(async (tx) => {
      await tx.pairs.put(pair('s1', 'd1', { kind: 'familiar' }));
      await tx.pairs.put(pair('s1', 'd1', { atMs: START_MS + 1 }));
      await tx.pairs.put(pair('s1', 'd1', { by: 'driver', atMs: START_MS + 2 }));
    });
    const { pairs } = database.read;
    assert.deepEqual(await pairs.by('shipper', 's1', { after: null, limit: 9 }), [
      pair('s1', 'd1', { atMs: START_MS + 1 }),
    ]);
    assert.equal((await pairs.withDriver('d1')).length, 2);
    const cleared = await database.transact((tx) => tx.pairs.clear(pair('s1', 'd1')));
    const again = await database.transact((tx) => tx.pairs.clear(pair('s1', 'd1')));
    assert.deepEqual([cleared, again], [true, false]);
    assert.deepEqual(
      (await pairs.withShipper('s1', ['d1'])).map(({ by }) => by),
      ['driver'],
      'the other side’s word stays',
    );
  }),

  rule(
    'tells of these drivers and this shipper, and pages what one side said',
    async (database) => {
      await stored(database, { drivers });
      await database.transact(async (tx) => {
        for (const { driverId } of drivers) await tx.pairs.put(pair('s1', driverId));
        await tx.pairs.put(pair('s2', 'd1'));
      });
      const { pairs } = database.read;
      const told = await pairs.withShipper('s1', ['d1', 'd3', 'd9']);
      assert.deepEqual(told.map(({ driverId }) => driverId).sort(), ['d1', 'd3']);
      const page = await pairs.by('shipper', 's1', { after: 'd1', limit: 1 });
      assert.deepEqual(
        page.map(({ driverId }) => driverId),
        ['d2'],
      );
      assert.deepEqual(
        [await pairs.countBy('shipper', 's1'), await pairs.countBy('driver', 'd1')],
        [3, 0],
      );
    },
  ),

  rule('knows who met before: only by an order that was held', async (database) => {
    await stored(database, { drivers, orders: [anOrder('o1')] });
    const { pairs } = database.read;
    assert.equal(await pairs.metBefore('shipper-1', 'd1'), false);
    assert.ok(await awarded(database, anOrder('o1'), 'd1'));
    await database.transact((tx) => tx.ledger.release('o1', 'finished', START_MS));
    assert.equal(await pairs.metBefore('shipper-1', 'd1'), true);
    assert.equal(await pairs.metBefore('shipper-2', 'd1'), false);
  }),
];

const decline = (orderId: string, over: Partial<Decline> = {}): Decline => ({
  orderId,
  driverId: 'd1',
  reason: 'price',
  atMs: START_MS,
  orderVersion: 1,
  freightFen: 1,
  loadingWindow: { fromMs: 1, untilMs: 2 },
  unloadingWindow: { fromMs: 3, untilMs: 4 },
  ...over,
});

export const declinesContract: readonly Rule[] = [
  rule('remembers the last word on each order, with its terms', async (database) => {
    await stored(database, { drivers, orders: [anOrder('o1'), anOrder('o2')] });
    const last = decline('o1', { reason: 'gave_back', atMs: START_MS + 5, freightFen: 7 });
    await database.transact(async (tx) => {
      await tx.declines.add(decline('o1'));
      await tx.declines.add(decline('o1', { driverId: 'd2' }));
      await tx.declines.add(last);
      await tx.declines.add(decline('o2', { atMs: START_MS + 9 }));
    });
    const { declines } = database.read;
    assert.deepEqual(await declines.ofOrder('o1'), [last, decline('o1', { driverId: 'd2' })]);
    assert.deepEqual(
      (await declines.ofDriver('d1')).map(({ orderId }) => orderId),
      ['o2', 'o1'],
    );
  }),
];
