import assert from 'node:assert/strict';
import { NO_CONSENTS, type DriverState, type PastState } from '../model/driver.js';
import type { Database } from './database.js';
import type { FixResult } from './drivers.js';
import { ARRIVED_MS, countOf, gate, pause, rule, type Rule } from './rule.contract.js';
import {
  aDriver,
  aFix,
  anOrder,
  anOutcome,
  awarded,
  START_MS,
  stored,
  type DriverFix,
} from './samples.contract.js';

/** Every fix is received at one moment: what counts is the order in which they are written. */
const RECEIVED_MS = START_MS + 60_000;

const save = (database: Database, ...fixes: DriverFix[]): Promise<FixResult[]> =>
  database.transact((tx) => tx.drivers.saveFixes(fixes, RECEIVED_MS));

const seen = async (database: Database, driverId: string): Promise<DriverState> => {
  const driver = await database.read.drivers.byId(driverId);
  assert.ok(driver, `${driverId} is there`);
  return driver;
};

const withdraw = (database: Database, driver: DriverState): Promise<boolean> =>
  database.transact(async (tx) => {
    await tx.drivers.forgetFix(driver.driverId);
    return tx.drivers.update({
      ...driver,
      version: driver.version + 1,
      consents: { ...driver.consents, location: null },
    });
  });

const grant = (database: Database, driver: DriverState): Promise<boolean> =>
  database.transact((tx) =>
    tx.drivers.update({
      ...driver,
      version: driver.version + 1,
      consents: { ...driver.consents, location: 'terms-2' },
    }),
  );

