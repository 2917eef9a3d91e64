import assert from 'node:assert/strict';
import type { Order } from '../model/order.js';
import type { TrackPoint, TripState } from '../model/trip.js';
import { newTripState } from '../trips/follow.js';
import type { Database } from './database.js';
import { ARRIVED_MS, gate, pause, rule, type Rule } from './rule.contract.js';
import { aDriver, anOrder, awarded, START_MS, stored } from './samples.contract.js';

const TRACKED = {
  location: 'terms-1',
  trip_track: 'terms-1',
  profile: null,
  vehicle_terminal: null,
};

const pointAt = (seconds: number): TrackPoint => ({
  lat: 31 + seconds / 10_000,
  lng: 121,
  observedAtMs: START_MS + seconds * 1_000,
});

/** An order on a truck, loading, with its trip begun. */
async function loading(
  database: Database,
  {
    consents = TRACKED,
    state = newTripState,
  }: { consents?: object; state?: TripState | null } = {},
): Promise<Order> {
  const order = anOrder('o1');
  await stored(database, {
    orders: [order],
    drivers: [aDriver('d1', { consents: { ...TRACKED, ...consents } })],
  });
  assert.ok(await awarded(database, order, 'd1'));
  await database.transact(async (tx) => {
    const held = await tx.orders.byIdForUpdate('o1');
    assert.ok(held !== null);
    await tx.orders.update({ ...held, version: held.version + 1, status: 'loading' });
    await tx.trips.start({
      orderId: 'o1',
      driverId: 'd1',
      policyHash: order.policyHash,
      way: { from: order.loading, to: order.unloading },
      startedAtMs: START_MS,
      state,
    });
  });
  return order;
}

const underWay = (database: Database): Promise<string[]> =>
  database.transact(async (tx) =>
    (await tx.trips.underWay(['d1', 'nobody'])).map(({ orderId }) => orderId),
  );

