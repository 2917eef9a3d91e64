import type { GrabView, OrderView } from '#libs/contracts';
import { aDriver, at, HANGZHOU, post, putInForce, shortWindows } from '../support/freight.js';
import { eventually, TestService } from '../support/service.js';

let service: TestService;
let drivers = 0;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, shortWindows());
}, 60_000);
afterAll(() => service.dispose());

const newDriver = async (...more: [Parameters<typeof aDriver>[2]?]): Promise<string> => {
  drivers += 1;
  const driverId = `drv-${drivers}`;
  await aDriver(service, driverId, ...more);
  return driverId;
};
const read = (orderId: string): Promise<OrderView> =>
  service.as('operator', 'opr-1').ok<OrderView>('GET', `/v1/orders/${orderId}`);
const grab = (driverId: string, orderId: string): Promise<GrabView> =>
  service.as('driver', driverId).ok<GrabView>('POST', `/v1/orders/${orderId}/grabs`);
const reaches = (orderId: string, status: OrderView['status']): Promise<OrderView> =>
  eventually(
    async () => {
      const order = await read(orderId);
      return order.status === status && order;
    },
    { what: `order ${orderId} ${status}` },
  );
const progress = (driverId: string, orderId: string, status: string): Promise<OrderView> =>
  service
    .as('driver', driverId)
    .ok<OrderView>('POST', `/v1/orders/${orderId}/progress`, { status });
const stars = (role: 'driver' | 'shipper', who: string, orderId: string): Promise<OrderView> =>
  service.as(role, who).ok<OrderView>('POST', `/v1/orders/${orderId}/ratings`, { stars: 4 });
const profile = (driverId: string): Promise<{ attemptedMilli: number; completedMilli: number }> =>
  service.as('driver', driverId).ok('GET', `/v1/drivers/${driverId}/profile`);

