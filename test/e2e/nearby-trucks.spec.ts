import type { NearbyTrucksView } from '#libs/contracts';
import { cellAt } from '#libs/fleet-index';
import { aFleet, CONSENT, inParallel } from '../support/fleet.js';
import { aDriver, aTruck, HANGZHOU } from '../support/freight.js';
import { OverNats } from '../support/over-nats.js';
import { TestService } from '../support/service.js';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
}, 60_000);
afterAll(() => service.dispose());

/** For those that start the service again, on a machine that is busy. */
const RESTARTS_MS = 120_000;

const WEST = { lat: 30.25, lng: 119.4 };
const around = (place: { lat: number; lng: number }, radiusMeters = 60_000): string =>
  `/v1/trucks/nearby?lat=${place.lat}&lng=${place.lng}&coordinateSystem=wgs84` +
  `&radiusMeters=${radiusMeters}`;

const ask = (query: string, shipperId = 'shp-1'): Promise<NearbyTrucksView> =>
  service.as('shipper', shipperId).ok<NearbyTrucksView>('GET', query);

const total = ({ groups }: NearbyTrucksView, body?: string): number =>
  groups
    .filter((group) => body === undefined || group.body === body)
    .reduce((sum, { trucks }) => sum + trucks, 0);

/** As if the next minute had begun: what was published is forgotten, also in memory. */
async function nextCount(): Promise<void> {
  await service.stop();
  await service.database.query('DELETE FROM truck_counts');
  await service.run();
}

/** Many at one point, so that they share every cell. */
async function manyAt(
  prefix: string,
  size: number,
  { lat, lng }: { lat: number; lng: number },
): Promise<string[]> {
  const driverIds = Array.from({ length: size }, (_, index) => `${prefix}-${index}`);
  await inParallel(driverIds, 8, (driverId) =>
    aDriver(service, driverId, { position: { lat, lng } }),
  );
  return driverIds;
}

describe('[M6] nearby trucks', () => {
  it('are told as counts of at least five, each in one count, and of no few', async () => {
    await manyAt('many', 12, HANGZHOU);
    await manyAt('few', 3, WEST);
    await inParallel([0, 1, 2, 3], 4, (index) =>
      aDriver(service, `flat-${index}`, {
        truck: { vehicle: { ...aTruck().vehicle, body: 'flatbed' } },
      }),
    );
    const near = await ask(around(HANGZHOU, 200_000));
    expect(near.atLeast).toBe(5);
    expect(near.groups.every(({ trucks }) => trucks >= 5)).toBe(true);
    expect(near.groups[0]).toMatchObject({
      cell: cellAt(HANGZHOU, 6),
      resolution: 6,
      body: 'box',
      trucks: 12,
    });
    // Four flatbeds are in no cell at all, and three boxes climb in vain.
    expect([total(near), total(near, 'flatbed')]).toEqual([12, 0]);
  });

  it(
    'are the same for everyone, whatever happens until the next count',
    async () => {
      const first = await ask(around(HANGZHOU));
      await manyAt('late', 6, HANGZHOU);
      const again = await ask(around(HANGZHOU), 'shp-2');
      // A minute may have ended just here; then both are of the new one.
      if (again.countedAt === first.countedAt) expect(again).toEqual(first);
      await service.stop();
      await service.run();
      // Another process reads what the first one has published.
      const restarted = await ask(around(HANGZHOU), 'shp-3');
      if (restarted.countedAt === first.countedAt) expect(restarted).toEqual(first);
      await nextCount();
      expect(total(await ask(around(HANGZHOU)))).toBe(18);
    },
    RESTARTS_MS,
  );

  it('tell around a place nothing that the whole does not tell', async () => {
    const whole = await ask(around(HANGZHOU, 200_000));
    for (const radiusMeters of [1_000, 5_000, 30_000, 120_000]) {
      const part = await ask(around(WEST, radiusMeters));
      if (part.countedAt !== whole.countedAt) continue;
      const known = whole.groups.map(({ cell, body, trucks }) => `${cell} ${body} ${trucks}`);
      for (const { cell, body, trucks } of part.groups) {
        expect(known).toContain(`${cell} ${body} ${trucks}`);
      }
    }
  });

  it(
    'count nobody who withdrew, went off duty, or never shared a place',
    async () => {
      await service.as('driver', 'many-0').ok('PUT', '/v1/drivers/many-0/consents/location', {
        ...CONSENT,
        granted: false,
      });
      await service.as('driver', 'many-1').ok('PUT', '/v1/drivers/many-1/duty', { onDuty: false });
      await inParallel([0, 1, 2, 3, 4, 5], 3, async (index) => {
        const driverId = `by-hand-${index}`;
        await aDriver(service, driverId, { position: null });
        await service
          .as('driver', driverId)
          .ok('PUT', `/v1/drivers/${driverId}/place`, { position: HANGZHOU });
      });
      await nextCount();
      expect(total(await ask(around(HANGZHOU)))).toBe(16);
    },
    RESTARTS_MS,
  );

  it(
    'hold nobody’s id and nobody’s place',
    async () => {
      await aFleet(service, 'canary', 12);
      await nextCount();
      const text = JSON.stringify(await ask(around(HANGZHOU, 200_000)));
      expect(text).not.toMatch(/canary|many-|drv-/);
      const rows = await service.database.query<{ lat: number; lng: number }>(
        'SELECT lat, lng FROM driver_fixes',
      );
      expect(rows.length).toBeGreaterThan(25);
      for (const { lat, lng } of rows) {
        expect(text.includes(`"lat":${lat},"lng":${lng}`)).toBe(false);
      }
    },
    RESTARTS_MS,
  );

  it('may be asked for over NATS, and by no driver', async () => {
    const nats = new OverNats(service);
    const gateway = await nats.as('gateway');
    const place = { lat: HANGZHOU.lat, lng: HANGZHOU.lng, coordinateSystem: 'wgs84' };
    const told = await nats.ask<NearbyTrucksView>(gateway, ['shipper', 'shp-1'], 'trucks.nearby', {
      ...place,
      body: 'box',
    });
    expect(told.groups.length).toBeGreaterThan(0);
    expect(nats.broken).toEqual([]);
    await nats.close();
    const driver = service.as('driver', 'many-2');
    expect((await driver.call('GET', around(HANGZHOU))).status).toBe(403);
  });
});
