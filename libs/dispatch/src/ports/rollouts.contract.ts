import assert from 'node:assert/strict';
import { policyHash } from '#libs/explanations';
import { defaultPolicy, type Policy } from '#libs/matcher';
import type { Database } from './database.js';
import type { Rollout } from './rollouts.js';
import { ARRIVED_MS, gate, pause, rule, type Rule } from './rule.contract.js';
import { anOrder, START_MS } from './samples.contract.js';

const base: Policy = { ...defaultPolicy, name: 'base' };
const other: Policy = { ...defaultPolicy, name: 'other' };
const [baseHash, otherHash] = [policyHash(base), policyHash(other)];

const aRollout = (rolloutId: string, over: Partial<Rollout> = {}): Rollout => ({
  rolloutId,
  cityCode: '3101',
  policyHash: otherHash,
  baseHash,
  method: 'percent',
  percent: 10,
  windowMs: null,
  region: null,
  salt: 'ab'.repeat(32),
  fromMs: START_MS,
  untilMs: null,
  putBy: 'opr-1',
  putAtMs: START_MS,
  endedAtMs: null,
  endedBy: null,
  endedBecause: null,
  ...over,
});

async function start(database: Database, ...rollouts: readonly Rollout[]): Promise<void> {
  await database.transact(async (tx) => {
    await tx.policies.put(base, baseHash, START_MS, 'opr-9');
    await tx.policies.put(other, otherHash, START_MS);
    for (const rollout of rollouts) await tx.rollouts.start(rollout);
  });
}

const END = { atMs: START_MS + 5, by: 'opr-2', because: 'ended' } as const;

export const rolloutsContract: readonly Rule[] = [
  rule('keeps a stage as it was put, and how it ended, once', async (database) => {
    const switching = aRollout('r1', {
      method: 'switchback',
      windowMs: 3_600_000,
      region: 'market',
    });
    await start(database, switching);
    const { rollouts } = database.read;
    assert.deepEqual(await rollouts.byId('r1'), switching);
    assert.deepEqual(await rollouts.underWay('3101'), switching);
    assert.equal(await rollouts.underWay('*'), null);
    const end = (): Promise<boolean> => database.transact((tx) => tx.rollouts.end('r1', END));
    assert.deepEqual([await end(), await end()], [true, false]);
    const ended = { endedAtMs: END.atMs, endedBy: END.by, endedBecause: END.because };
    assert.deepEqual(await rollouts.byId('r1'), { ...switching, ...ended });
    assert.equal(await rollouts.underWay('3101'), null);
    assert.equal(await rollouts.byId('r2'), null);
  }),

  rule('has one under way in a city, and any number that ended', async (database) => {
    await start(database, aRollout('r1'), aRollout('r2', { cityCode: '*' }));
    await assert.rejects(start(database, aRollout('r3')));
    await database.transact(async (tx) => {
      await tx.rollouts.end('r1', { ...END, because: 'next_stage' });
      await tx.rollouts.start(aRollout('r3', { percent: 20 }));
    });
    const { rollouts } = database.read;
    const listed = await rollouts.list(10);
    assert.deepEqual(
      listed.map(({ rolloutId }) => rolloutId),
      ['r3', 'r2', 'r1'],
    );
    assert.equal((await rollouts.list(1)).length, 1);
    const of = { cityCode: '3101', policyHash: otherHash, baseHash };
    assert.equal((await rollouts.lastOf(of))?.rolloutId, 'r3');
    assert.equal(await rollouts.lastOf({ ...of, policyHash: 'sha256:none' }), null);
  }),

  rule(
    'draws in its time, beside its base, and in the city before everywhere',
    async (database) => {
      await start(
        database,
        aRollout('own', { fromMs: START_MS + 10, untilMs: START_MS + 20 }),
        aRollout('all', { cityCode: '*' }),
      );
      const drawing = async (cityCode: string, nowMs: number, hash = baseHash) =>
        (await database.read.rollouts.drawing({ baseHash: hash, cityCode, nowMs }))?.rolloutId;
      assert.deepEqual(
        [
          await drawing('3101', START_MS + 9),
          await drawing('3101', START_MS + 10),
          await drawing('3101', START_MS + 19),
          await drawing('3101', START_MS + 20),
          await drawing('4401', START_MS + 10),
          await drawing('4401', START_MS - 1),
          await drawing('3101', START_MS + 10, otherHash),
        ],
        ['all', 'own', 'own', 'all', 'all', undefined, undefined],
      );
    },
  ),

  rule('keeps with an order what it drew, also when the stage has ended', async (database) => {
    const draw = {
      orderId: 'o1',
      rolloutId: 'r1',
      arm: 'candidate',
      unit: 'o1',
      bucket: 12,
    } as const;
    await start(database, aRollout('r1'));
    await database.transact(async (tx) => {
      await tx.orders.insert(anOrder('o1'));
      await tx.rollouts.drawn(draw);
      await tx.rollouts.end('r1', END);
    });
    const drawn = await database.read.rollouts.ofOrder('o1');
    assert.deepEqual([drawn?.draw, drawn?.rollout.endedBecause], [draw, 'ended']);
    assert.equal(await database.read.rollouts.ofOrder('o2'), null);
  }),

  rule('lets one at a time change which rules a city follows', async (database) => {
    const order: string[] = [];
    const held = gate();
    const first = database.transact(async (tx) => {
      await tx.rollouts.hold('3101');
      held.open();
      await pause(ARRIVED_MS);
      order.push('first');
    });
    await held.opened;
    const second = database.transact(async (tx) => {
      await tx.rollouts.hold('3101');
      order.push('second');
    });
    const elsewhere = database.transact(async (tx) => {
      await tx.rollouts.hold('4401');
      order.push('elsewhere');
    });
    await Promise.all([first, second, elsewhere]);
    assert.deepEqual(order, ['elsewhere', 'first', 'second']);
  }),

  rule('counts who let a policy in among its authors', async (database) => {
    await start(database, aRollout('r1', { putBy: 'opr-7' }));
    assert.deepEqual(await database.read.policies.authorsOf(otherHash), ['opr-7']);
    assert.deepEqual(await database.read.policies.authorsOf(baseHash), ['opr-9']);
  }),
];
