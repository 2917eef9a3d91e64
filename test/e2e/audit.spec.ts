import type { AccessRequestView, DriverAccessPage, GrabView, OrderView } from '#libs/contracts';
import { approved } from '../support/approval.js';
import { aDriver, post, putInForce, shortWindows } from '../support/freight.js';
import { OverNats } from '../support/over-nats.js';
import { eventually, TestService } from '../support/service.js';

let service: TestService;
let order: OrderView;
const DRIVER = 'drv-seen';
const PROFILE = `/v1/drivers/${DRIVER}/profile`;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, shortWindows({ ratingMs: 600_000 }));
  await aDriver(service, DRIVER, { truck: { carrierId: 'car-1' } });
  const { orderId } = await post(service, { mode: 'first_wins' });
  await service.as('driver', DRIVER).ok<GrabView>('POST', `/v1/orders/${orderId}/grabs`);
  order = await eventually(async () => {
    const seen = await service.as('shipper', 'shp-1').ok<OrderView>('GET', `/v1/orders/${orderId}`);
    return seen.awardedBy !== null && seen;
  });
}, 60_000);
afterAll(() => service.dispose());

const accesses = (query = 'limit=100'): Promise<DriverAccessPage> =>
  service
    .as('driver', DRIVER)
    .ok<DriverAccessPage>('GET', `/v1/drivers/${DRIVER}/accesses?${query}`);

const newest = async (): Promise<DriverAccessPage['items'][number] | undefined> =>
  (await accesses('limit=1')).items[0];

const explanation = (view: string): string =>
  `/v1/orders/${order.orderId}/explanation?driverId=${DRIVER}&view=${view}`;

