import assert from 'node:assert/strict';
import type { Database } from './database.js';
import { ARRIVED_MS, gate, pause, rule, type Rule } from './rule.contract.js';
import { anOrder, START_MS } from './samples.contract.js';

const KEY = { scope: 'shipper/shipper-1/order.post', key: 'k-1' };
type Taken = Awaited<ReturnType<Database['read']['idempotency']['take']>>;

/** A command as the use cases run it: key, effect and answer in one transaction. */
const command = (
  database: Database,
  { fingerprint = 'body-1', scope = KEY.scope, during = () => Promise.resolve() } = {},
): Promise<Taken> =>
  database.transact(async (tx) => {
    const key = { ...KEY, scope };
    const taken = await tx.idempotency.take({ ...key, fingerprint, atMs: START_MS });
    if (taken.kind !== 'fresh') return taken;
    await during();
    await tx.orders.insert(anOrder(`o-${scope}`));
    await tx.idempotency.store(key, { status: 201, body: '{"orderId":"o1"}' });
    return taken;
  });

const DONE = { kind: 'done', status: 201, body: '{"orderId":"o1"}' };

export const idempotencyContract: readonly Rule[] = [
  rule('answers a repetition with the stored answer', async (database) => {
    assert.deepEqual(await command(database), { kind: 'fresh' });
    assert.deepEqual(await command(database), DONE);
    assert.deepEqual(await command(database, { scope: 'shipper/shipper-2/order.post' }), {
      kind: 'fresh',
    });
  }),

  rule(
    'lets a repetition wait for the call in flight, and answers both alike',
    async (database) => {
      const [taken, finish] = [gate(), gate()];
      const first = command(database, {
        during: async () => {
          taken.open();
          await finish.opened;
        },
      });
      await taken.opened;
      const second = command(database);
      const early = await Promise.race([second, pause(ARRIVED_MS).then(() => 'waiting')]);
      finish.open();
      assert.deepEqual(await first, { kind: 'fresh' });
      assert.deepEqual(await second, DONE);
      assert.equal(early, 'waiting');
    },
  ),

  rule('does the work of many calls with one key once', async (database) => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => command(database)));
    assert.equal(answers.filter(({ kind }) => kind === 'fresh').length, 1);
    assert.equal(answers.filter(({ kind }) => kind === 'done').length, 9);
    assert.equal((await database.read.stats.counts()).orders, 1);
  }),

  rule('refuses a key that was used for another body', async (database) => {
    await command(database);
    const changed = await command(database, { fingerprint: 'body-2' });
    assert.deepEqual(changed, { kind: 'mismatch' });
    assert.equal((await database.read.stats.counts()).orders, 1);
  }),

  rule('forgets the key of a command that was turned down', async (database) => {
    const turnedDown = new Error('turned down');
    const during = (): Promise<void> => Promise.reject(turnedDown);
    await assert.rejects(command(database, { during }), (error) => error === turnedDown);
    assert.deepEqual(await command(database, { fingerprint: 'mended' }), { kind: 'fresh' });
  }),

  rule('purges keys that are older than a moment', async (database) => {
    await command(database);
    const purge = (beforeMs: number): Promise<number> =>
      database.transact((tx) => tx.idempotency.purge(beforeMs));
    assert.equal(await purge(START_MS), 0);
    assert.deepEqual(await command(database), DONE);
    assert.equal(await purge(START_MS + 1), 1);
  }),
];
