import assert from 'node:assert/strict';
import type { Order } from '../model/order.js';
import type { Database } from './database.js';
import type { OrderQuery, Sight } from './orders.js';
import { ARRIVED_MS, countOf, gate, pause, rule, type Rule } from './rule.contract.js';
import { aDriver, anOrder, awarded, START_MS, stored } from './samples.contract.js';

/** The H3 cell of resolution 4 that the sample orders load in. */
const SHANGHAI_CELL = '8430995ffffffff';

const ids = (orders: readonly Order[]): string[] => orders.map(({ orderId }) => orderId);

export const ordersContract: readonly Rule[] = [
  rule('[M8] gives an order back exactly as it was written', async (database) => {
    const order = anOrder('o1', {
      qualifications: ['cold_chain'],
      documents: {
        agreement: { reference: 'doc-1', sha256: 'ef'.repeat(32), state: 'signed' },
        payment: { reference: 'pay-1', sha256: null, state: 'pending' },
      },
      valueFen: Number.MAX_SAFE_INTEGER,
    });
    await stored(database, { orders: [order] });
    assert.deepEqual(await database.read.orders.byId('o1'), order);
    assert.equal(await database.read.orders.byId('o2'), null);
  }),

  rule('lets one of two changes of the same version through', async (database) => {
    const order = anOrder('o1');
    await stored(database, { orders: [order] });
    const change = (freightFen: number): Promise<boolean> =>
      database.transact((tx) => tx.orders.update({ ...order, version: 2, freightFen }));
    const through = await Promise.all([change(300_000), change(200_000)]);
    assert.equal(countOf(through, true), 1);
    const after = await database.read.orders.byId('o1');
    assert.equal(after?.version, 2);
    assert.equal(after?.freightFen, through[0] ? 300_000 : 200_000);
    assert.equal(await change(100_000), false);
    assert.equal((await database.read.orders.byId('o1'))?.freightFen, after?.freightFen);
  }),

  rule('makes two commands on one order take turns', async (database) => {
    await stored(database, { orders: [anOrder('o1')] });
    const [locked, finish] = [gate(), gate()];
    const first = database.transact(async (tx) => {
      const order = await tx.orders.byIdForUpdate('o1');
      assert.ok(order);
      locked.open();
      await finish.opened;
      assert.ok(await tx.orders.update({ ...order, version: 2, status: 'cancelled' }));
    });
    await locked.opened;
    const second = database.transact(
      async (tx) => (await tx.orders.seenForUpdate('o1', { as: 'all' }))?.status,
    );
    const early = await Promise.race([second, pause(ARRIVED_MS).then(() => 'waiting')]);
    finish.open();
    await first;
    assert.equal(early, 'waiting');
    assert.equal(await second, 'cancelled');
  }),

  rule('lists newest first, in pages without gap or repetition', async (database) => {
    const times = [5, 3, 3, 3, 1, 3, 9];
    const orders = times.map((time, index) =>
      anOrder(`o${index}`, { postedAtMs: START_MS + time }),
    );
    await stored(database, { orders });
    const seen: string[] = [];
    for (let after: OrderQuery['after']; ;) {
      const page = await database.read.orders.list({
        limit: 2,
        ...(after === undefined ? {} : { after }),
      });
      seen.push(...ids(page));
      const last = page.at(-1);
      if (last === undefined) break;
      after = { postedAtMs: last.postedAtMs, orderId: last.orderId };
    }
    assert.deepEqual(seen, ['o6', 'o0', 'o5', 'o3', 'o2', 'o1', 'o4']);
  }),

  rule('[S2] shows each reader his own orders and no other', async (database) => {
    const orders = ['o1', 'o2', 'o3'].map((orderId, index) =>
      anOrder(orderId, { shipperId: `shipper-${index}`, postedAtMs: START_MS - index }),
    );
    const drivers = [aDriver('d1', { carrierId: 'carrier-1' }), aDriver('d2')];
    await stored(database, { orders, drivers });
    const [first, second] = orders as [Order, Order];
    assert.ok(await awarded(database, first, 'd1'));
    assert.ok(await awarded(database, second, 'd2'));
    const held = await database.read.orders.byId('o1');
    assert.ok(held);
    await database.transact(async (tx) => {
      await tx.ledger.release('o1', 'driver_cancelled', START_MS);
      await tx.orders.update({
        ...held,
        version: held.version + 1,
        status: 'open',
        driverId: null,
        awardedBy: null,
      });
    });
    const list = async (query: Partial<OrderQuery>): Promise<string[]> =>
      ids(await database.read.orders.list({ limit: 10, ...query }));
    assert.deepEqual(await list({ shipperId: 'shipper-1' }), ['o2']);
    assert.deepEqual(await list({ driverId: 'd1' }), ['o1'], 'held once is still his to read');
    assert.deepEqual(await list({ driverId: 'd2', status: 'confirmed' }), ['o2']);
    assert.deepEqual(await list({ driverId: 'd2', status: 'open' }), []);
    assert.deepEqual(await list({ carrierId: 'carrier-1' }), [], 'its driver holds nothing now');
    assert.deepEqual(await list({ status: 'open' }), ['o1', 'o3']);

    for (const look of looks(database)) {
      assert.equal(await look('o2', { as: 'shipper', id: 'shipper-1' }), 'o2');
      assert.equal(await look('o2', { as: 'shipper', id: 'shipper-2' }), null);
      assert.equal(await look('o1', { as: 'driver', id: 'd1' }), 'o1');
      assert.equal(await look('o2', { as: 'driver', id: 'd1' }), null);
      assert.equal(await look('o1', { as: 'carrier', id: 'carrier-1' }), null);
      assert.equal(await look('o3', { as: 'all' }), 'o3');
    }
  }),

  rule('[S7] shows a carrier what its drivers hold now', async (database) => {
    const orders = [anOrder('o1'), anOrder('o2')];
    const drivers = [
      aDriver('d1', { carrierId: 'carrier-1' }),
      aDriver('d2', { carrierId: 'carrier-2' }),
    ];
    await stored(database, { orders, drivers });
    for (const [index, order] of orders.entries()) {
      assert.ok(await awarded(database, order, `d${index + 1}`));
    }
    const { orders: read } = database.read;
    assert.deepEqual(ids(await read.list({ carrierId: 'carrier-2', limit: 9 })), ['o2']);
    assert.ok(await read.seen('o1', { as: 'carrier', id: 'carrier-1' }));
    assert.equal(await read.seen('o1', { as: 'carrier', id: 'carrier-2' }), null);
  }),

  rule('finds open orders by cell or city, newest first', async (database) => {
    const elsewhere = { ...anOrder('x').loading, lat: 23.13, lng: 113.26, cityCode: '4401' };
    await stored(database, {
      orders: [
        anOrder('o1', { postedAtMs: START_MS + 1 }),
        anOrder('o2', { postedAtMs: START_MS + 2, loading: elsewhere }),
        anOrder('o3', { postedAtMs: START_MS + 3, status: 'cancelled' }),
        anOrder('o4', { postedAtMs: START_MS + 4 }),
      ],
    });
    const near = (place: { cells?: string[]; cityCodes?: string[]; limit?: number }) =>
      database.read.orders
        .openNear({ cells: [], cityCodes: [], limit: 10, ...place })
        .then((found) => ids(found));
    assert.deepEqual(await near({ cityCodes: ['3101'] }), ['o4', 'o1']);
    assert.deepEqual(await near({ cityCodes: ['4401', '3101'] }), ['o4', 'o2', 'o1']);
    assert.deepEqual(await near({ cityCodes: ['3101'], limit: 1 }), ['o4']);
    assert.deepEqual(await near({ cells: [SHANGHAI_CELL] }), ['o4', 'o1']);
    assert.deepEqual(await near({ cells: [SHANGHAI_CELL], cityCodes: ['4401'] }), [
      'o4',
      'o2',
      'o1',
    ]);
    assert.deepEqual(await near({}), []);
  }),

  rule('finds what was posted near a place since a moment, open or not', async (database) => {
    const elsewhere = { ...anOrder('x').loading, lat: 23.13, lng: 113.26, cityCode: '4401' };
    await stored(database, {
      orders: [
        anOrder('o1', { postedAtMs: START_MS + 1 }),
        anOrder('o2', { postedAtMs: START_MS + 2, loading: elsewhere }),
        anOrder('o3', { postedAtMs: START_MS + 3, status: 'cancelled' }),
        anOrder('o4', { postedAtMs: START_MS + 4 }),
      ],
    });
    const posted = async (sinceMs: number, limit: number): Promise<string[]> =>
      ids(await database.read.orders.postedNear({ cells: [SHANGHAI_CELL], sinceMs, limit }));
    assert.deepEqual(await posted(START_MS, 9), ['o4', 'o3', 'o1']);
    assert.deepEqual(await posted(START_MS + 3, 9), ['o4', 'o3']);
    assert.deepEqual(await posted(START_MS, 1), ['o4']);
  }),

  rule('keeps a document that arrives while a command is under way', async (database) => {
    await stored(database, { orders: [anOrder('o1')] });
    const receipt = { reference: 'r-1', sha256: null, state: 'issued' };
    await database.transact(async (tx) => {
      const order = await tx.orders.byIdForUpdate('o1');
      assert.ok(order);
      await database.transact((other) => other.orders.attachDocument('o1', 'receipt', receipt));
      assert.ok(await tx.orders.update({ ...order, version: 2, freightFen: 1 }));
    });
    assert.deepEqual((await database.read.orders.byId('o1'))?.documents, { receipt });
  }),
];

type Look = (orderId: string, sight: Sight) => Promise<string | null>;

const looks = (database: Database): readonly Look[] => [
  async (orderId, sight) => (await database.read.orders.seen(orderId, sight))?.orderId ?? null,
  (orderId, sight) =>
    database.transact(
      async (tx) => (await tx.orders.seenForUpdate(orderId, sight))?.orderId ?? null,
    ),
];