describe('[S2] who reads data of a driver', () => {
  it.each([
    ['a service', 'service', 'svc-1', `/v1/drivers/${DRIVER}`, 'driver.get', 'position'],
    ['an operator', 'operator', 'opr-1', `/v1/drivers/${DRIVER}`, 'driver.get', 'state'],
    ['his company', 'carrier', 'car-1', '/v1/carrier/drivers', 'carrier.drivers', 'state'],
  ] as const)('stands in his list: %s', async (_, role, actor, path, operation, what) => {
    await service.as(role, actor).ok('GET', path);
    expect(await newest()).toMatchObject({ role, actor, operation, what, reason: null });
  });

  it('stands there for an explanation about him, with order and decision', async () => {
    await service.as('reviewer', 'rev-1').ok('GET', explanation('card'));
    expect(await newest()).toMatchObject({
      ...{ actor: 'rev-1', operation: 'order.explain', what: 'explanation' },
      ...{ orderId: order.orderId, decisionId: order.awardedBy },
    });
  });

  it('does not stand there when it is himself, or when he is refused', async () => {
    const before = await newest();
    const himself = service.as('driver', DRIVER);
    await himself.ok('GET', `/v1/drivers/${DRIVER}`);
    await himself.ok('GET', PROFILE);
    await himself.ok('GET', `/v1/orders/${order.orderId}/explanation`);
    expect((await service.as('reviewer', 'rev-1').call('GET', PROFILE)).status).toBe(403);
    expect((await service.as('carrier', 'car-2').call('GET', '/v1/carrier/drivers')).body).toEqual({
      items: [],
      nextCursor: null,
    });
    expect(await newest()).toEqual(before);
  });

  it('is refused when it cannot be written down', async () => {
    await service.database.query('ALTER TABLE driver_accesses RENAME TO away');
    try {
      const operator = service.as('operator', 'opr-1');
      expect((await operator.call('GET', `/v1/drivers/${DRIVER}`)).status).toBe(500);
      const asReviewer = service.as('reviewer', 'rev-1');
      expect((await asReviewer.call('GET', explanation('card'))).status).toBe(500);
    } finally {
      await service.database.query('ALTER TABLE away RENAME TO driver_accesses');
    }
  });

  it('is seen by the driver alone', async () => {
    const path = `/v1/drivers/${DRIVER}/accesses`;
    for (const [role, subject, status] of [
      ['driver', 'drv-other', 404],
      ['reviewer', 'rev-1', 403],
      ['operator', 'opr-1', 403],
      ['carrier', 'car-1', 403],
      ['service', 'svc-1', 403],
    ] as const) {
      expect([role, (await service.as(role, subject).call('GET', path)).status]).toEqual([
        role,
        status,
      ]);
    }
  });

  it('is listed page by page, newest first, each once', async () => {
    const whole = await accesses();
    const paged: DriverAccessPage['items'][number][] = [];
    let cursor: string | null = null;
    do {
      const page: DriverAccessPage = await accesses(
        `limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(whole.items);
    expect(paged.length).toBeGreaterThan(3);
  });
});

describe('[S2] what is sensitive', () => {
  const ask = (subject: string, what: readonly string[]): Promise<AccessRequestView> =>
    service.as('reviewer', subject).ok<AccessRequestView>('POST', '/v1/access-requests', {
      ...{ driverId: DRIVER, what, reason: 'case 7', hours: 2 },
    });
  const decide = (subject: string, accessId: string, approve = true): Promise<{ status: number }> =>
    service
      .as('operator', subject)
      .call('POST', `/v1/access-requests/${accessId}/decision`, { approve, reason: 'as asked' });

  it('is shown to staff only when somebody else has approved it, for some hours', async () => {
    const reviewer = service.as('reviewer', 'rev-7');
    expect((await reviewer.call('GET', PROFILE)).body).toMatchObject({
      code: 'access_not_approved',
    });
    const request = await ask('rev-7', ['profile']);
    expect(request).toMatchObject({ state: 'requested', askedBy: 'rev-7', until: null });
    expect((await reviewer.call('GET', PROFILE)).status).toBe(403);
    // Whatever his role: a token of the same person is the same person.
    expect((await decide('rev-7', request.accessId)).status).toBe(403);
    expect((await decide('opr-7', request.accessId)).status).toBe(200);
    expect((await reviewer.call('GET', PROFILE)).status).toBe(200);
    expect(await newest()).toMatchObject({
      ...{ actor: 'rev-7', what: 'profile', reason: 'case 7', accessId: request.accessId },
    });
    expect((await decide('opr-8', request.accessId)).status).toBe(409);
    // What was approved, to whom, and nothing beside it.
    expect((await reviewer.call('GET', explanation('full'))).status).toBe(403);
    expect((await service.as('reviewer', 'rev-8').call('GET', PROFILE)).status).toBe(403);
    await service.database.query('UPDATE access_requests SET until_ms = 1 WHERE access_id = $1', [
      request.accessId,
    ]);
    expect((await reviewer.call('GET', PROFILE)).status).toBe(403);
  });

  it('stays closed when the request is refused', async () => {
    const { accessId } = await ask('rev-9', ['record', 'profile']);
    expect((await decide('opr-7', accessId, false)).status).toBe(200);
    expect((await service.as('reviewer', 'rev-9').call('GET', PROFILE)).status).toBe(403);
    expect((await service.as('reviewer', 'rev-9').call('GET', explanation('full'))).status).toBe(
      403,
    );
  });

  it('is his full record, and stands in that record for him to see', async () => {
    await approved(service, { subject: 'rev-10', driverId: DRIVER, what: ['record'] });
    await service.as('reviewer', 'rev-10').ok('GET', explanation('full'));
    const mine = await service
      .as('driver', DRIVER)
      .ok('GET', `/v1/orders/${order.orderId}/explanation?view=full`);
    const { accessLog } = mine['explanation'] as { accessLog: Record<string, unknown>[] };
    expect(accessLog[0]).toMatchObject({ role: 'reviewer', purpose: 'a test' });
  });

  it('is his position, which an operator sees only with approval', async () => {
    const operator = service.as('operator', 'opr-10');
    const path = `/v1/drivers/${DRIVER}`;
    expect(await operator.ok('GET', path)).toMatchObject({ position: null, manualPlace: null });
    await approved(service, {
      ...{ role: 'operator', subject: 'opr-10', driverId: DRIVER, what: ['position'] },
    });
    expect(await operator.ok('GET', path)).toMatchObject({ position: { source: 'phone' } });
    expect(await newest()).toMatchObject({ actor: 'opr-10', what: 'position', reason: 'a test' });
  });

  it('is told to the driver from the asking on, and stands in the audit', async () => {
    const { accessId } = await ask('rev-11', ['track']);
    const { requests } = await accesses();
    expect(requests[0]).toMatchObject({ accessId, state: 'requested', askedBy: 'rev-11' });
    const { items } = await service
      .as('operator', 'opr-1')
      .ok<{ items: { action: string; actor: string }[] }>('GET', '/v1/audit');
    expect(items[0]).toMatchObject({ action: 'access.request', actor: 'rev-11' });
    const open = await service
      .as('reviewer', 'rev-1')
      .ok<{ items: AccessRequestView[] }>('GET', '/v1/access-requests?state=requested');
    expect(open.items.map((each) => each.accessId)).toEqual([accessId]);
  });

  it('is nothing that can be asked of nobody, and the same over NATS', async () => {
    const reviewer = service.as('reviewer', 'rev-1');
    const body = { driverId: 'nobody', what: ['profile'], reason: 'x' };
    expect((await reviewer.call('POST', '/v1/access-requests', body)).status).toBe(404);
    const nats = new OverNats(service);
    const desk = await nats.as('operations');
    const request = await nats.ask<AccessRequestView>(
      desk,
      ['reviewer', 'rev-12'],
      'access.request',
      {
        ...{ driverId: DRIVER, what: ['profile'], reason: 'over NATS', hours: 1 },
      },
    );
    await nats.ask(desk, ['operator', 'opr-12'], 'access.decide', {
      ...{ accessId: request.accessId, approve: true, reason: 'fine' },
    });
    await nats.ask(desk, ['reviewer', 'rev-12'], 'driver.profile', { driverId: DRIVER });
    expect(await newest()).toMatchObject({ actor: 'rev-12', reason: 'over NATS' });
    expect(nats.broken).toEqual([]);
    await nats.close();
  });
});
