import assert from 'node:assert/strict';
import type { Database } from './database.js';
import { rule, type Rule } from './rule.contract.js';
import type { Standing } from './standings.js';

const FROM = { fromCityCode: '3301', nowMs: 100 };

const owed = (compensationId: string, over: Partial<Parameters<Grant>[0]> = {}) => ({
  compensationId,
  driverId: 'd1',
  requestId: `asked-for-${compensationId}`,
  fromCityCode: '3301',
  grantedAtMs: 10,
  expiresAtMs: 1_000,
  ...over,
});
type Grant = Database['read']['standings']['grant'];

const grant = (database: Database, given: Parameters<Grant>[0]): Promise<string> =>
  database.transact((tx) => tx.standings.grant(given));
const of = async (database: Database, about = FROM): Promise<Record<string, Standing>> =>
  Object.fromEntries(await database.read.standings.of(['d1', 'd2', 'd3'], about));

export const standingsContract: readonly Rule[] = [
  rule('knows what is owed for orders from a city, oldest first, while it holds', async (db) => {
    await grant(db, owed('c2', { grantedAtMs: 20 }));
    await grant(db, owed('c1'));
    await grant(db, owed('c3', { driverId: 'd2', fromCityCode: null }));
    const standing = (compensationId: string): Standing => ({ compensationId, wantsHuman: false });
    assert.deepEqual(await of(db), { d1: standing('c1'), d2: standing('c3') });
    assert.deepEqual(await of(db, { ...FROM, fromCityCode: '3100' }), {
      d2: standing('c3'),
    });
    assert.deepEqual(await of(db, { ...FROM, nowMs: 1_000 }), {});
  }),

  rule('owes one remedy once, and lets one of two awards use it', async (db) => {
    const first = await grant(db, owed('c1'));
    const again = await grant(db, owed('c9', { requestId: 'asked-for-c1' }));
    assert.deepEqual([first, again], ['c1', 'c1']);
    const use = (decisionId: string): Promise<boolean> =>
      db.transact((tx) => tx.standings.use('c1', { decisionId, atMs: 50 }));
    const used = await Promise.all([use('x1'), use('x2')]);
    assert.equal(used.filter(Boolean).length, 1);
    assert.deepEqual(await of(db), {});
    const [kept] = await db.read.standings.compensationsOf('d1');
    assert.deepEqual(kept, {
      ...owed('c1'),
      usedAtMs: 50,
      usedIn: used[0] ? 'x1' : 'x2',
    });
  }),

  rule('[D4] remembers who wants a person, and who no longer does', async (db) => {
    const choose = (driverId: string, wanted: boolean): Promise<void> =>
      db.transact((tx) => tx.standings.choose(driverId, wanted, 5));
    await choose('d1', true);
    await choose('d2', true);
    await choose('d2', false);
    await grant(db, owed('c1'));
    assert.deepEqual(await of(db), { d1: { compensationId: 'c1', wantsHuman: true } });
    const wants = await Promise.all(
      ['d1', 'd2', 'd3'].map((id) => db.read.standings.wantsHuman(id)),
    );
    assert.deepEqual(wants, [true, false, false]);
  }),
];
