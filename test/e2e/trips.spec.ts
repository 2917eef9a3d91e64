import { setTimeout as delay } from 'node:timers/promises';
import { defaultPolicy, tripRulesOf } from '#libs/matcher';
import { CONSENT } from '../support/fleet.js';
import { putInForce, SHANGHAI, shortWindows } from '../support/freight.js';
import { TestService } from '../support/service.js';
import { TripMaker, wayOf, type Place } from '../support/trip.js';

let service: TestService;

/** Minutes pass as milliseconds here, so no pace is impossible but a leap in the same moment. */
const trip = { ...tripRulesOf(defaultPolicy), outsideFixes: 2, metersPerHourMax: 1_000_000 };

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, { ...shortWindows({ ratingMs: 600_000 }), trip });
}, 60_000);
afterAll(() => service.dispose());

type Told = { readonly type: string; readonly payload: string };

const eventsOf = async (orderId: string): Promise<[string, Record<string, unknown>][]> =>
  (
    await service.database.query<Told>(
      `SELECT type, payload FROM outbox WHERE key = $1 AND type LIKE 'trip.%' ORDER BY seq`,
      [orderId],
    )
  ).map(({ type, payload }) => [type, JSON.parse(payload) as Record<string, unknown>]);

/** Far north of the way. */
const AWAY: Place = { lat: 32.2, lng: 120.6 };

describe('[M12] a trip', () => {
  it('is followed from loading to delivery, for its shipper and its driver', async () => {
    const maker = await TripMaker.confirmed(service, 'followed');
    await maker.drive([{ lat: 30.2, lng: 120.1 }]);
    expect(
      (await service.as('shipper', maker.shipperId).call('GET', `/v1/orders/${maker.orderId}/trip`))
        .status,
    ).toBe(404);
    await maker.progress('loading');
    await delay(20);
    const [start, ...rest] = wayOf(6);
    await maker.drive([start ?? SHANGHAI]);
    await maker.progress('in_transit');
    const results = await maker.drive(rest);
    expect(results.at(-1)).toBe('stored');
    const seen = await maker.get();
    expect(seen).toMatchObject({ status: 'in_transit', tracked: true, endedAt: null });
    expect(seen.drivenMeters).toBe(0);
    await maker.progress('delivered');
    // After the delivery the truck is nobody's business.
    await maker.drive([AWAY]);
    const ended = await maker.get();
    expect(ended.track.length).toBe(seen.track.length);
    expect(ended.track[0]).toMatchObject({ lat: start?.lat, lng: start?.lng });
    expect(ended.durationSeconds).toBeGreaterThanOrEqual(0);
    expect(await maker.get('driver')).toMatchObject({ orderId: maker.orderId, tracked: true });
  });

  it('is nobody else’s', async () => {
    const maker = await TripMaker.confirmed(service, 'private');
    await maker.progress('loading');
    const path = `/v1/orders/${maker.orderId}/trip`;
    for (const [role, subject, status] of [
      ['shipper', 'shp-other', 404],
      ['driver', 'drv-other', 404],
      ['carrier', 'car-1', 403],
      ['service', 'svc-1', 403],
      ['operator', 'opr-1', 403],
      ['reviewer', 'rev-1', 403],
    ] as const) {
      expect([role, (await service.as(role, subject).call('GET', path)).status]).toEqual([
        role,
        status,
      ]);
    }
  });

  it('adds up what was driven, in steps a truck makes', async () => {
    const maker = await TripMaker.confirmed(service, 'mileage');
    await maker.progress('loading');
    await maker.progress('in_transit');
    await delay(20);
    // Some 96 m a step and a second: 345 km/h, over distances too short to be called a leap.
    const steps = Array.from({ length: 40 }, (_, index) => ({
      lat: 30.25,
      lng: 120.15 + index / 1_000,
    }));
    await maker.drive(steps);
    const { drivenMeters } = await maker.get();
    expect(drivenMeters).toBeGreaterThan(3_600);
    expect(drivenMeters).toBeLessThan(3_900);
  });
});

