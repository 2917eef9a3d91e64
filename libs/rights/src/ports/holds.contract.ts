import assert from 'node:assert/strict';
import { anOrder, aRecord, stored } from '../../../dispatch/src/ports/samples.contract.js';
import type { Hold } from './holds.js';
import { rightsRule, type RightsRule } from './rights-rule.contract.js';

const hold = (requestId: string, over: Partial<Hold> = {}): Hold => ({
  requestId,
  driverId: 'd1',
  orderId: null,
  decisionId: null,
  placedAtMs: 1,
  ...over,
});

export const holdsContract: readonly RightsRule[] = [
  rightsRule('holds a decision by itself or by its order, until the request ends', async (db) => {
    await stored(db, { orders: [anOrder('o1'), anOrder('o2')] });
    await db.transact(async (tx) => {
      await tx.ledger.record(aRecord('x1', 'o1'));
      await tx.ledger.record(aRecord('x2', 'o1'));
      await tx.ledger.record(aRecord('x3', 'o2'));
      await tx.holds.place([
        hold('r1', { orderId: 'o1' }),
        hold('r2', { decisionId: 'x3', orderId: null }),
      ]);
    });
    const { holds } = db.read;
    const all = ['x1', 'x2', 'x3', 'x4'];
    assert.deepEqual([...(await holds.heldDecisions(all))].sort(), ['x1', 'x2', 'x3']);
    assert.deepEqual([...(await holds.heldOrders(['o1', 'o2']))], ['o1']);
    assert.deepEqual([...(await holds.heldDrivers(['d1', 'd2']))], ['d1']);
    await db.transact((tx) => tx.holds.lift('r1', 2));
    assert.deepEqual([...(await holds.heldDecisions(all))], ['x3']);
    await db.transact((tx) => tx.holds.lift('r2', 2));
    assert.deepEqual([...(await holds.heldDrivers(['d1']))], []);
  }),

  rightsRule('holds as long as one of two requests needs it, and each hold once', async (db) => {
    const of = (requestId: string): Hold => hold(requestId, { decisionId: 'x1' });
    await db.transact((tx) => tx.holds.place([of('r1'), of('r1'), of('r2')]));
    assert.equal((await db.read.holds.ofDriver('d1')).length, 2);
    await db.transact((tx) => tx.holds.lift('r1', 2));
    assert.deepEqual([...(await db.read.holds.heldDecisions(['x1']))], ['x1']);
    assert.deepEqual(await db.read.holds.ofDriver('d1'), [of('r2')]);
  }),
];
