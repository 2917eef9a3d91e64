import { OPERATIONS, type CarrierDriverPage, type OrderView } from '#libs/contracts';
import { aDriver, HANGZHOU, post, putInForce, shortWindows } from '../support/freight.js';
import { TestService } from '../support/service.js';
import { TripMaker, wayOf } from '../support/trip.js';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, shortWindows({ ratingMs: 600_000 }));
  await aDriver(service, 'drv-canary', {
    truck: { carrierId: 'car-1', cityCode: '3702', homeCityCode: '6501' },
  });
  await aDriver(service, 'drv-resting', { truck: { carrierId: 'car-1' }, onDuty: false });
  await aDriver(service, 'drv-free', { truck: { carrierId: 'car-1' } });
  await aDriver(service, 'drv-foreign', { truck: { carrierId: 'car-2' } });
  // A past with a lane and a shipper that stand nowhere else.
  await service.as('service', 'history').ok('POST', '/v1/outcomes', {
    outcomes: ['1', '2', '3'].map((n) => ({
      ...{ outcomeId: `out-canary-${n}`, driverId: 'drv-canary', kind: 'completed', onTime: true },
      ...{ fromCityCode: '5201', toCityCode: '4601', shipperId: 'shp-canary' },
      atMs: Date.now() - 86_400_000,
    })),
  });
}, 60_000);
afterAll(() => service.dispose());

const drivers = (query = ''): Promise<CarrierDriverPage> =>
  service.as('carrier', 'car-1').ok<CarrierDriverPage>('GET', `/v1/carrier/drivers?${query}`);

/** Everything a role may ask, over HTTP. */
const asked = OPERATIONS.filter(({ roles }) => roles.includes('carrier')).map(({ id }) => id);

describe('[S7] a driver’s own company', () => {
  it('may ask for its drivers and their orders, for what is public, and for nothing else', () => {
    expect(
      asked.filter((id) => !/^(policy|log|consent|rules)\.|^request\.grounds$/.test(id)).sort(),
    ).toEqual(['carrier.drivers', 'order.get', 'order.list']);
  });

  it('sees its drivers, each with his state and what he carries', async () => {
    const { orderId } = await post(service, {}, 'shp-1');
    await service
      .as('operator', 'opr-1')
      .ok('POST', `/v1/orders/${orderId}/assignment`, { driverId: 'drv-canary', reason: 'a test' });
    const { items } = await drivers();
    expect(items.map(({ driverId, state, orders }) => ({ driverId, state, orders }))).toEqual([
      { driverId: 'drv-canary', state: 'busy', orders: [{ orderId, status: 'confirmed' }] },
      { driverId: 'drv-free', state: 'free', orders: [] },
      { driverId: 'drv-resting', state: 'off_duty', orders: [] },
    ]);
    const { items: orders } = await service
      .as('carrier', 'car-1')
      .ok<{ items: OrderView[] }>('GET', '/v1/orders');
    expect(orders.map((order) => order.orderId)).toEqual([orderId]);
  });

  it('sees them page by page', async () => {
    const first = await drivers('limit=2');
    expect(first.items.map(({ driverId }) => driverId)).toEqual(['drv-canary', 'drv-free']);
    const rest = await drivers(`limit=2&cursor=${first.nextCursor ?? ''}`);
    expect(rest.items.map(({ driverId }) => driverId)).toEqual(['drv-resting']);
    expect(rest.nextCursor).toBeNull();
  });

  it('is told nothing of place, consents, profile or explanations in anything it may read', async () => {
    const maker = await TripMaker.confirmed(service, 'company');
    await service.database.query(
      `UPDATE drivers SET carrier_id = 'car-1' WHERE driver_id = 'drv-company'`,
    );
    await maker.progress('loading');
    await maker.drive(wayOf(3));
    await service.as('driver', 'drv-free').ok('PUT', '/v1/drivers/drv-free/consents/profile', {
      ...{ granted: true, textVersion: 'text-canary' },
    });
    const carrier = service.as('carrier', 'car-1');
    const read = [
      await drivers(),
      await carrier.ok('GET', '/v1/orders'),
      await carrier.ok('GET', `/v1/orders/${maker.orderId}`),
    ];
    const text = JSON.stringify(read);
    for (const canary of [
      ...['5201', '4601', 'shp-canary', '6501', '3702', 'text-canary'],
      ...[
        'consents',
        'manualPlace',
        '"position":null',
        'profile',
        'completedMilli',
        'homeCityCode',
      ],
      ...['cutoff', 'parts', 'suspicions', 'track'],
    ]) {
      expect([canary, text.includes(canary)]).toEqual([canary, false]);
    }
    expect(JSON.stringify(await drivers())).not.toContain(String(HANGZHOU.lat));
  });

  it.each([
    ['the driver', '/v1/drivers/drv-canary'],
    ['his profile', '/v1/drivers/drv-canary/profile'],
    ['his decisions', '/v1/drivers/drv-canary/decisions'],
    ['who has read of him', '/v1/drivers/drv-canary/accesses'],
    ['his crew', '/v1/drivers/drv-canary/crew'],
    ['nearby trucks', '/v1/trucks/nearby?lat=30&lng=120&coordinateSystem=wgs84'],
  ])('is refused %s', async (_, path) => {
    expect((await service.as('carrier', 'car-1').call('GET', path)).status).toBe(403);
  });

  it('is refused the way and the explanation of an order that its driver carries', async () => {
    const [{ orders = [] } = {}] = (await drivers()).items;
    const [{ orderId = '' } = {}] = orders;
    for (const what of ['trip', 'explanation', 'decisions', 'funnel']) {
      const path = `/v1/orders/${orderId}/${what}`;
      expect((await service.as('carrier', 'car-1').call('GET', path)).status).toBe(403);
    }
  });
});