export const tripsContract: readonly Rule[] = [
  rule('follows an order that is on its way, with both consents', async (database) => {
    const { loading: from, unloading: to } = await loading(database);
    const [trip] = await database.transact((tx) => tx.trips.underWay(['d1']));
    assert.equal(trip?.orderId, 'o1');
    assert.equal(trip.status, 'loading');
    assert.deepEqual(trip.state, newTripState);
    assert.deepEqual(trip.way, {
      from: { lat: from.lat, lng: from.lng },
      to: { lat: to.lat, lng: to.lng },
    });
    assert.deepEqual(trip.consents, { location: 'terms-1', trip_track: 'terms-1' });
  }),

  ...(['location', 'trip_track'] as const).map((purpose) =>
    rule(`follows nobody without the consent to ${purpose}`, async (database) => {
      await loading(database, { consents: { [purpose]: null } });
      assert.deepEqual(await underWay(database), []);
    }),
  ),

  rule('follows nobody who shared no track when he began', async (database) => {
    await loading(database, { state: null });
    assert.deepEqual(await underWay(database), []);
    assert.equal((await database.read.trips.byOrder('o1'))?.state, null);
  }),

  rule('follows no order that has ended, whoever ended it', async (database) => {
    await loading(database);
    await database.transact(async (tx) => {
      const held = await tx.orders.byIdForUpdate('o1');
      assert.ok(held !== null);
      await tx.orders.update({ ...held, version: held.version + 1, status: 'delivered' });
    });
    assert.deepEqual(await underWay(database), []);
  }),

  rule('keeps the points of a trip in order, and its state', async (database) => {
    await loading(database);
    const state = { ...newTripState, meters: 1_234, points: 3, deviations: 1 };
    await database.transact((tx) =>
      tx.trips.advance('o1', { state, points: [pointAt(9), pointAt(1), pointAt(5)], thin: false }),
    );
    const trip = await database.read.trips.byOrder('o1');
    assert.deepEqual(trip?.state, state);
    assert.deepEqual([trip.meters, trip.points, trip.deviations], [1_234, 3, 1]);
    assert.deepEqual(await database.read.trips.track('o1'), [pointAt(1), pointAt(5), pointAt(9)]);
  }),

  rule('thins a track to every second point, the first one stays', async (database) => {
    await loading(database);
    const points = [1, 2, 3, 4, 5].map(pointAt);
    await database.transact((tx) =>
      tx.trips.advance('o1', { state: { ...newTripState, points: 3 }, points, thin: true }),
    );
    assert.deepEqual(await database.read.trips.track('o1'), [1, 3, 5].map(pointAt));
  }),

  rule('keeps one point a moment, whatever is sent again', async (database) => {
    await loading(database);
    const change = { state: newTripState, points: [pointAt(1)], thin: false };
    await database.transact((tx) => tx.trips.advance('o1', change));
    await database.transact((tx) => tx.trips.advance('o1', change));
    assert.equal((await database.read.trips.track('o1')).length, 1);
  }),

  rule('ends a trip once, with what speaks against it', async (database) => {
    await loading(database);
    const doubts = [{ code: 'too_soon' as const, value: 1, threshold: 3_960 }];
    await database.transact((tx) => tx.trips.end('o1', START_MS + 5, doubts));
    await database.transact((tx) => tx.trips.end('o1', START_MS + 9, []));
    const trip = await database.read.trips.byOrder('o1');
    assert.deepEqual([trip?.endedAtMs, trip?.suspicions], [START_MS + 5, doubts]);
  }),

  rule('forgets tracks and keeps times and mileage', async (database) => {
    await loading(database);
    await database.transact((tx) =>
      tx.trips.advance('o1', {
        state: { ...newTripState, meters: 77, points: 1 },
        points: [pointAt(1)],
        thin: false,
      }),
    );
    await database.transact((tx) => tx.trips.forgetTracks('d1'));
    const trip = await database.read.trips.byOrder('o1');
    assert.deepEqual([trip?.state, trip?.meters, trip?.points], [null, 77, 0]);
    assert.deepEqual(await database.read.trips.track('o1'), []);
    assert.deepEqual(await underWay(database), []);
  }),

  rule('deletes tracks that ended before a moment, so many at a time', async (database) => {
    await loading(database);
    await database.transact(async (tx) => {
      const state = { ...newTripState, points: 1 };
      await tx.trips.advance('o1', { state, points: [pointAt(1)], thin: false });
      assert.equal(await tx.trips.deleteTracks(START_MS + 9, 10), 0);
      await tx.trips.end('o1', START_MS + 5, []);
      assert.equal(await tx.trips.deleteTracks(START_MS + 5, 10), 0);
      assert.equal(await tx.trips.deleteTracks(START_MS + 6, 0), 0);
      assert.equal(await tx.trips.deleteTracks(START_MS + 6, 10), 1);
    });
    assert.deepEqual(await database.read.trips.track('o1'), []);
  }),

  rule('makes a withdrawal wait for a report under way, and then deletes it', async (database) => {
    await loading(database);
    const [followed, finish] = [gate(), gate()];
    const report = database.transact(async (tx) => {
      assert.equal((await tx.trips.underWay(['d1'])).length, 1);
      followed.open();
      await finish.opened;
      const state = { ...newTripState, points: 1 };
      await tx.trips.advance('o1', { state, points: [pointAt(1)], thin: false });
    });
    await followed.opened;
    const withdrawal = database.transact(async (tx) => {
      const driver = await tx.drivers.byIdForUpdate('d1');
      assert.ok(driver !== null);
      await tx.trips.forgetTracks('d1');
      await tx.drivers.update({
        ...driver,
        version: driver.version + 1,
        consents: { ...driver.consents, trip_track: null },
      });
    });
    await pause(ARRIVED_MS);
    finish.open();
    await Promise.all([report, withdrawal]);
    assert.deepEqual(await database.read.trips.track('o1'), []);
    assert.deepEqual(await underWay(database), []);
  }),

  rule('makes two reports on one truck take turns', async (database) => {
    await loading(database);
    const add = (seconds: number): Promise<void> =>
      database.transact(async (tx) => {
        const [trip] = await tx.trips.underWay(['d1']);
        assert.ok(trip !== undefined && trip.state !== null);
        await pause(20);
        const state = { ...trip.state, meters: trip.state.meters + 100, points: 1 };
        await tx.trips.advance('o1', { state, points: [pointAt(seconds)], thin: false });
      });
    await Promise.all([1, 2, 3, 4].map(add));
    assert.equal((await database.read.trips.byOrder('o1'))?.meters, 400);
  }),
];
