import assert from 'node:assert/strict';
import type { Review, ReviewOutcome } from '../reviews/review.js';
import type { RightsDatabase } from './database.js';
import { aRequest, aReview, RECEIVED_MS } from './rights-samples.contract.js';
import { rightsRule, type RightsRule } from './rights-rule.contract.js';

/** Requests with their cases; what a case is about differs by its request's order. */
const open = (database: RightsDatabase, reviews: readonly Review[]): Promise<void> =>
  database.transact(async (tx) => {
    for (const review of reviews) {
      await tx.requests.insert(aRequest(review.requestId, { orderId: review.requestId }));
      await tx.reviews.insert(review);
    }
  });

const decided = (
  database: RightsDatabase,
  requestId: string,
  by: string,
  outcome: ReviewOutcome,
  atMs: number,
  faultyRule: string | null = null,
): Promise<void> =>
  database.transact(async (tx) => {
    await tx.reviews.take(requestId, { by, atMs: atMs - 1, untilMs: atMs + 1 });
    const reasons = `because of ${requestId}`;
    await tx.reviews.decide(requestId, { outcome, reasons, faultyRule, spentMs: 1, atMs });
  });

export const reviewsContract: readonly RightsRule[] = [
  rightsRule('queues what is due first first, until it is decided or closed', async (db) => {
    await open(db, [
      aReview('r1', { dueAtMs: 30 }),
      aReview('r2', { dueAtMs: 10 }),
      aReview('r3', { dueAtMs: 20 }),
      aReview('r4', { dueAtMs: 20 }),
    ]);
    const ids = async (page: Parameters<typeof db.read.reviews.queue>[0]): Promise<string[]> =>
      (await db.read.reviews.queue(page)).map(({ requestId }) => requestId);
    assert.deepEqual(await ids({ limit: 3 }), ['r2', 'r3', 'r4']);
    const after = { dueAtMs: 20, requestId: 'r4' };
    assert.deepEqual(await ids({ limit: 3, after }), ['r1']);
    await decided(db, 'r2', 'rev-1', 'upheld', RECEIVED_MS);
    await db.transact((tx) => tx.reviews.close('r3'));
    assert.deepEqual(await ids({ limit: 9 }), ['r4', 'r1']);
    assert.equal(await db.read.reviews.waiting(), 2);
    assert.equal((await db.read.reviews.byId('r2'))?.state, 'decided');
  }),

  rightsRule('gives a case to one of two who reach for it', async (db) => {
    await open(db, [aReview('r1')]);
    const takers = await Promise.all(
      ['rev-1', 'rev-2'].map((by) =>
        db.transact(async (tx) => {
          const review = await tx.reviews.byIdForUpdate('r1');
          if (review?.state !== 'waiting') return null;
          await tx.reviews.take('r1', { by, atMs: 1, untilMs: 100 });
          return by;
        }),
      ),
    );
    const [winner] = takers.filter((by) => by !== null);
    assert.equal(takers.filter((by) => by !== null).length, 1);
    assert.equal((await db.read.reviews.byId('r1'))?.takenBy, winner);
    assert.equal(await db.read.reviews.heldBy(winner ?? '', 99), 1);
    assert.equal(await db.read.reviews.heldBy(winner ?? '', 100), 0, 'a lease that has ended');
  }),

  rightsRule('keeps which pieces a reviewer opened, in order and once', async (db) => {
    await open(db, [aReview('r1')]);
    await db.transact(async (tx) => {
      await tx.reviews.open('r1', 'rev-1', 'driver_record', 5);
      await tx.reviews.open('r1', 'rev-1', 'request', 4);
      await tx.reviews.open('r1', 'rev-1', 'driver_record', 9);
      await tx.reviews.open('r1', 'rev-2', 'policy', 1);
    });
    assert.deepEqual(await db.read.reviews.opened('r1', 'rev-1'), ['request', 'driver_record']);
  }),

  rightsRule('counts agreement by reviewer and by rule, in a window', async (db) => {
    await open(db, [
      aReview('r1'),
      aReview('r2'),
      aReview('r3', { rule: 'search' }),
      aReview('r4'),
    ]);
    await decided(db, 'r1', 'rev-1', 'upheld', 10);
    await decided(db, 'r2', 'rev-1', 'overturned', 20, 'datum.position');
    await decided(db, 'r3', 'rev-1', 'upheld', 30);
    await decided(db, 'r4', 'rev-2', 'data_corrected', 40, 'datum.outcome');
    const { reviews } = db.read;
    const all = { sinceMs: 0, most: 100 };
    assert.deepEqual(await reviews.agreement('reviewer', 'rev-1', all), { reviewed: 3, upheld: 2 });
    assert.deepEqual(await reviews.agreement('rule', 'ranking', all), { reviewed: 3, upheld: 1 });
    const late = { sinceMs: 15, most: 1 };
    assert.deepEqual(await reviews.agreement('reviewer', 'rev-1', late), {
      reviewed: 1,
      upheld: 1,
    });
    assert.deepEqual(await reviews.lastReasons('rev-1', 2), ['because of r3', 'because of r2']);
    const none = { reviewed: 0, upheld: 0, corrected: 0, overturned: 0 };
    assert.deepEqual(await reviews.byRule(0), [
      { rule: 'datum.outcome', ...none, tagged: 1 },
      { rule: 'datum.position', ...none, tagged: 1 },
      { rule: 'ranking', reviewed: 3, upheld: 1, corrected: 1, overturned: 1, tagged: 0 },
      { rule: 'search', reviewed: 1, upheld: 1, corrected: 0, overturned: 0, tagged: 0 },
    ]);
  }),

  rightsRule('raises an alarm once in its window', async (db) => {
    const agreement = { reviewed: 60, upheld: 60 };
    const raise = (key: string, atMs: number): Promise<boolean> =>
      db.transact((tx) =>
        tx.reviews.raise({ scope: 'reviewer', key, agreement, atMs, sinceMs: atMs - 10 }),
      );
    assert.deepEqual(
      [await raise('rev-1', 100), await raise('rev-1', 105), await raise('rev-2', 105)],
      [true, false, true],
    );
    assert.equal(await raise('rev-1', 111), true);
    assert.equal(await db.read.reviews.alarms(105), 2);
  }),
];