export const driversContract: readonly Rule[] = [
  rule('[M10] gives a driver back exactly as he was registered', async (database) => {
    const driver = aDriver('d1', {
      carrierId: 'carrier-1',
      qualifications: ['cold_chain', 'oversize'],
      crew: { size: 2, coDriverId: 'd2' },
      manualPlace: { lat: 30.5, lng: 114.3, setAtMs: START_MS },
    });
    await stored(database, { drivers: [driver] });
    assert.deepEqual(await seen(database, 'd1'), { ...driver, fix: null, activeOrders: 0 });
    const two = await database.read.drivers.byIds(['d1', 'nobody', 'd1']);
    assert.deepEqual(
      two.map(({ driverId }) => driverId),
      ['d1'],
    );
  }),

  rule('keeps what is the driver’s own when he is registered again', async (database) => {
    await stored(database, { drivers: [aDriver('d1')] });
    const before = await seen(database, 'd1');
    const again = aDriver('d1', {
      carrierId: 'carrier-1',
      onDuty: false,
      freeSinceMs: null,
      homeCityCode: null,
      cityCode: '4401',
      consents: NO_CONSENTS,
      registeredAtMs: START_MS + 1,
    });
    await stored(database, { drivers: [again] });
    const after = await seen(database, 'd1');
    assert.deepEqual(after, { ...before, carrierId: 'carrier-1', version: 2 });
    await stored(database, { drivers: [again] });
    assert.equal((await seen(database, 'd1')).version, 2, 'the same again is no change');
  }),

  rule(
    'knows since when a truck is as it is, which another crew does not change',
    async (database) => {
      const since = (): Promise<number | null> => database.read.drivers.truckSince('d1');
      assert.equal(await since(), null);
      const driver = aDriver('d1');
      await stored(database, { drivers: [driver] });
      assert.equal(await since(), START_MS);
      const crew = { size: 2, coDriverId: 'd2' } as const;
      const again = { ...driver, crew, carrierId: 'carrier-1', registeredAtMs: START_MS + 1 };
      await stored(database, { drivers: [again] });
      assert.equal(await since(), START_MS);
      const papers = {
        ...again,
        qualifications: ['oversize' as const],
        registeredAtMs: START_MS + 2,
      };
      await stored(database, { drivers: [papers] });
      assert.equal(await since(), START_MS + 2);
      const capacity = { ...driver.vehicle.capacity, kilograms: 1_234 };
      const vehicle = { ...driver.vehicle, capacity };
      await stored(database, { drivers: [{ ...papers, vehicle, registeredAtMs: START_MS + 3 }] });
      assert.equal(await since(), START_MS + 3);
    },
  ),

  rule('lets one of two changes of the same version of a driver through', async (database) => {
    await stored(database, { drivers: [aDriver('d1')] });
    const driver = await seen(database, 'd1');
    const change = (cityCode: string): Promise<boolean> =>
      database.transact((tx) => tx.drivers.update({ ...driver, version: 2, cityCode }));
    const through = await Promise.all([change('3301'), change('3401')]);
    assert.equal(countOf(through, true), 1);
    assert.equal((await seen(database, 'd1')).cityCode, through[0] ? '3301' : '3401');
  }),

  rule('keeps the newest fix, in whatever order they arrive', async (database) => {
    await stored(database, { drivers: [aDriver('d1'), aDriver('d2')] });
    const at = (seconds: number, driverId = 'd1'): DriverFix =>
      aFix(driverId, { lat: 30 + seconds / 100, observedAtMs: START_MS + seconds * 1_000 });
    assert.deepEqual(await save(database, at(10)), ['stored']);
    assert.deepEqual(await save(database, at(5)), ['older']);
    assert.deepEqual(await save(database, at(10)), ['older'], 'the same again is not newer');
    assert.equal((await seen(database, 'd1')).fix?.observedAtMs, START_MS + 10_000);
    const batch = await save(database, at(20), at(30), at(1, 'd2'), at(25), at(2, 'nobody'));
    assert.deepEqual(batch, ['older', 'stored', 'stored', 'older', 'unknown_driver']);
    const { driverId, cell, ...fix } = at(30);
    assert.equal(typeof cell, 'string');
    assert.deepEqual((await seen(database, driverId)).fix, fix);
  }),

  rule('keeps the newest fix of many that arrive at once', async (database) => {
    const drivers = Array.from({ length: 20 }, (_, index) => aDriver(`d${index}`));
    await stored(database, { drivers });
    const batches = Array.from({ length: 8 }, (_, batch) =>
      drivers
        .map(({ driverId }, index) =>
          aFix(driverId, { observedAtMs: START_MS + ((batch * 7 + index) % 8) }),
        )
        .sort((a, b) => (a.driverId < b.driverId ? 1 : -1) * (batch % 2 === 0 ? 1 : -1)),
    );
    await Promise.all(batches.map((batch) => save(database, ...batch)));
    for (const { driverId } of drivers) {
      assert.equal((await seen(database, driverId)).fix?.observedAtMs, START_MS + 7, driverId);
    }
  }),

  rule('[R4] drops a fix of a driver who shares no location', async (database) => {
    const consents = NO_CONSENTS;
    await stored(database, { drivers: [aDriver('d1'), aDriver('d2', { consents })] });
    assert.deepEqual(await save(database, aFix('d2'), aFix('d1')), ['no_consent', 'stored']);
    const silent = await seen(database, 'd2');
    assert.equal(silent.fix, null);
    assert.ok(await grant(database, silent));
    assert.equal((await seen(database, 'd2')).fix, null, 'it was not kept for later either');
  }),

  rule('[R4] does not let a late fix overtake a withdrawal', async (database) => {
    await stored(database, { drivers: [aDriver('d1')] });
    await save(database, aFix('d1'));
    const driver = await seen(database, 'd1');
    const [withdrawn, finish] = [gate(), gate()];
    const withdrawal = database.transact(async (tx) => {
      await tx.drivers.forgetFix('d1');
      assert.ok(
        await tx.drivers.update({
          ...driver,
          version: 2,
          consents: { ...driver.consents, location: null },
        }),
      );
      withdrawn.open();
      await finish.opened;
    });
    await withdrawn.opened;
    const late = save(database, aFix('d1', { observedAtMs: START_MS + 1_000 }));
    await pause(ARRIVED_MS);
    finish.open();
    await withdrawal;
    assert.deepEqual(await late, ['no_consent']);
    assert.ok(await grant(database, await seen(database, 'd1')));
    assert.equal((await seen(database, 'd1')).fix, null, 'nothing was kept behind the withdrawal');
  }),

  rule(
    '[R4] deletes a fix that is just being stored when consent is withdrawn',
    async (database) => {
      await stored(database, { drivers: [aDriver('d1')] });
      const driver = await seen(database, 'd1');
      const [saved, finish] = [gate(), gate()];
      const fix = database.transact(async (tx) => {
        const results = await tx.drivers.saveFixes([aFix('d1')], RECEIVED_MS);
        saved.open();
        await finish.opened;
        return results;
      });
      await saved.opened;
      const withdrawal = withdraw(database, driver);
      await pause(ARRIVED_MS);
      finish.open();
      assert.deepEqual(await fix, ['stored']);
      assert.ok(await withdrawal);
      assert.ok(await grant(database, await seen(database, 'd1')));
      assert.equal((await seen(database, 'd1')).fix, null);
    },
  ),

  rule('tells everyone who changed, oldest first, and brings nobody twice', async (database) => {
    const start = (await database.read.drivers.changedSince(0, 1_000)).length;
    assert.equal(start, 0);
    await stored(database, { drivers: ['d1', 'd2', 'd3', 'd4'].map((id) => aDriver(id)) });
    const all = await database.read.drivers.changedSince(0, 1_000);
    assert.deepEqual(
      all.map(({ driverId }) => driverId),
      ['d1', 'd2', 'd3', 'd4'],
    );
    const changed = async (what: () => Promise<unknown>): Promise<string[]> => {
      const sinceMs = await caughtUp(database);
      await pause(3);
      await what();
      const page = await database.read.drivers.changedSince(sinceMs, 1_000);
      return page.map(({ driverId }) => driverId);
    };
    assert.deepEqual(await changed(() => save(database, aFix('d2'))), ['d2']);
    const first = await seen(database, 'd1');
    assert.deepEqual(await changed(() => withdraw(database, first)), ['d1']);
    await stored(database, { orders: [anOrder('o1')] });
    assert.deepEqual(await changed(() => awarded(database, anOrder('o1'), 'd3')), ['d3']);
    const release = () =>
      database.transact((tx) => tx.ledger.release('o1', 'driver_cancelled', START_MS));
    assert.deepEqual(await changed(release), ['d3']);
    const outcome = () =>
      database.transact((tx) => tx.outcomes.add([anOutcome('x', { driverId: 'd4' })]));
    assert.deepEqual(await changed(outcome), ['d4']);
    assert.equal((await database.read.drivers.changedSince(0, 2)).length, 2);
  }),

  rule('dates a driver by his latest change, of whichever kind', async (database) => {
    await stored(database, { drivers: [aDriver('d1'), aDriver('d2')] });
    const dated = async (): Promise<number> => {
      const page = await database.read.drivers.changedSince(0, 1_000);
      assert.deepEqual(
        page.map(({ driverId }) => driverId),
        ['d2', 'd1'],
        'who changed last comes last',
      );
      return page.at(-1)?.changedAtMs ?? 0;
    };
    let latestMs = 0;
    for (let second = 1; second <= 3; second++) {
      const driver = await seen(database, 'd1');
      for (const change of [
        () => save(database, aFix('d1', { observedAtMs: START_MS + second })),
        () =>
          database.transact((tx) =>
            tx.drivers.update({ ...driver, version: driver.version + 1, onDuty: second % 2 === 0 }),
          ),
      ]) {
        await pause(3);
        await change();
        const changedAtMs = await dated();
        assert.ok(changedAtMs > latestMs, 'a follower who has seen the one sees the other');
        latestMs = changedAtMs;
      }
    }
  }),

  rule('keeps a state from its beginning to the next, and equal ones once', async (database) => {
    await stored(database, { drivers: [aDriver('d1')] });
    const state = (fromMs: number, over: Partial<PastState> = {}): PastState => ({
      driverId: 'd1',
      fromMs,
      onDuty: true,
      locationConsent: true,
      cityCode: '3101',
      placeSource: 'position',
      cell: '86309b90fffffff',
      observedAtMs: fromMs,
      ...over,
    });
    const offDuty = state(3_000, { onDuty: false });
    const history = [state(1_000), state(2_000), offDuty, state(4_000, { onDuty: false })];
    await database.transact(async (tx) => {
      for (const each of history) await tx.drivers.recordState(each);
    });
    const at = (atMs: number): Promise<PastState | null> =>
      database.read.drivers.stateAt('d1', atMs);
    assert.equal(await at(999), null);
    assert.deepEqual(await at(1_000), state(1_000));
    assert.deepEqual(await at(2_999), state(1_000), 'an equal state is not a new one');
    assert.deepEqual(await at(3_000), offDuty);
    assert.deepEqual(await at(9_999), offDuty);
  }),

  rule('writes history when a truck enters another cell, and not within one', async (database) => {
    await stored(database, { drivers: [aDriver('d1')] });
    const cells = ['86309b90fffffff', '86309b90fffffff', '8630995afffffff'];
    const from: (number | null)[] = [];
    for (const [index, cell] of cells.entries()) {
      await save(database, aFix('d1', { cell, observedAtMs: START_MS + index }));
      const state = await database.read.drivers.stateAt('d1', Number.MAX_SAFE_INTEGER);
      assert.equal(state?.cell, cell);
      assert.deepEqual([state.placeSource, state.locationConsent], ['position', true]);
      from.push(state.observedAtMs);
      await pause(3);
    }
    assert.deepEqual(from, [START_MS, START_MS, START_MS + 2]);
  }),

  rule(
    'lets what is written later be in force later, whatever its clock said',
    async (database) => {
      await stored(database, { drivers: [aDriver('d1')] });
      const ahead = RECEIVED_MS + 500;
      const state = (over: Partial<PastState>): PastState => ({
        ...{ driverId: 'd1', fromMs: ahead, onDuty: true, locationConsent: true, cityCode: '3101' },
        ...{ placeSource: 'city', cell: null, observedAtMs: null },
        ...over,
      });
      const inForce = (): Promise<PastState | null> =>
        database.read.drivers.stateAt('d1', ahead + 1_000);
      await database.transact((tx) => tx.drivers.recordState(state({})));
      await save(database, aFix('d1'));
      assert.equal((await inForce())?.placeSource, 'position', 'dated half a second earlier');
      const behind = state({ fromMs: RECEIVED_MS - 500, onDuty: false });
      await database.transact((tx) => tx.drivers.recordState(behind));
      assert.equal((await inForce())?.onDuty, false);
    },
  ),

  rule('does not free a claimed truck when its driver changes meanwhile', async (database) => {
    await stored(database, { drivers: [aDriver('d1')], orders: [anOrder('o1')] });
    const readBefore = await seen(database, 'd1');
    assert.ok(await awarded(database, anOrder('o1'), 'd1'));
    const busy = await seen(database, 'd1');
    assert.deepEqual([busy.activeOrders, busy.freeSinceMs], [1, null]);
    const change = { ...readBefore, version: 2, cityCode: '3301' };
    assert.ok(await database.transact((tx) => tx.drivers.update(change)));
    const after = await seen(database, 'd1');
    assert.deepEqual([after.cityCode, after.activeOrders, after.freeSinceMs], ['3301', 1, null]);
    await database.transact((tx) => tx.ledger.release('o1', 'finished', START_MS + 60_000));
    assert.equal((await seen(database, 'd1')).freeSinceMs, START_MS + 60_000);
  }),

  rule('counts who is on duty', async (database) => {
    await stored(database, {
      drivers: [aDriver('d1'), aDriver('d2', { onDuty: false, freeSinceMs: null }), aDriver('d3')],
    });
    assert.equal(await database.read.drivers.countOnDuty(), 2);
  }),
];

/** The first moment after which nothing has changed yet, found the way a follower goes. */
async function caughtUp(database: Database): Promise<number> {
  for (let sinceMs = 0; ;) {
    const last = (await database.read.drivers.changedSince(sinceMs, 1_000)).at(-1);
    if (last === undefined) return sinceMs;
    sinceMs = last.changedAtMs + 1;
  }
}
