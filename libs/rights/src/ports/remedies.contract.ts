import assert from 'node:assert/strict';
import {
  anOrder,
  anOutcome,
  aRankedRow,
  aRecord,
  aDriver,
  stored,
} from '../../../dispatch/src/ports/samples.contract.js';
import { rightsRule, type RightsRule } from './rights-rule.contract.js';

const JOB = {
  jobId: 'j1',
  requestId: 'r1',
  driverId: 'd1',
  voided: anOutcome('wrong', { kind: 'driver_cancelled', onTime: null }),
  replacement: anOutcome('right', { origin: 'corrected' }),
  fromMs: 10,
  untilMs: 40,
} as const;
const FRESH = { ...JOB, cursor: null, examined: 0, changed: 0, skipped: 0, state: 'running' };

export const remediesContract: readonly RightsRule[] = [
  rightsRule('links what superseded what, for one driver', async (db) => {
    const link = { requestId: 'r1', driverId: 'd1' };
    await db.transact(async (tx) => {
      await tx.remedies.supersede({ ...link, superseded: 'x1', supersededBy: 'x2', atMs: 1 });
      await tx.remedies.supersede({ ...link, superseded: 'x2', supersededBy: 'x3', atMs: 2 });
    });
    const { remedies } = db.read;
    assert.deepEqual(await remedies.chainOf('x1', 'd1'), { supersedes: null, supersededBy: 'x2' });
    assert.deepEqual(await remedies.chainOf('x2', 'd1'), { supersedes: 'x1', supersededBy: 'x3' });
    assert.deepEqual(await remedies.chainOf('x1', 'd2'), { supersedes: null, supersededBy: null });
  }),

  rightsRule('gives a job to one worker at a time, and to another after its lease', async (db) => {
    await db.transact((tx) => tx.remedies.start(JOB));
    const take = (nowMs: number) => db.transact((tx) => tx.remedies.take(nowMs, 100));
    const both = await Promise.all([take(1_000), take(1_000)]);
    assert.deepEqual(
      both.filter((job) => job !== null),
      [FRESH],
    );
    assert.equal(await take(1_099), null);
    assert.deepEqual(await take(1_100), FRESH);
    const done = {
      ...JOB,
      cursor: { decidedAtMs: 20, decisionId: 'x1' },
      examined: 3,
      changed: 1,
      skipped: 1,
      state: 'done',
    } as const;
    await db.transact((tx) => tx.remedies.progress(done));
    assert.deepEqual(await db.read.remedies.job('r1'), done);
    assert.equal(await take(9_999), null);
  }),

  rightsRule('walks a driver’s decisions within the window, oldest first', async (db) => {
    await stored(db, { orders: [anOrder('o1')], drivers: [aDriver('d1'), aDriver('d2')] });
    await db.transact(async (tx) => {
      for (const [decisionId, decidedAtMs, driverId] of [
        ['a', 9, 'd1'],
        ['b', 10, 'd1'],
        ['c', 10, 'd1'],
        ['d', 40, 'd1'],
        ['e', 41, 'd1'],
        ['f', 20, 'd2'],
      ] as const) {
        const drivers = [aRankedRow(driverId)];
        await tx.ledger.record(aRecord(decisionId, 'o1', { decidedAtMs, drivers }));
      }
    });
    const { remedies } = db.read;
    const first = await remedies.decisionsOf({ ...JOB, cursor: null }, 2);
    assert.deepEqual(first, [
      { decidedAtMs: 10, decisionId: 'b' },
      { decidedAtMs: 10, decisionId: 'c' },
    ]);
    const rest = await remedies.decisionsOf({ ...JOB, cursor: first[1] ?? null }, 2);
    assert.deepEqual(rest, [{ decidedAtMs: 40, decisionId: 'd' }]);
  }),

  rightsRule('tells what is new about a decision once', async (db) => {
    const found = [
      { decisionId: 'x1', driverId: 'd1', requestId: 'r1', was: 'LOST', wouldBe: 'WON', atMs: 1 },
      { decisionId: 'x1', driverId: 'd2', requestId: 'r1', was: 'WON', wouldBe: 'LOST', atMs: 1 },
    ];
    const reconsider = () => db.transact((tx) => tx.remedies.reconsider(found));
    assert.deepEqual(await reconsider(), found);
    assert.deepEqual(await reconsider(), []);
    const { remedies } = db.read;
    assert.deepEqual(await remedies.reconsideredOf('r1', 'd2', 10), found.slice(1));
    assert.deepEqual(await remedies.reconsideredOf('r2', 'd2', 10), []);
  }),
];
