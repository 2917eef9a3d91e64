import assert from 'node:assert/strict';
import type { Database } from './database.js';
import { pause, rule, type Rule } from './rule.contract.js';
import { anOrder, stored } from './samples.contract.js';

const CITY = anOrder('r1').loading.cityCode;
const orders = [
  anOrder('r3', { mode: 'round' }),
  anOrder('r1', { mode: 'round' }),
  anOrder('r2', { mode: 'offer' }),
];

const taken = (database: Database, city: string, limit = 10): Promise<string[] | null> =>
  database.transact(async (tx) => {
    const found = await tx.rounds.take(city, limit);
    return found === null ? null : found.map(({ orderId }) => orderId);
  });

export const roundsContract: readonly Rule[] = [
  rule('takes the open orders of its market and mode, the oldest first', async (database) => {
    await stored(database, { orders });
    assert.deepEqual(await taken(database, CITY), ['r1', 'r3']);
    assert.deepEqual(await taken(database, CITY, 1), ['r1']);
    assert.deepEqual(await taken(database, '6501'), []);
  }),

  rule('holds one round of a market at a time, and others beside it', async (database) => {
    await stored(database, { orders });
    await database.transact(async (tx) => {
      assert.equal((await tx.rounds.take(CITY, 10))?.length, 2);
      assert.equal(await taken(database, CITY), null);
      assert.deepEqual(await taken(database, '6501'), []);
    });
    assert.equal((await taken(database, CITY))?.length, 2);
  }),

  rule('leaves an order that another command holds for the next round', async (database) => {
    await stored(database, { orders });
    await database.transact(async (tx) => {
      await tx.orders.byIdForUpdate('r1');
      assert.deepEqual(await taken(database, CITY), ['r3']);
    });
  }),

  rule('takes an order along whose own step is about to end', async (database) => {
    await stored(database, { orders });
    let round: Promise<string[] | null> | undefined;
    await database.transact(async (tx) => {
      await tx.orders.byIdForUpdate('r1');
      round = taken(database, CITY);
      await pause(15);
    });
    assert.deepEqual(await round, ['r1', 'r3']);
  }),
];
