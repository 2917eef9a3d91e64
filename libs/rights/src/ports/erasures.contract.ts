import assert from 'node:assert/strict';
import {
  aDriver,
  anOrder,
  anOutcome,
  aRankedRow,
  aRecord,
  START_MS,
  stored,
} from '../../../dispatch/src/ports/samples.contract.js';
import { ARRIVED_MS, gate, pause } from '../../../dispatch/src/ports/rule.contract.js';
import type { RightsDatabase } from './database.js';
import type { Erasure } from './erasures.js';
import { rightsRule, type RightsRule } from './rights-rule.contract.js';

const ask = (db: RightsDatabase, erasureId = 'e1', driverId = 'd1'): Promise<Erasure> =>
  db.transact((tx) =>
    tx.erasures.ask({
      ...{ erasureId, driverId, ground: 'service_ended', askedByRole: 'driver' },
      atMs: START_MS,
    }),
  );

const erase = (db: RightsDatabase, erasureId = 'e1', driverId = 'd1'): Promise<void> =>
  db.transact((tx) =>
    tx.erasures.erase({
      ...{ erasureId, driverId, pseudonym: `erased-${erasureId}` },
      atMs: START_MS + 1,
      recipients: ['partner', 'observer'],
    }),
  );

const driver = (db: RightsDatabase, driverId: string) => db.read.drivers.byId(driverId);

export const erasuresContract: readonly RightsRule[] = [
  rightsRule(
    '[R3] knows who is erased until it is certified and told, and not after',
    async (db) => {
      await stored(db, { drivers: [aDriver('d1'), aDriver('d2')] });
      const first = await ask(db);
      assert.deepEqual(await ask(db, 'e2'), first, 'one under way is answered with itself');
      assert.equal(first.fence, db.read.erasures.fenceOf('d1'));
      await erase(db);
      assert.equal(await driver(db, 'd1'), null);
      assert.ok(await driver(db, 'd2'), 'nobody else');
      assert.equal(await db.read.erasures.subjectOf('e1'), 'd1');
      await db.transact((tx) => tx.erasures.markSwept('e1', { stream: 3 }));
      const digest = new Uint8Array(32).fill(7);
      await db.transact((tx) => tx.erasures.certify('e1', '{}', digest, START_MS + 2));
      const leaf = await db.read.decisionLog.leaf('erasure-e1');
      assert.deepEqual(
        [...(leaf?.root ?? [])],
        [...digest],
        'its certificate is a leaf of the log',
      );
      await db.transact((tx) => tx.erasures.forgetSubjects(0));
      assert.equal(await db.read.erasures.subjectOf('e1'), 'd1', 'somebody has not acknowledged');
      for (const recipient of ['partner', 'observer']) {
        const notice = { erasureId: 'e1', recipient, atMs: START_MS + 3 };
        assert.equal(await db.transact((tx) => tx.erasures.acknowledge(notice)), true);
      }
      const stranger = { erasureId: 'e1', recipient: 'gateway', atMs: 0 };
      assert.equal(await db.transact((tx) => tx.erasures.acknowledge(stranger)), false);
      await db.transact((tx) => tx.erasures.forgetSubjects(0));
      assert.equal(await db.read.erasures.subjectOf('e1'), null);
    },
  ),

  rightsRule('[R5] is fenced for good: who was erased is known when he returns', async (db) => {
    await stored(db, { drivers: [aDriver('d1'), aDriver('d2')] });
    await ask(db);
    await erase(db);
    assert.deepEqual(
      [await db.read.drivers.isFenced('d1'), await db.read.drivers.isFenced('d2')],
      [true, false],
    );
    assert.deepEqual(await db.read.erasures.returned(), []);
    await stored(db, { drivers: [aDriver('d1')] });
    assert.deepEqual(await db.read.erasures.returned(), ['d1']);
    const fences = await db.read.erasures.fences(0);
    assert.deepEqual(
      fences.map(({ fence }) => fence),
      [db.read.erasures.fenceOf('d1')],
    );
  }),

  rightsRule('[R3] a registration that waited for the erasure finds the fence', async (db) => {
    await stored(db, { drivers: [aDriver('d1')] });
    await ask(db);
    const { opened, open } = gate();
    const erasing = db.transact(async (tx) => {
      await tx.erasures.carries('d1');
      await opened;
      await tx.erasures.erase({
        ...{ erasureId: 'e1', driverId: 'd1', pseudonym: 'erased-1' },
        ...{ atMs: START_MS, recipients: [] },
      });
    });
    const registering = db.transact(async (tx) => {
      await tx.drivers.register(aDriver('d1', { carrierId: 'elsewhere' }));
      return tx.drivers.isFenced('d1');
    });
    await pause(ARRIVED_MS);
    open();
    await erasing;
    assert.equal(await registering, true);
  }),

  rightsRule(
    '[R3] waits for a transaction that had begun before, and erases what it wrote',
    async (db) => {
      await stored(db, { orders: [anOrder('o1')], drivers: [aDriver('d1'), aDriver('d2')] });
      await ask(db);
      const { opened, open } = gate();
      const late = db.transact(async (tx) => {
        // It has a number and has read him; what it writes comes after the erasure.
        await tx.outcomes.add([anOutcome('x', { driverId: 'd2' })]);
        await opened;
        await tx.ledger.record(aRecord('late', 'o1', { drivers: [aRankedRow('d1')] }));
      });
      await pause(ARRIVED_MS);
      await erase(db);
      const again = (): Promise<boolean> => db.transact((tx) => tx.erasures.eraseRemains('e1'));
      assert.equal(await again(), false, 'one is still under way');
      open();
      await late;
      assert.ok(await db.read.ledger.driverRow('late', 'd1'), 'it wrote him');
      // Others of the same server may have begun before as well; then they are waited for.
      let done = await again();
      for (let tries = 0; tries < 100 && !done; tries++) {
        await pause(ARRIVED_MS);
        done = await again();
      }
      assert.equal(done, true);
      assert.equal(await db.read.ledger.driverRow('late', 'd1'), null);
      const rows = await db.read.ledger.driverRows('late');
      assert.deepEqual(
        rows.filter(({ role }) => role === 'ERASED').map(({ driverId }) => driverId),
        ['erased-e1'],
      );
    },
  ),
];
