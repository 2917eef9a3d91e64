import assert from 'node:assert/strict';
import { policyHash, ShadowTally } from '#libs/explanations';
import { defaultPolicy, type Policy } from '#libs/matcher';
import type { Database } from './database.js';
import { rule, type Rule } from './rule.contract.js';
import { anOrder, aRecord, START_MS } from './samples.contract.js';
import type { ShadowRun } from './shadow-runs.js';

const base: Policy = { ...defaultPolicy, name: 'base' };
const other: Policy = { ...defaultPolicy, name: 'other' };
const [baseHash, otherHash] = [policyHash(base), policyHash(other)];

const aRun = (runId: string, over: Partial<ShadowRun> = {}): ShadowRun => ({
  runId,
  policyHash: otherHash,
  baseHash,
  cityCode: '3101',
  sinceMs: null,
  most: 500,
  available: 2,
  atMs: START_MS,
  by: 'opr-1',
  resultHash: 'sha256:result',
  report: new ShadowTally().report(),
  ...over,
});

async function put(database: Database): Promise<void> {
  await database.transact(async (tx) => {
    await tx.policies.put(base, baseHash, START_MS);
    await tx.policies.put(other, otherHash, START_MS);
  });
}

const KINDS = ['award'] as const;

export const shadowRunsContract: readonly Rule[] = [
  rule('keeps a run, and finds those of exactly two policies', async (database) => {
    await put(database);
    const runs = [
      aRun('r1', { atMs: START_MS - 1 }),
      aRun('r2', { sinceMs: START_MS }),
      aRun('r3', { cityCode: '*' }),
      aRun('r4', { policyHash: baseHash, baseHash: otherHash }),
      aRun('r5'),
    ];
    await database.transact(async (tx) => {
      for (const run of runs) await tx.shadowRuns.add(run);
    });
    const of = { policyHash: otherHash, baseHash, cityCode: '3101', sinceMs: START_MS };
    assert.deepEqual(await database.read.shadowRuns.of(of), [runs[4], runs[1]]);
    const listed = await database.read.shadowRuns.list(4);
    assert.deepEqual(
      listed.map(({ runId }) => runId),
      ['r5', 'r4', 'r3', 'r2'],
    );
  }),

  rule(
    'finds what was decided under a policy: of a city, of kinds, since then',
    async (database) => {
      const stop = anOrder('x').loading;
      const orders = [
        anOrder('o1', { policyHash: baseHash }),
        anOrder('o2', { policyHash: baseHash, loading: { ...stop, cityCode: '4401' } }),
        anOrder('o3', { policyHash: otherHash }),
      ];
      const decided = (decisionId: string, orderId: string, hash: string, atMs = START_MS) =>
        aRecord(decisionId, orderId, { policyHash: hash, decidedAtMs: atMs });
      const records = [
        decided('d1', 'o1', baseHash),
        decided('d2', 'o1', baseHash, START_MS + 9),
        decided('d3', 'o2', baseHash),
        decided('d4', 'o3', otherHash),
      ];
      await database.transact(async (tx) => {
        for (const order of orders) await tx.orders.insert(order);
        for (const record of records) await tx.ledger.record(record);
      });
      const found = async (over: object = {}): Promise<[number, string[]]> => {
        const asked = {
          policyHash: baseHash,
          cityCode: '*',
          sinceMs: null,
          most: 10,
          kinds: KINDS,
        };
        const answer = await database.read.shadowRuns.decisionsUnder({ ...asked, ...over });
        return [answer.available, [...answer.decisionIds].sort()];
      };
      assert.deepEqual(await found(), [3, ['d1', 'd2', 'd3']]);
      assert.deepEqual(await found({ cityCode: '3101' }), [2, ['d1', 'd2']]);
      assert.deepEqual(await found({ sinceMs: START_MS + 1 }), [1, ['d2']]);
      assert.deepEqual(await found({ kinds: ['expiry'] }), [0, []]);
      assert.deepEqual(await found({ policyHash: 'sha256:none' }), [0, []]);
      const [available, some] = await found({ most: 2 });
      assert.deepEqual([available, some.length], [3, 2]);
      assert.deepEqual(await found({ most: 2 }), [3, some]);
    },
  ),
];
