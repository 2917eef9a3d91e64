import assert from 'node:assert/strict';
import { canonicalJson } from '#libs/explanations';
import type { Order } from '../model/order.js';
import type { Database } from './database.js';
import { ARRIVED_MS, gate, pause, rule, type Rule } from './rule.contract.js';
import {
  aDriver,
  anOrder,
  aRankedRow,
  aRecord,
  aRefusedRow,
  awarded,
  START_MS,
  stored,
} from './samples.contract.js';

const orders = ['o1', 'o2', 'o3', 'o4', 'o5', 'o6'].map((orderId) => anOrder(orderId));
const drivers = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6'].map((driverId) => aDriver(driverId));

const activeOrders = async (database: Database, driverId: string): Promise<number | undefined> =>
  (await database.read.drivers.byId(driverId))?.activeOrders;

export const ledgerContract: readonly Rule[] = [
  rule('gives a truck to one of the orders that race for it', async (database) => {
    await stored(database, { orders, drivers });
    const won = await Promise.all(orders.map((order) => awarded(database, order, 'd1')));
    assert.equal(won.filter(Boolean).length, 1, 'one order got it');
    assert.equal(await activeOrders(database, 'd1'), 1);
    const held = await database.read.orders.list({ driverId: 'd1', limit: 10 });
    assert.deepEqual(
      held.map(({ orderId }) => orderId),
      [orders[won.indexOf(true)]?.orderId],
    );
    const { awarded: awards, decisions } = await database.read.stats.counts();
    assert.deepEqual([awards, decisions], [1, 1], 'who lost left nothing behind');
  }),

  rule('gives an order to one of the trucks that race for it', async (database) => {
    await stored(database, { orders, drivers });
    const claims = await Promise.all(
      drivers.map(({ driverId }) =>
        database.transact(async (tx) => {
          const decisionId = `decision-${driverId}`;
          const claim = { orderId: 'o1', driverId, driverVersion: 1, decisionId, atMs: START_MS };
          if (!(await tx.ledger.claim(claim))) return null;
          await tx.ledger.record(aRecord(decisionId, 'o1', { drivers: [aRankedRow(driverId)] }));
          return driverId;
        }),
      ),
    );
    const winners = claims.filter((driverId) => driverId !== null);
    assert.equal(winners.length, 1);
    for (const { driverId } of drivers) {
      assert.equal(await activeOrders(database, driverId), driverId === winners[0] ? 1 : 0);
    }
  }),

  rule('refuses a claim on a driver who changed since he was read', async (database) => {
    await stored(database, { orders, drivers });
    const driver = await database.read.drivers.byId('d1');
    assert.ok(driver);
    const [changed, finish] = [gate(), gate()];
    const change = database.transact(async (tx) => {
      assert.ok(await tx.drivers.update({ ...driver, version: 2, onDuty: false }));
      changed.open();
      await finish.opened;
    });
    await changed.opened;
    const claim = awarded(database, anOrder('o1'), 'd1', 1);
    await pause(ARRIVED_MS);
    finish.open();
    await change;
    assert.equal(await claim, false);
    assert.equal(await awarded(database, anOrder('o2'), 'd1', 1), false);
    assert.equal(await activeOrders(database, 'd1'), 0);
    assert.equal(await awarded(database, anOrder('o3'), 'd1', 2), true);
  }),

  rule('frees the truck when the order is released', async (database) => {
    await stored(database, { orders, drivers });
    assert.ok(await awarded(database, anOrder('o1'), 'd1'));
    await database.transact((tx) => tx.ledger.release('o1', 'finished', START_MS + 1));
    assert.equal(await activeOrders(database, 'd1'), 0);
    await database.transact((tx) => tx.ledger.release('o1', 'finished', START_MS + 2));
    assert.equal(await activeOrders(database, 'd1'), 0, 'a second release frees nothing more');
    assert.ok(await awarded(database, anOrder('o2'), 'd1'));
  }),

  rule(
    'has a truck that became free while it was being decided carry from then, not from before',
    async (database) => {
      await stored(database, { orders, drivers });
      const [freedMs, beforeMs] = [START_MS + 60_000, START_MS + 1_000];
      assert.ok(await awarded(database, anOrder('o1'), 'd1'));
      await database.transact((tx) => tx.ledger.release('o1', 'finished', freedMs));
      assert.ok(await awarded(database, anOrder('o2'), 'd1'), 'decided at START_MS');
      await database.transact((tx) => tx.ledger.release('o2', 'driver_cancelled', beforeMs));
      const after = await database.read.drivers.byId('d1');
      assert.equal(after?.freeSinceMs, freedMs, 'it was not released before it was claimed');
    },
  ),

  rule(
    'lets orders ride together that may, and no more than the truck carries',
    async (database) => {
      const parts = orders.map((order) => ({ ...order, shared: true as const }));
      await stored(database, { orders: parts, drivers });
      const [first, second, third] = parts as [Order, Order, Order];
      assert.ok(await awarded(database, first, 'd1'));
      assert.equal(
        await awarded(database, second, 'd1', 1, ['o1']),
        false,
        'no room for 2 × 30 m³',
      );
      const { vehicle } = aDriver('d2');
      const capacity = { kilograms: 18_000, litres: 90_000, vehicleSlots: 0 };
      const roomy = aDriver('d2', { vehicle: { ...vehicle, capacity } });
      await database.transact((tx) => tx.drivers.register(roomy));
      assert.ok(await awarded(database, second, 'd2', 2));
      assert.equal(await awarded(database, third, 'd2', 2), false, 'judged beside an empty truck');
      assert.ok(await awarded(database, third, 'd2', 2, ['o2']));
      const held = await database.read.drivers.byId('d2');
      assert.deepEqual(
        [held?.holding, held?.held],
        [['o2', 'o3'], { kilograms: 16_000, litres: 60_000, vehicleSlots: 0 }],
      );
      await database.transact((tx) => tx.ledger.release('o2', 'finished', START_MS));
      const left = await database.read.drivers.byId('d2');
      assert.deepEqual(
        [left?.holding, left?.held?.litres, left?.freeSinceMs],
        [['o3'], 30_000, null],
      );
    },
  ),

  rule('never loads a truck with more than it carries, however many race', async (database) => {
    const load = { kilograms: 1, litres: 1, vehicleSlots: 2 };
    const parts = orders.map((order) => ({ ...order, load, shared: true as const }));
    const { vehicle } = aDriver('d1');
    const capacity = { ...vehicle.capacity, vehicleSlots: 7 };
    const carrier = aDriver('d1', { vehicle: { ...vehicle, capacity } });
    await stored(database, { orders: parts, drivers: [carrier] });
    const insist = async (order: Order): Promise<boolean> => {
      for (let attempt = 0; attempt < 2 * orders.length; attempt++) {
        const aboard = (await database.read.drivers.byId('d1'))?.holding ?? [];
        if (await awarded(database, order, 'd1', 1, aboard)) return true;
      }
      return false;
    };
    const won = await Promise.all(parts.map(insist));
    assert.equal(won.filter(Boolean).length, 3, 'seven slots are three times two');
    const { holding, held } = (await database.read.drivers.byId('d1')) ?? {};
    assert.deepEqual([holding?.length, held?.vehicleSlots], [3, 6]);
  }),

  rule('has no order ride along that wants the truck alone, nor beside one', async (database) => {
    const load = { kilograms: 1, litres: 1, vehicleSlots: 0 };
    const [first, second, third] = orders.map((order) => ({ ...order, load })) as [
      Order,
      Order,
      Order,
    ];
    const part = { ...second, shared: true as const };
    await stored(database, { orders: [first, part, third], drivers });
    assert.ok(await awarded(database, first, 'd1'));
    assert.equal(await awarded(database, part, 'd1', 1, ['o1']), false);
    assert.ok(await awarded(database, part, 'd2'));
    assert.equal(await awarded(database, third, 'd2', 1, ['o2']), false);
  }),

  rule('records with a claim that holds, and nothing with one that does not', async (database) => {
    await stored(database, { orders, drivers });
    const claimed = (orderId: string, driverId: string): Promise<boolean> =>
      database.transact((tx) => {
        const decisionId = `decision-${orderId}`;
        const claim = { orderId, driverId, driverVersion: 1, decisionId, atMs: START_MS };
        const record = aRecord(decisionId, orderId, { drivers: [aRankedRow(driverId)] });
        return tx.ledger.claimRecorded(claim, () => record);
      });
    assert.equal(await claimed('o1', 'd1'), true);
    assert.equal(await claimed('o2', 'nobody'), false);
    const { ledger } = database.read;
    assert.deepEqual(await ledger.driverRow('decision-o1', 'd1'), aRankedRow('d1'));
    assert.equal(await ledger.decision('decision-o2'), null);
    assert.equal(await activeOrders(database, 'd1'), 1);
  }),

  rule('keeps no claim whose record cannot be put together', async (database) => {
    await stored(database, { orders, drivers });
    const claim = { orderId: 'o1', driverId: 'd1', driverVersion: 1, atMs: START_MS };
    const work = database.transact((tx) =>
      tx.ledger.claimRecorded({ ...claim, decisionId: 'none' }, () => {
        throw new Error('there is no record');
      }),
    );
    await assert.rejects(work, /there is no record/);
    assert.equal(await activeOrders(database, 'd1'), 0);
    assert.equal(await awarded(database, anOrder('o2'), 'd1'), true, 'the truck is free');
  }),

  rule('keeps no claim without the decision it came from', async (database) => {
    await stored(database, { orders, drivers });
    const claim = { orderId: 'o1', driverId: 'd1', driverVersion: 1, atMs: START_MS };
    const work = database.transact((tx) => tx.ledger.claim({ ...claim, decisionId: 'nowhere' }));
    await assert.rejects(work);
    assert.equal(await activeOrders(database, 'd1'), 0);
  }),

  rule('refuses a record whose total is not the sum of its parts', async (database) => {
    await stored(database, { orders, drivers });
    const honest = aRankedRow('d1');
    const untrue = [
      { ...honest, total: (honest.total ?? 0) + 1 },
      { ...honest, total: null, rank: null },
      { ...honest, parts: honest.parts.slice(1) },
    ];
    for (const row of untrue) {
      const record = aRecord('untrue', 'o1', { drivers: [aRefusedRow('d2'), row] });
      await assert.rejects(database.transact((tx) => tx.ledger.record(record)));
    }
    assert.equal(await database.read.ledger.decision('untrue'), null);
    const record = aRecord('true', 'o1', { drivers: [honest] });
    await database.transact((tx) => tx.ledger.record(record));
    assert.ok(await database.read.ledger.decision('true'));
  }),

  rule('gives a record back byte for byte', async (database) => {
    await stored(database, { orders, drivers });
    const rows = [
      aRankedRow('d1'),
      aRankedRow('d2', { role: 'LOST', rank: 2 }),
      aRefusedRow('d3'),
      aRefusedRow('d4'),
    ];
    const record = aRecord('x', 'o1', { drivers: rows, cutoffTotal: Number.MAX_SAFE_INTEGER });
    await database.transact((tx) => tx.ledger.record({ ...record, drivers: [...rows].reverse() }));
    const { ledger } = database.read;
    const head = await ledger.decision('x');
    const drivers_ = await ledger.driverRows('x');
    assert.equal(canonicalJson({ ...head, drivers: drivers_ }), canonicalJson(record));
    assert.deepEqual(await ledger.driverRow('x', 'd3'), aRefusedRow('d3'));
    assert.equal(await ledger.driverRow('x', 'd9'), null);
    assert.equal(await ledger.decision('y'), null);
  }),

  rule('lists an order’s decisions oldest first, and whom they recommended', async (database) => {
    await stored(database, { orders, drivers });
    const named = (role: 'RECOMMENDED' | 'RANKED', driverId: string) =>
      aRankedRow(driverId, { role });
    await database.transact(async (tx) => {
      for (const [decisionId, decidedAtMs, rows] of [
        ['b', 2, [named('RECOMMENDED', 'd2'), named('RECOMMENDED', 'd1')]],
        ['a', 1, [named('RECOMMENDED', 'd1'), named('RANKED', 'd3')]],
      ] as const) {
        await tx.ledger.record(
          aRecord(decisionId, 'o1', { kind: 'recommendation', decidedAtMs, drivers: rows }),
        );
      }
      await tx.ledger.record(aRecord('c', 'o1', { decidedAtMs: 3, drivers: [aRankedRow('d4')] }));
      await tx.ledger.record(aRecord('d', 'o2', { decidedAtMs: 4 }));
    });
    const { ledger } = database.read;
    const {
      bundle,
      drivers: none,
      ...head
    } = aRecord('a', 'o1', {
      kind: 'recommendation',
      decidedAtMs: 1,
    });
    assert.ok(bundle);
    assert.deepEqual(none, []);
    const all = await ledger.decisions('o1');
    assert.deepEqual(all[0], head);
    assert.deepEqual(
      all.map(({ decisionId }) => decisionId),
      ['a', 'b', 'c'],
    );
    assert.deepEqual([...(await ledger.recommendedTo('o1', 1))].sort(), ['d1', 'd2']);
    assert.deepEqual(await ledger.recommendedTo('o1', 2), [], 'a new round is told to everyone');
    assert.deepEqual(await ledger.recommendedTo('o2', 1), []);
  }),

  rule('pages through what was decided about a driver, newest first', async (database) => {
    await stored(database, { orders, drivers });
    await database.transact(async (tx) => {
      for (const [index, time] of [1, 5, 5, 3].entries()) {
        const rows = [aRankedRow('d1'), aRefusedRow('d2')];
        await tx.ledger.record(
          aRecord(`x${index}`, 'o1', { decidedAtMs: START_MS + time, drivers: rows }),
        );
      }
    });
    const { ledger } = database.read;
    const first = await ledger.ofDriver('d2', { limit: 3 });
    assert.deepEqual(
      first.map(({ decisionId }) => decisionId),
      ['x2', 'x1', 'x3'],
    );
    assert.deepEqual(first[0], {
      role: 'REFUSED',
      rank: null,
      total: null,
      reason: 'length',
      decisionId: 'x2',
      orderId: 'o1',
      kind: 'award',
      decidedAtMs: START_MS + 5,
    });
    const { decisionId, decidedAtMs } = first[1] as (typeof first)[number];
    const rest = await ledger.ofDriver('d2', { limit: 3, after: { decisionId, decidedAtMs } });
    assert.deepEqual(
      rest.map((each) => each.decisionId),
      ['x3', 'x0'],
    );
    assert.deepEqual(await ledger.ofDriver('d3', { limit: 3 }), []);
  }),

  rule('pages through years of them, with weeks in which nothing was decided', async (database) => {
    await stored(database, { orders, drivers });
    const daysAgo = [900, 30, 29, 7, 6, 1, 0];
    await database.transact(async (tx) => {
      for (const days of daysAgo) {
        const decidedAtMs = START_MS - days * 86_400_000;
        const rows = [aRankedRow('d1'), aRefusedRow('d2')];
        await tx.ledger.record(aRecord(`x${days}`, 'o1', { decidedAtMs, drivers: rows }));
      }
    });
    const found: string[] = [];
    await database.transact(async (tx) => {
      let page = await tx.ledger.ofDriver('d1', { limit: 3 });
      for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
        found.push(...page.map(({ decisionId }) => decisionId));
        page = await tx.ledger.ofDriver('d1', { limit: 3, after: last });
      }
    });
    assert.deepEqual(
      found,
      daysAgo.toReversed().map((days) => `x${days}`),
    );
  }),
];
