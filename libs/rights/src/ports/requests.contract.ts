import assert from 'node:assert/strict';
import type { RequestAnswer, RightsRequest } from '../requests/request.js';
import type { RightsDatabase } from './database.js';
import { aRequest, aReview, DAY_MS, RECEIVED_MS } from './rights-samples.contract.js';
import { rightsRule, type RightsRule } from './rights-rule.contract.js';

const insert = (
  database: RightsDatabase,
  request: RightsRequest,
): Promise<{ request: RightsRequest; isNew: boolean }> =>
  database.transact((tx) => tx.requests.insert(request));

const ANSWER: RequestAnswer = {
  schema: 'paidan.answer/1',
  role: 'LOST',
  decisionId: null,
  sentences: { zh: ['一'], en: ['one'] },
  review: null,
};

const answered = (database: RightsDatabase, requestId: string): Promise<void> =>
  database.transact((tx) =>
    tx.requests.close(requestId, {
      state: 'answered',
      answer: ANSWER,
      refusal: null,
      atMs: RECEIVED_MS + 1,
      by: 'system',
    }),
  );

export const requestsContract: readonly RightsRule[] = [
  rightsRule('gives a request back as it was asked', async (db) => {
    const request = aRequest('r1', { orderId: 'o1', decisionId: 'x1' });
    assert.deepEqual(await insert(db, request), { request, isNew: true });
    assert.deepEqual(await db.read.requests.byId('r1'), request);
    assert.equal(await db.read.requests.byId('r2'), null);
  }),

  rightsRule('takes the same question, while it is open, for the same request', async (db) => {
    const many = await Promise.all(
      Array.from({ length: 8 }, (_, index) => insert(db, aRequest(`r${index}`))),
    );
    assert.equal(many.filter(({ isNew }) => isNew).length, 1);
    assert.equal(new Set(many.map(({ request }) => request.requestId)).size, 1);
    const [{ request } = { request: aRequest('r0') }] = many;
    assert.equal((await db.read.requests.byId(request.requestId))?.repeats, 7);
    for (const other of [
      aRequest('a', { kind: 'objection' }),
      aRequest('b', { orderId: 'o1' }),
      aRequest('c', { driverId: 'd2' }),
    ]) {
      assert.ok((await insert(db, other)).isNew, other.requestId);
    }
    await answered(db, request.requestId);
    assert.ok((await insert(db, aRequest('again'))).isNew, 'a new question after the answer');
    assert.equal(await db.read.requests.closedBefore('d1', aRequest('again')), 1);
    assert.equal(await db.read.requests.countOpen('d1'), 3);
  }),

  rightsRule('keeps the dates of receipt, however late identity is proven', async (db) => {
    const waiting = aRequest('r1', {
      state: 'awaiting_identity',
      verifiedAtMs: null,
      filedBy: 'gateway',
      filedRole: 'service',
    });
    await insert(db, waiting);
    await db.transact((tx) => tx.requests.verify('r1', RECEIVED_MS + 9 * DAY_MS));
    const verifiedAtMs = RECEIVED_MS + 9 * DAY_MS;
    assert.deepEqual(await db.read.requests.byId('r1'), {
      ...waiting,
      state: 'open',
      verifiedAtMs,
    });
  }),

  rightsRule('closes a request once, and a refusal only with its ground', async (db) => {
    await insert(db, aRequest('r1'));
    await answered(db, 'r1');
    const refusal = { ground: 'repeated', reason: 'again' } as const;
    const end = { answer: null, atMs: 2, by: 'rev-1' };
    await db.transact((tx) => tx.requests.close('r1', { ...end, state: 'refused', refusal }));
    const kept = await db.read.requests.byId('r1');
    assert.deepEqual([kept?.state, kept?.answer, kept?.refusal], ['answered', ANSWER, null]);
    await insert(db, aRequest('r2'));
    const groundless = db.transact((tx) =>
      tx.requests.close('r2', { ...end, state: 'refused', refusal: null }),
    );
    await assert.rejects(groundless);
    assert.equal((await db.read.requests.byId('r2'))?.state, 'open');
  }),

  rightsRule('tells each lateness once, the most urgent first', async (db) => {
    await insert(db, aRequest('r1'));
    await insert(db, aRequest('r2', { driverId: 'd2' }));
    await answered(db, 'r2');
    const { strictDueAtMs, legalDueAtMs } = aRequest('r1').dues;
    const told = (nowMs: number): Promise<string[]> =>
      db.transact(async (tx) => {
        const late = await tx.requests.untold(nowMs, 3 * DAY_MS, 10);
        for (const { request, lateness } of late)
          await tx.requests.tell(request.requestId, lateness);
        return late.map(({ request, lateness }) => `${request.requestId} ${lateness}`);
      });
    assert.deepEqual(await told(RECEIVED_MS), []);
    assert.deepEqual(await told(strictDueAtMs - 1), ['r1 nearing_due']);
    assert.deepEqual(await told(strictDueAtMs - 1), []);
    assert.deepEqual(await told(strictDueAtMs), ['r1 target_passed']);
    assert.deepEqual(await told(legalDueAtMs), ['r1 limit_passed']);
    assert.deepEqual(await told(legalDueAtMs + DAY_MS), []);
    const counts = await db.read.requests.lateness(legalDueAtMs, 3 * DAY_MS);
    assert.deepEqual(counts, { nothing: 0, nearing_due: 0, target_passed: 0, limit_passed: 1 });
  }),

  rightsRule('finds open requests whose dates come from another calendar', async (db) => {
    const request = aRequest('r1');
    await insert(db, request);
    const outdated = (version: string): Promise<RightsRequest[]> =>
      db.transact((tx) => tx.requests.openWithOtherCalendar(version, 10));
    assert.deepEqual(await outdated(request.dues.calendarVersion), []);
    assert.deepEqual(await outdated('next year'), [request]);
    const dues = { ...request.dues, legalDueOn: '2026-10-16', calendarVersion: 'next year' };
    await db.transact((tx) => tx.requests.setDues('r1', dues));
    assert.deepEqual((await db.read.requests.byId('r1'))?.dues, dues);
    assert.deepEqual(await outdated('next year'), []);
  }),

  rightsRule('pages through a driver’s requests, newest first', async (db) => {
    for (const [index, at] of [1, 3, 3, 2].entries()) {
      await insert(db, aRequest(`r${index}`, { orderId: `o${index}`, receivedAtMs: at }));
    }
    const first = await db.read.requests.ofDriver('d1', { limit: 3 });
    const ids = (page: RightsRequest[]): string[] => page.map(({ requestId }) => requestId);
    assert.deepEqual(ids(first), ['r2', 'r1', 'r3']);
    const after = { receivedAtMs: 2, requestId: 'r3' };
    assert.deepEqual(ids(await db.read.requests.ofDriver('d1', { limit: 3, after })), ['r0']);
  }),

  rightsRule('takes words and answers out of closed requests alone', async (db) => {
    await insert(db, aRequest('r1'));
    await insert(db, aRequest('r2', { orderId: 'o1' }));
    await db.transact((tx) => tx.reviews.insert(aReview('r1')));
    await answered(db, 'r1');
    await db.transact((tx) => tx.requests.scrub('d1'));
    const [closed, open] = await Promise.all(['r1', 'r2'].map((id) => db.read.requests.byId(id)));
    assert.deepEqual([closed?.words, closed?.answer, closed?.state], [null, null, 'answered']);
    assert.equal(open?.words, 'I was there.');
  }),
];