describe('[M13] a truck that leaves its route', () => {
  it('is told once, with how far it is off, and again only after it was back', async () => {
    const maker = await TripMaker.confirmed(service, 'astray');
    await maker.progress('loading');
    await maker.progress('in_transit');
    await delay(20);
    const way = wayOf(3);
    await maker.drive([...way, AWAY]);
    const deviations = async (): Promise<Record<string, unknown>[]> =>
      (await eventsOf(maker.orderId))
        .filter(([type]) => type === 'trip.deviated')
        .map(([, data]) => data);
    expect(await deviations()).toEqual([]);
    await maker.drive([AWAY, AWAY, AWAY]);
    const [first, ...more] = await deviations();
    expect(more).toEqual([]);
    expect(first).toMatchObject({ orderId: maker.orderId, shipperId: maker.shipperId });
    expect(Number(first?.['offsetMeters'])).toBeGreaterThan(Number(first?.['allowedMeters']));
    expect(JSON.stringify(first)).not.toMatch(/"lat"|"lng"/);
    await maker.drive([...way, AWAY, AWAY]);
    expect(await deviations()).toHaveLength(2);
    expect((await maker.get()).deviations).toBe(2);
  });

  it.each([
    ['refused location', ['profile']],
    ['shares his location and not his track', ['location']],
  ])('is not told of a driver who %s, and both sides know that', async (name, consents) => {
    const maker = await TripMaker.confirmed(service, name.replaceAll(' ', '-'), { consents });
    await maker.progress('loading');
    await maker.progress('in_transit');
    await maker.drive([AWAY, AWAY, AWAY, AWAY]);
    await maker.progress('delivered');
    expect((await eventsOf(maker.orderId)).map(([type]) => type)).not.toContain('trip.deviated');
    expect((await eventsOf(maker.orderId))[0]).toEqual([
      'trip.started',
      { orderId: maker.orderId, driverId: maker.driverId, tracked: false },
    ]);
    for (const role of ['shipper', 'driver'] as const) {
      expect(await maker.get(role)).toMatchObject({
        ...{ tracked: false, track: [], drivenMeters: null, deviations: 0 },
      });
    }
    const points = await service.database.query('SELECT 1 FROM trip_points WHERE order_id = $1', [
      maker.orderId,
    ]);
    expect(points).toEqual([]);
  });
});

describe('[R4] a consent that is withdrawn on the way', () => {
  it.each(['location', 'trip_track'])(
    '%s: no track is left, and none is begun',
    async (purpose) => {
      const maker = await TripMaker.confirmed(service, `withdraws-${purpose.replace('_', '-')}`);
      await maker.progress('loading');
      await maker.progress('in_transit');
      await delay(20);
      await maker.drive(wayOf(4));
      expect((await maker.get()).track.length).toBeGreaterThan(0);
      await service
        .as('driver', maker.driverId)
        .ok('PUT', `/v1/drivers/${maker.driverId}/consents/${purpose}`, {
          ...CONSENT,
          granted: false,
        });
      await maker.drive(wayOf(4));
      expect(await maker.get()).toMatchObject({ tracked: false, track: [] });
      const [row] = await service.database.query<{ n: number; sealed: unknown }>(
        `SELECT count(p.*)::int AS n, max(t.sealed_state) AS sealed
       FROM trips t LEFT JOIN trip_points p USING (order_id) WHERE t.order_id = $1`,
        [maker.orderId],
      );
      expect(row).toEqual({ n: 0, sealed: null });
    },
  );
});

describe('[S4] a trip that is doubtful', () => {
  it('is told to those who judge it, with the facts, and shown to the driver', async () => {
    const maker = await TripMaker.confirmed(service, 'doubtful');
    await maker.moveTo({ lat: 30.9, lng: 120.15 });
    await maker.progress('loading');
    await maker.progress('in_transit');
    await delay(20);
    await maker.drive([
      { lat: 30.9, lng: 120.15 },
      { lat: 30.9, lng: 120.15 },
    ]);
    await maker.progress('delivered');
    const suspect = (await eventsOf(maker.orderId)).find(([type]) => type === 'trip.suspect')?.[1];
    const codes = (suspect?.['suspicions'] as { code: string }[]).map(({ code }) => code);
    expect(codes).toEqual(['loaded_far_away', 'never_at_unloading', 'no_movement', 'too_soon']);
    expect(suspect?.['facts']).toMatchObject({ drivenMeters: 0, silentSeconds: 0 });
    expect(JSON.stringify(suspect)).not.toMatch(/"lat"|"lng"/);
    const mine = await maker.get('driver');
    expect(mine.suspicions.map(({ code }) => code)).toEqual(codes);
    expect((await maker.get('shipper')).suspicions).toEqual([]);
  });
});

describe('[S1] a track at rest', () => {
  it('lies under its driver’s key: no place of it stands anywhere in the clear', async () => {
    const maker = await TripMaker.confirmed(service, 'sealed');
    await maker.progress('loading');
    await delay(20);
    await maker.drive([
      { lat: 30.123457, lng: 120.765431 },
      { lat: 30.25, lng: 120.15 },
    ]);
    expect(JSON.stringify((await maker.get()).track)).toContain('30.123457');
    const rows = await service.database.query<{ text: string }>(
      `SELECT encode(sealed, 'escape') AS text FROM trip_points WHERE order_id = $1`,
      [maker.orderId],
    );
    const trips = await service.database.query<{ text: string }>(
      `SELECT t::text || encode(t.sealed_state, 'escape') AS text FROM trips t WHERE order_id = $1`,
      [maker.orderId],
    );
    for (const { text } of [...rows, ...trips]) expect(text).not.toMatch(/30\.123457|120\.765431/);
  });
});
