import assert from 'node:assert/strict';
import type { AwardReview } from './award-reviews.js';
import type { Database } from './database.js';
import { rule, type Rule } from './rule.contract.js';
import { anOrder, stored } from './samples.contract.js';

const asked = (orderId: string, over: Partial<AwardReview> = {}) => ({
  orderId,
  round: 1,
  cityCode: '3101',
  askedAtMs: 10,
  dueAtMs: 100,
  wantedBy: ['d1', 'd2'],
  ...over,
});
const ask = (database: Database, review: ReturnType<typeof asked>): Promise<void> =>
  database.transact((tx) => tx.awardReviews.ask(review));
const waiting = async (database: Database): Promise<string[]> =>
  (await database.read.awardReviews.waiting(10)).map(({ orderId }) => orderId);

export const awardReviewsContract: readonly Rule[] = [
  rule('[D4] asks once a round, and queues what is due first first', async (db) => {
    await stored(db, { orders: ['o1', 'o2'].map((orderId) => anOrder(orderId)) });
    await ask(db, asked('o1'));
    await ask(db, asked('o1', { dueAtMs: 999, wantedBy: [] }));
    await ask(db, asked('o2', { dueAtMs: 50 }));
    assert.deepEqual(await waiting(db), ['o2', 'o1']);
    assert.deepEqual(await db.read.awardReviews.of('o1', 1), {
      ...asked('o1'),
      state: 'waiting',
      openedBy: null,
      openedAtMs: null,
      closedAtMs: null,
      decidedBy: null,
      decisionId: null,
    });
    assert.equal(await db.read.awardReviews.of('o1', 2), null);
  }),

  rule('measures from the first look of who decides, and closes once', async (db) => {
    await stored(db, { orders: [anOrder('o1')] });
    await ask(db, asked('o1'));
    const look = (by: string, atMs: number): Promise<void> =>
      db.transact((tx) => tx.awardReviews.open('o1', 1, by, atMs));
    await look('rev-1', 20);
    await look('rev-1', 30);
    const first = await db.read.awardReviews.of('o1', 1);
    assert.deepEqual([first?.openedBy, first?.openedAtMs], ['rev-1', 20]);
    await look('rev-2', 40);
    const close = (state: 'decided' | 'timed_out', decisionId: string): Promise<void> =>
      db.transact((tx) =>
        tx.awardReviews.close('o1', 1, { state, atMs: 50, decidedBy: null, decisionId }),
      );
    await close('decided', 'x1');
    await close('timed_out', 'x2');
    const last = await db.read.awardReviews.of('o1', 1);
    assert.deepEqual(
      [last?.openedBy, last?.openedAtMs, last?.state, last?.decisionId],
      ['rev-2', 40, 'decided', 'x1'],
    );
  }),

  rule('lets go of what moved on, and follows up what timed out, once', async (db) => {
    await stored(db, { orders: ['o1', 'o2', 'o3'].map((orderId) => anOrder(orderId)) });
    for (const orderId of ['o1', 'o2', 'o3']) await ask(db, asked(orderId));
    const order = anOrder('o1');
    await db.transact((tx) => tx.orders.update({ ...order, version: 2, round: 2 }));
    assert.deepEqual(await waiting(db), ['o2', 'o3']);
    assert.equal(await db.transact((tx) => tx.awardReviews.dropStale(200)), 1);
    assert.equal((await db.read.awardReviews.of('o1', 1))?.state, 'void');
    const end = { state: 'timed_out', atMs: 100, decidedBy: null, decisionId: 'x1' } as const;
    await db.transact((tx) => tx.awardReviews.close('o2', 1, end));
    const followUp = (): Promise<string[]> =>
      db.transact(async (tx) => {
        const late = await tx.awardReviews.toFollowUp(10);
        for (const { orderId, round } of late) await tx.awardReviews.followedUp(orderId, round);
        return late.map(({ orderId }) => orderId);
      });
    assert.deepEqual(await followUp(), ['o2']);
    assert.deepEqual(await followUp(), []);
  }),
];