describe('an order', () => {
  it('[M8 M9] goes from posting to rating, each side telling its part', async () => {
    const driverId = await newDriver();
    const { orderId } = await post(service);
    expect((await grab(driverId, orderId)).sequence).toBe(1);
    expect((await reaches(orderId, 'confirmed')).driverId).toBe(driverId);
    for (const status of ['loading', 'in_transit', 'delivered']) {
      expect((await progress(driverId, orderId, status)).status).toBe(status);
    }
    const shipper = service.as('shipper', 'shp-1');
    await shipper.ok('POST', `/v1/orders/${orderId}/receive`);
    await stars('shipper', 'shp-1', orderId);
    expect((await stars('driver', driverId, orderId)).status).toBe('rated');
  });

  it('[M4] adds to the profile of the driver who completed it', async () => {
    const driverId = await newDriver();
    expect((await profile(driverId)).completedMilli).toBe(0);
    const { orderId } = await post(service);
    await grab(driverId, orderId);
    await reaches(orderId, 'confirmed');
    for (const status of ['loading', 'in_transit', 'delivered']) {
      await progress(driverId, orderId, status);
    }
    expect(await profile(driverId)).toMatchObject({ attemptedMilli: 1_000, completedMilli: 1_000 });
  });

  it('[M15] is rated by default when the period ends, which is shown and is no evidence', async () => {
    const driverId = await newDriver();
    const { orderId } = await post(service);
    await grab(driverId, orderId);
    await reaches(orderId, 'confirmed');
    for (const status of ['loading', 'in_transit', 'delivered']) {
      await progress(driverId, orderId, status);
    }
    const before = await profile(driverId);
    await reaches(orderId, 'rated');
    const ratings = await service.database.query<{ by: string; origin: string }>(
      'SELECT by, origin FROM ratings WHERE order_id = $1 ORDER BY 1',
      [orderId],
    );
    expect(ratings).toEqual([
      { by: 'driver', origin: 'default' },
      { by: 'shipper', origin: 'default' },
    ]);
    expect(await profile(driverId)).toEqual(before);
  });

  it('[M9] that is not confirmed in time is taken back, and goes to another driver', async () => {
    const [first, second] = [await newDriver(), await newDriver()];
    const { orderId } = await post(service, { confirmation: 'by_shipper' });
    await grab(first, orderId);
    await reaches(orderId, 'awarded');
    const reopened = await reaches(orderId, 'open');
    expect(reopened).toMatchObject({ releases: 1, driverId: null, round: 2 });
    await grab(first, orderId);
    await grab(second, orderId);
    expect((await reaches(orderId, 'awarded')).driverId).toBe(second);
    const why = await service
      .as('driver', first)
      .ok<{ role: string; sentences: string[] }>('GET', `/v1/orders/${orderId}/explanation`);
    expect(why.role).toBe('REFUSED');
    await service.as('shipper', 'shp-1').ok('POST', `/v1/orders/${orderId}/confirm`);
    await reaches(orderId, 'confirmed');
  });

  it('[M9] waits for the deposit when it asks for one, and for no less than agreed', async () => {
    const driverId = await newDriver();
    const { orderId } = await post(service, { confirmation: 'by_deposit', depositFen: 20_000 });
    await grab(driverId, orderId);
    await reaches(orderId, 'awarded');
    const payments = service.as('service', 'payments');
    const short = await payments.call('POST', `/v1/orders/${orderId}/deposit`, {
      reference: 'pay-1',
      amountFen: 19_999,
    });
    expect(short.status).toBe(400);
    await payments.ok('POST', `/v1/orders/${orderId}/deposit`, {
      reference: 'pay-1',
      amountFen: 20_000,
    });
    expect((await read(orderId)).status).toBe('confirmed');
  });

  it('given back by its driver counts against him and is never his again', async () => {
    const driverId = await newDriver();
    const { orderId } = await post(service);
    await grab(driverId, orderId);
    await reaches(orderId, 'confirmed');
    await service
      .as('driver', driverId)
      .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'truck broke down' });
    expect(await profile(driverId)).toMatchObject({ attemptedMilli: 1_000, completedMilli: 0 });
    const again = await reaches(orderId, 'open');
    expect(again).toMatchObject({ releases: 1, round: 2 });
    const list = await service
      .as('driver', driverId)
      .ok<{ items: { order: OrderView }[] }>('GET', `/v1/drivers/${driverId}/cargo`);
    expect(list.items.map(({ order }) => order.orderId)).not.toContain(orderId);
  });

  it("cancelled by its shipper frees the truck and leaves the driver's profile alone", async () => {
    const driverId = await newDriver();
    const { orderId } = await post(service);
    await grab(driverId, orderId);
    await reaches(orderId, 'confirmed');
    await service
      .as('shipper', 'shp-1')
      .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'cargo not ready' });
    expect(await profile(driverId)).toMatchObject({ attemptedMilli: 0 });
    const next = await post(service);
    await grab(driverId, next.orderId);
    expect((await reaches(next.orderId, 'confirmed')).driverId).toBe(driverId);
  });

  it('amended while open becomes a new version and is matched again', async () => {
    const driverId = await newDriver();
    const { orderId, tieSeedHash } = await post(service);
    await grab(driverId, orderId);
    const shipper = service.as('shipper', 'shp-1');
    const amended = await shipper.ok<OrderView>('PATCH', `/v1/orders/${orderId}`, {
      freightFen: 200_000,
      expectedVersion: 1,
    });
    expect(amended).toMatchObject({ version: 2, round: 2, freightFen: 200_000 });
    expect(amended.tieSeedHash).not.toBe(tieSeedHash);
    const late = await shipper.call('PATCH', `/v1/orders/${orderId}`, {
      freightFen: 1,
      expectedVersion: 1,
    });
    expect([late.status, late.body['code']]).toEqual([409, 'version_conflict']);
    await grab(driverId, orderId);
    expect((await reaches(orderId, 'confirmed')).driverId).toBe(driverId);
  });

  it('nobody takes expires, and the expiry is a decision that tells everyone in reach', async () => {
    const driverId = await newDriver();
    const { orderId } = await post(service, {
      loading: { position: { ...HANGZHOU }, window: { from: at(0), until: at(2_500) } },
    });
    await reaches(orderId, 'expired');
    const { items } = await service
      .as('shipper', 'shp-1')
      .ok<{ items: { kind: string }[] }>('GET', `/v1/orders/${orderId}/decisions`);
    expect(items.at(-1)?.kind).toBe('expiry');
    const why = await service
      .as('driver', driverId)
      .ok<{ role: string }>('GET', `/v1/orders/${orderId}/explanation`);
    expect(why.role).toBe('REFUSED');
  });

  it('for which the first wins goes to the first who may have it, whatever the totals', async () => {
    const far = await newDriver({ position: { lat: 30.6, lng: 120.4 } });
    const near = await newDriver();
    const { orderId } = await post(service, { mode: 'first_wins' });
    await grab(far, orderId);
    expect((await reaches(orderId, 'confirmed')).driverId).toBe(far);
    const late = await service.as('driver', near).call('POST', `/v1/orders/${orderId}/grabs`);
    expect([late.status, late.body['code']]).toEqual([409, 'order_not_open']);
  });

  it('[M8] keeps of agreement, receipt and payment only reference, hash and state', async () => {
    const { orderId } = await post(service);
    const sha256 = 'a'.repeat(64);
    await service
      .as('service', 'contracts')
      .ok('PUT', `/v1/orders/${orderId}/documents/agreement`, {
        reference: 'agr-1',
        sha256,
        state: 'signed',
      });
    expect((await read(orderId)).documents).toEqual({
      agreement: { reference: 'agr-1', sha256, state: 'signed' },
    });
  });

  it('is listed newest first, page by page, each shipper seeing its own', async () => {
    const mine: string[] = [];
    for (let index = 0; index < 5; index++) {
      mine.unshift((await post(service, {}, 'shp-pages')).orderId);
    }
    const shipper = service.as('shipper', 'shp-pages');
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await shipper.ok<{ items: OrderView[]; nextCursor: string | null }>(
        'GET',
        `/v1/orders?limit=2${cursor}`,
      );
      seen.push(...page.items.map(({ orderId }) => orderId));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(mine);
    expect(
      (await service.as('shipper', 'shp-else').call('GET', `/v1/orders/${mine[0]}`)).status,
    ).toBe(404);
  });

  it('always has exactly one next step until it is final', async () => {
    await post(service, {}, 'shp-step');
    const rows = await service.database.query<{ open: number; steps: number }>(
      `SELECT count(*) AS open, count(w.order_id) AS steps
       FROM orders o LEFT JOIN wake_ups w USING (order_id)
       WHERE o.status NOT IN ('rated', 'cancelled', 'expired')`,
    );
    expect(Number(rows[0]?.open)).toBeGreaterThan(0);
    expect(rows[0]?.steps).toBe(rows[0]?.open);
  });
});
