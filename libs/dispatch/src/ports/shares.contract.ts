import assert from 'node:assert/strict';
import type { PastState } from '../model/driver.js';
import type { Database } from './database.js';
import { rule, type Rule } from './rule.contract.js';
import { aDriver, anOrder, awarded, START_MS, stored } from './samples.contract.js';
import type { ShareSum } from './shares.js';

const HOUR_MS = 3_600_000;
const HOUR_SECONDS = 3600;

const duty = (
  database: Database,
  driverId: string,
  states: readonly (readonly [hour: number, onDuty: boolean])[],
): Promise<void> =>
  database.transact(async (tx) => {
    for (const [hour, onDuty] of states) {
      const state: PastState = {
        ...{ driverId, fromMs: START_MS + hour * HOUR_MS, onDuty, locationConsent: false },
        ...{ cityCode: '3101', placeSource: 'city', cell: null, observedAtMs: null },
      };
      await tx.drivers.recordState(state);
    }
  });

const sums = async (
  database: Database,
  [since, until]: readonly [number, number],
): Promise<Record<string, Omit<ShareSum, 'driverId'>>> => {
  const span = { sinceMs: START_MS + since * HOUR_MS, untilMs: START_MS + until * HOUR_MS };
  const found = await database.read.shares.of(['d1', 'd2', 'nobody'], span);
  return Object.fromEntries(found.map(({ driverId, ...sum }) => [driverId, sum]));
};

const shifts = (hours: number) => ({ earnedFen: 0, onDutySeconds: hours * HOUR_SECONDS });

export const sharesContract: readonly Rule[] = [
  rule('counts the time on duty within a span, and a shift that goes on to its end', async (db) => {
    await stored(db, { drivers: [aDriver('d1'), aDriver('d2')] });
    await duty(db, 'd1', [
      [0, true],
      [1, true],
      [4, false],
      [5, false],
      [10, true],
    ]);
    await duty(db, 'd2', [[2, false]]);
    assert.deepEqual(await sums(db, [0, 12]), { d1: shifts(6), d2: shifts(0) });
    assert.deepEqual(await sums(db, [3, 11]), { d1: shifts(2), d2: shifts(0) });
    assert.deepEqual(await sums(db, [5, 9]), { d1: shifts(0), d2: shifts(0) });
  }),

  rule('ends a shift and begins another, also in one moment', async (db) => {
    await stored(db, { drivers: [aDriver('d1')] });
    await duty(db, 'd1', [
      [0, true],
      [2, false],
      [2, true],
      [3, false],
    ]);
    assert.deepEqual(await sums(db, [0, 9]), { d1: shifts(3) });
  }),

  rule('adds up the freight of the orders that are his, posted within the span', async (db) => {
    const orders = [
      anOrder('o1', { freightFen: 100_000, postedAtMs: START_MS + HOUR_MS }),
      anOrder('o2', { freightFen: 70_000, postedAtMs: START_MS + 9 * HOUR_MS }),
      anOrder('o3', { freightFen: 5_000, postedAtMs: START_MS + HOUR_MS }),
    ];
    await stored(db, { orders, drivers: [aDriver('d1'), aDriver('d2')] });
    for (const order of orders.slice(0, 2)) {
      assert.ok(await awarded(db, order, order.orderId === 'o1' ? 'd1' : 'd2'));
    }
    const earned = async (span: readonly [number, number]) =>
      Object.fromEntries(
        Object.entries(await sums(db, span)).map(([driverId, sum]) => [driverId, sum.earnedFen]),
      );
    assert.deepEqual(await earned([0, 24]), { d1: 100_000, d2: 70_000 });
    assert.deepEqual(await earned([0, 9]), { d1: 100_000, d2: 0 });
    const o1 = await db.read.orders.byId('o1');
    assert.ok(o1);
    const cancelled = { ...o1, version: o1.version + 1, status: 'cancelled' as const };
    assert.ok(await db.transact((tx) => tx.orders.update(cancelled)));
    assert.deepEqual(await earned([0, 24]), { d1: 0, d2: 70_000 });
  }),
];
