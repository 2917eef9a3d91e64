import assert from 'node:assert/strict';
import type { Database } from './database.js';
import type { NewOffer, Offer } from './offers.js';
import { rule, type Rule } from './rule.contract.js';
import { aDriver, anOrder, aRecord, START_MS, stored } from './samples.contract.js';

const drivers = ['d1', 'd2', 'd3'].map((driverId) => aDriver(driverId));
const orders = ['o1', 'o2', 'o3', 'o4'].map((orderId) => anOrder(orderId, { mode: 'offer' }));

const anOffer = (orderId: string, driverId: string, over: Partial<NewOffer> = {}): NewOffer => ({
  offerId: `${orderId}-${driverId}-${over.batch ?? 1}`,
  orderId,
  round: 1,
  batch: 1,
  orderVersion: 1,
  driverId,
  decisionId: `x-${orderId}`,
  rank: 1,
  offeredAtMs: START_MS,
  visibleFromMs: START_MS,
  expiresAtMs: START_MS + 60_000,
  ...over,
});

/** The order, and the decision that its offers come from. */
async function made(database: Database): Promise<void> {
  await stored(database, { orders, drivers });
  await database.transact(async (tx) => {
    for (const { orderId } of orders) {
      await tx.ledger.record(aRecord(`x-${orderId}`, orderId, { kind: 'offer' }));
    }
  });
}

const add = (
  database: Database,
  offers: readonly NewOffer[],
  openMax: number | null = null,
): Promise<boolean> =>
  database.transact(async (tx) => {
    await tx.orders.byIdForUpdate(offers[0]?.orderId ?? '');
    return tx.offers.add(offers, openMax);
  });

const close = (
  database: Database,
  offerIds: readonly string[],
  end: Partial<Pick<Offer, 'because'>> & { state: Exclude<Offer['state'], 'open'> },
): Promise<void> =>
  database.transact((tx) =>
    tx.offers.close(offerIds, { because: null, atMs: START_MS + 5_000, ...end }),
  );

export const offersContract: readonly Rule[] = [
  rule('gives back a batch as it was offered, the best first', async (database) => {
    await made(database);
    const [first, second] = [anOffer('o1', 'd2'), anOffer('o1', 'd1', { rank: 2 })];
    assert.equal(await add(database, [second, first]), true);
    const open = { state: 'open', closedAtMs: null, because: null };
    assert.deepEqual(await database.read.offers.ofRound('o1', 1), [
      { ...first, ...open },
      { ...second, ...open },
    ]);
    assert.deepEqual(await database.read.offers.ofRound('o1', 2), []);
    assert.deepEqual(await database.read.offers.latestOf('o1', 'd2'), { ...first, ...open });
    assert.equal(await database.read.offers.latestOf('o1', 'd3'), null);
  }),

  rule(
    'asks a driver about an order once at a time, and again when he has answered',
    async (database) => {
      await made(database);
      await add(database, [anOffer('o1', 'd1')]);
      const again = anOffer('o1', 'd1', { batch: 2, offeredAtMs: START_MS + 9_000 });
      await assert.rejects(add(database, [{ ...again, visibleFromMs: START_MS + 9_000 }]));
      await close(database, ['o1-d1-1'], { state: 'lapsed' });
      assert.equal(await add(database, [{ ...again, visibleFromMs: START_MS + 9_000 }]), true);
      assert.equal((await database.read.offers.latestOf('o1', 'd1'))?.batch, 2);
    },
  ),

  rule(
    'never has more open offers for a driver than it was told, whoever asks at once',
    async (database) => {
      await made(database);
      const added = await Promise.all(
        orders.map(({ orderId }) => add(database, [anOffer(orderId, 'd1')], 3)),
      );
      assert.equal(added.filter(Boolean).length, 3);
      assert.equal((await database.read.offers.openOf('d1', START_MS)).length, 3);
    },
  ),

  rule('adds all of a batch or none', async (database) => {
    await made(database);
    await add(database, [anOffer('o1', 'd1')]);
    const batch = [anOffer('o2', 'd1'), anOffer('o2', 'd2', { rank: 2 })];
    assert.equal(await add(database, batch, 1), false);
    assert.deepEqual(await database.read.offers.ofRound('o2', 1), []);
  }),

  rule(
    'counts what waits for a driver’s answer, and lists what has not run out',
    async (database) => {
      await made(database);
      await add(database, [anOffer('o1', 'd1')]);
      await add(database, [anOffer('o2', 'd1', { expiresAtMs: START_MS + 1_000 })]);
      await add(database, [anOffer('o3', 'd1')]);
      await close(database, ['o3-d1-1'], { state: 'withdrawn', because: 'taken' });
      const { offers } = database.read;
      assert.deepEqual([...(await offers.openCounts(['d1', 'd2'], 'o1'))], [['d1', 1]]);
      assert.deepEqual([...(await offers.openCounts(['d1', 'd2'], 'o4'))], [['d1', 2]]);
      const listed = async (nowMs: number) =>
        (await offers.openOf('d1', nowMs)).map(({ orderId }) => orderId);
      assert.deepEqual(await listed(START_MS), ['o1', 'o2']);
      assert.deepEqual(await listed(START_MS + 1_000), ['o1']);
    },
  ),

  rule('ends an offer with what became of it', async (database) => {
    await made(database);
    await add(database, [anOffer('o1', 'd1'), anOffer('o1', 'd2', { rank: 2 })]);
    await close(database, ['o1-d1-1'], { state: 'accepted' });
    await close(database, ['o1-d2-1'], { state: 'withdrawn', because: 'taken' });
    const ends = (await database.read.offers.ofRound('o1', 1)).map(
      ({ state, closedAtMs, because }) => ({ state, closedAtMs, because }),
    );
    assert.deepEqual(ends, [
      { state: 'accepted', closedAtMs: START_MS + 5_000, because: null },
      { state: 'withdrawn', closedAtMs: START_MS + 5_000, because: 'taken' },
    ]);
  }),

  rule('makes the next batch due only where none is running', async (database) => {
    await made(database);
    const dueAtMs = START_MS + 600_000;
    await database.transact(async (tx) => {
      for (const orderId of ['o1', 'o2']) await tx.wakeUps.set(orderId, { kind: 'offer', dueAtMs });
      await tx.wakeUps.set('o3', { kind: 'expire', dueAtMs });
      await tx.offers.add([anOffer('o2', 'd1')], null);
    });
    await database.transact((tx) => tx.wakeUps.hurryOffers(['o1', 'o2', 'o3'], START_MS));
    const due = await database.transact((tx) =>
      tx.wakeUps.take({ nowMs: START_MS, leaseMs: 1_000, limit: 10, fence: 'f' }),
    );
    assert.deepEqual(
      due.map(({ orderId }) => orderId).filter((id) => id !== 'o4'),
      ['o1'],
    );
  }),
];
