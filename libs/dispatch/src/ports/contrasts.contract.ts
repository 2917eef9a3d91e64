import assert from 'node:assert/strict';
import type { Asker } from './contrasts.js';
import type { Database } from './database.js';
import { countOf, rule, type Rule } from './rule.contract.js';

const DRIVER: Asker = { subject: 'd1', role: 'driver' };

const told = (
  database: Database,
  decisionId: string,
  over: { asker?: Asker; day?: number; most?: number } = {},
): Promise<boolean> =>
  database.read.contrasts.tell({ asker: DRIVER, day: 20_000, most: 2, ...over, decisionId });

export const contrastsContract: readonly Rule[] = [
  rule('tells of so many decisions a day and asker, and of those again', async (database) => {
    const answers: boolean[] = [];
    for (const decisionId of ['a', 'b', 'a', 'c', 'b', 'a']) {
      answers.push(await told(database, decisionId));
    }
    assert.deepEqual(answers, [true, true, true, false, true, true]);
  }),

  rule('begins anew each day, for each asker and role', async (database) => {
    for (const decisionId of ['a', 'b']) await told(database, decisionId);
    const others = [
      { day: 20_001 },
      { asker: { subject: 'd2', role: 'driver' } },
      { asker: { subject: 'd1', role: 'reviewer' } },
    ] as const;
    for (const other of others) assert.equal(await told(database, 'c', other), true);
    assert.equal(await told(database, 'c'), false);
  }),

  rule('lets no more through when many ask at once', async (database) => {
    const asked = Array.from({ length: 12 }, (_, at) => told(database, `d${at}`, { most: 5 }));
    assert.equal(countOf(await Promise.all(asked), true), 5);
  }),

  rule('forgets days that are over', async (database) => {
    await told(database, 'a');
    await told(database, 'b', { day: 20_001 });
    assert.equal(await database.transact((tx) => tx.contrasts.purge(20_001)), 1);
    assert.equal(await database.transact((tx) => tx.contrasts.purge(20_001)), 0);
  }),
];
