import assert from 'node:assert/strict';
import type { AuditEntry } from './operating.js';
import { rule, type Rule } from './rule.contract.js';
import { START_MS } from './samples.contract.js';

const anEntry = (id: string, atMs: number): AuditEntry => ({
  id,
  atMs,
  actor: 'operator-1',
  role: 'operator',
  action: 'order.assign',
  subject: 'o1',
  reason: 'the shipper called',
  detail: { driverId: 'd1' },
});

export const operatingContract: readonly Rule[] = [
  rule('remembers who paused a city, until it is resumed', async (database) => {
    await database.transact((tx) => tx.automation.pause('3101', 'operator-1', 'a flood', START_MS));
    const { automation } = database.read;
    assert.deepEqual(await automation.paused(), [
      { cityCode: '3101', by: 'operator-1', reason: 'a flood', atMs: START_MS },
    ]);
    assert.deepEqual(
      [await automation.isPaused('3101'), await automation.isPaused('4401')],
      [true, false],
    );
    await database.transact((tx) => tx.automation.resume('3101'));
    assert.equal(await automation.isPaused('3101'), false);
  }),

  rule('pages through the audit, newest first', async (database) => {
    const entries = [anEntry('a', 1), anEntry('b', 3), anEntry('c', 3), anEntry('d', 2)];
    await database.transact(async (tx) => {
      for (const entry of entries) await tx.audit.add(entry);
    });
    const { audit } = database.read;
    const first = await audit.list({ limit: 2 });
    assert.deepEqual(first, [entries[2], entries[1]]);
    const rest = await audit.list({ limit: 9, after: { atMs: 3, id: 'b' } });
    assert.deepEqual(rest, [entries[3], entries[0]]);
  }),
];
