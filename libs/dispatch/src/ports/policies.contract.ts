import assert from 'node:assert/strict';
import { policyHash } from '#libs/explanations';
import { defaultPolicy, type Policy } from '#libs/matcher';
import { rule, type Rule } from './rule.contract.js';
import { START_MS } from './samples.contract.js';

const everywhere: Policy = { ...defaultPolicy, name: 'everywhere', cityCode: '*' };
const shanghai: Policy = { ...defaultPolicy, name: 'shanghai', cityCode: '3101' };

export const policiesContract: readonly Rule[] = [
  rule('keeps a policy so that its hash still fits', async (database) => {
    const hash = policyHash(everywhere);
    await database.transact(async (tx) => {
      await tx.policies.put(everywhere, hash, START_MS);
      await tx.policies.put(everywhere, hash, START_MS + 1);
    });
    const kept = await database.read.policies.byHash(hash);
    assert.deepEqual(kept, everywhere);
    assert.equal(policyHash(kept), hash);
    assert.equal(await database.read.policies.byHash('sha256:other'), null);
    assert.equal((await database.read.policies.list()).length, 1);
  }),

  rule('follows the city’s own policy, else the one for everywhere', async (database) => {
    const { policies } = database.read;
    assert.equal(await policies.activeFor('3101'), null);
    const [own, common] = [policyHash(shanghai), policyHash(everywhere)];
    await database.transact(async (tx) => {
      await tx.policies.put(shanghai, own, START_MS);
      await tx.policies.put(everywhere, common, START_MS);
      await tx.policies.activate('*', common, START_MS + 1);
    });
    assert.equal((await policies.activeFor('3101'))?.hash, common);
    await database.transact((tx) => tx.policies.activate('3101', own, START_MS + 2));
    assert.equal((await policies.activeFor('3101'))?.hash, own);
    assert.deepEqual((await policies.activeFor('3101'))?.policy, shanghai);
    assert.equal((await policies.activeFor('4401'))?.hash, common);
  }),

  rule('names who put a policy and who put it in force, anywhere', async (database) => {
    const own = policyHash(shanghai);
    await database.transact(async (tx) => {
      await tx.policies.put(shanghai, own, START_MS, 'opr-1');
      await tx.policies.put(shanghai, own, START_MS, 'opr-9');
      await tx.policies.activate('3101', own, START_MS, 'opr-2');
      await tx.policies.activate('4401', own, START_MS);
    });
    const { policies } = database.read;
    assert.deepEqual((await policies.authorsOf(own)).sort(), ['opr-1', 'opr-2']);
    assert.deepEqual(await policies.authorsOf(policyHash(everywhere)), []);
  }),

  rule(
    'tells which a city has followed of late, its own and those of everywhere',
    async (database) => {
      const [own, common] = [policyHash(shanghai), policyHash(everywhere)];
      const newer: Policy = { ...shanghai, version: 2 };
      const newerHash = policyHash(newer);
      await database.transact(async (tx) => {
        await tx.policies.put(everywhere, common, START_MS);
        await tx.policies.put(shanghai, own, START_MS);
        await tx.policies.put(newer, newerHash, START_MS);
        await tx.policies.activate('*', common, START_MS);
        await tx.policies.activate('3101', own, START_MS + 10);
        await tx.policies.activate('3101', newerHash, START_MS + 20);
      });
      const since = async (cityCode: string, atMs: number): Promise<string[]> =>
        (await database.read.policies.followedSince(cityCode, atMs))
          .map(({ policy }) => `${policy.name} ${policy.version}`)
          .sort();
      assert.deepEqual(await since('3101', START_MS + 20), ['shanghai 2']);
      assert.deepEqual(await since('3101', START_MS + 19), ['shanghai 1', 'shanghai 2']);
      assert.deepEqual(await since('3101', START_MS + 10), ['shanghai 1', 'shanghai 2']);
      assert.deepEqual(await since('3101', START_MS + 9), [
        'everywhere 1',
        'shanghai 1',
        'shanghai 2',
      ]);
      assert.deepEqual(await since('4401', START_MS + 99), ['everywhere 1']);
      assert.deepEqual(await since('*', START_MS + 99), ['everywhere 1']);
    },
  ),

  rule('lists what is followed where since when', async (database) => {
    const [own, common] = [policyHash(shanghai), policyHash(everywhere)];
    await database.transact(async (tx) => {
      await tx.policies.put(shanghai, own, START_MS);
      await tx.policies.put(everywhere, common, START_MS);
      await tx.policies.activate('3101', own, START_MS + 1);
      await tx.policies.activate('3101', own, START_MS + 2);
      await tx.policies.activate('*', common, START_MS + 3);
    });
    const { version } = shanghai;
    assert.deepEqual(await database.read.policies.list(), [
      { hash: common, name: 'everywhere', version, cityCode: '*', activeSinceMs: START_MS + 3 },
      { hash: own, name: 'shanghai', version, cityCode: '3101', activeSinceMs: START_MS + 1 },
    ]);
    await database.transact((tx) => tx.policies.activate('3101', common, START_MS + 4));
    const after = await database.read.policies.list();
    assert.equal(after.find(({ hash }) => hash === own)?.activeSinceMs, null);
  }),
];
