import { randomUUID } from 'node:crypto';
import type { OfferList, OfferView, OrderOffersView, OrderView, PostOrder } from '#libs/contracts';
import { replay } from '#libs/explanations';
import { openPostgres } from '#libs/postgres';
import { northOf, type Town } from '../support/cities.js';
import { storedEvents } from '../support/event-log.js';
import { putInForce, shortWindows } from '../support/freight.js';
import { TEST_KEK } from '../support/kek.js';
import { Market } from '../support/market.js';
import { eventually, TestService } from '../support/service.js';

// Orders that are offered (派单), over the public interfaces. The complaints are those of the issue
// trackers of systems that do the same.

const TIMEOUT_MS = 1_200;
const GRACE_MS = 1_000;

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, {
    ...shortWindows(),
    offers: {
      batchSize: 1,
      timeoutMs: TIMEOUT_MS,
      graceMs: GRACE_MS,
      staggerMs: 700,
      radiusMeters: [20_000, 300_000],
      lapsedPauseMs: 60_000,
    },
  });
  market = new Market(service);
}, 60_000);
afterAll(() => service.dispose());

const offered = (place: Town, over: Partial<PostOrder> = {}): Promise<OrderView> =>
  market.order(place, { mode: 'offer', ...over });

const mine = async (driverId: string): Promise<OfferView[]> =>
  (await service.as('driver', driverId).ok<OfferList>('GET', `/v1/drivers/${driverId}/offers`))
    .items;

const asked = (driverId: string, orderId: string, withinMs = 10_000): Promise<OfferView> =>
  eventually(async () => (await mine(driverId)).find((offer) => offer.orderId === orderId), {
    withinMs,
    what: `an offer of ${orderId} to ${driverId}`,
  });

const answer = async (
  driverId: string,
  orderId: string,
  what: 'accept' | 'decline' = 'accept',
): Promise<unknown[]> => {
  const body = what === 'decline' ? { reason: 'price' } : undefined;
  const path = `/v1/orders/${orderId}/offer/${what}`;
  const told = await service.as('driver', driverId).call('POST', path, body);
  return [told.status, told.body['code'] ?? told.body['state']];
};

const counts = (orderId: string): Promise<OrderOffersView> =>
  service.as('shipper', 'shp-1').ok<OrderOffersView>('GET', `/v1/orders/${orderId}/offers`);

const eventsOf = async (orderId: string): Promise<string[]> => {
  const { url, passwords } = await service.natsAddress();
  const stored = await storedEvents({ url, password: passwords.dispatcher });
  return stored
    .filter(({ subject }) => subject === orderId)
    .map(({ type }) => type.replace('cn.paidan.', '').replace('.v1', ''));
};

it('[D1] asks the best, then the next; who accepts has it, and each is told his part', async () => {
  const place = market.town();
  const near = await market.driver(place);
  const next = await market.driver(place, { position: northOf(place, 9_000) });
  const far = await market.driver(place, { position: northOf(place, 60_000) });
  await market.heard();
  const { orderId } = await offered(place);
  const first = await asked(near, orderId);
  expect(first).toMatchObject({ batch: 1, rank: 1, state: 'open', order: { orderId } });
  expect(await mine(next)).toEqual([]);
  expect(await market.verdict(far, orderId)).toBe('REFUSED beyond_reach');
  expect(await market.verdict(next, orderId)).toBe('RANKED');
  expect(await counts(orderId)).toMatchObject({ batches: 1, open: 1, lapsed: 0 });

  expect(await asked(next, orderId)).toMatchObject({ batch: 2 });
  expect(await counts(orderId)).toMatchObject({ batches: 2, open: 1, lapsed: 1 });
  expect(await answer(next, orderId)).toEqual([200, 'accepted']);
  expect(await market.read(orderId)).toMatchObject({ status: 'confirmed', driverId: next });
  expect(await answer(next, orderId)).toEqual([200, 'accepted']);

  expect(await market.verdict(next, orderId)).toBe('WON');
  expect(await market.verdict(near, orderId)).toBe('REFUSED did_not_accept');
  expect(await market.verdict(far, orderId)).toBe('NOT_REACHED not_offered');
  const { sentences } = await market.why(far, orderId);
  expect(sentences.join(' ')).toContain('the reach is 20 km');
  expect(
    await eventually(async () => {
      const told = await eventsOf(orderId);
      return told.includes('order.awarded') && told;
    }),
  ).toEqual(
    expect.arrayContaining(['order.posted', 'order.offered', 'offer.expired', 'order.awarded']),
  );
});

it('[D5] grows its reach only once nobody nearer is left', async () => {
  const place = market.town();
  const near = await market.driver(place);
  const far = await market.driver(place, { position: northOf(place, 60_000) });
  await market.heard();
  const { orderId } = await offered(place);
  await asked(near, orderId);
  expect(await answer(near, orderId, 'decline')).toEqual([200, 'declined']);
  await asked(far, orderId, TIMEOUT_MS);
  expect(await counts(orderId)).toMatchObject({ batches: 2, declined: 1, open: 1 });
});

describe('"a driver who refused is offered it again" (VROOM #1151, hyperlocal #8)', () => {
  it('[M9] not on the same terms; on better ones at once (nammayatri #4715)', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const { orderId } = await offered(place);
    await asked(driverId, orderId);
    expect(await answer(driverId, orderId, 'decline')).toEqual([200, 'declined']);
    expect(await answer(driverId, orderId)).toEqual([409, 'offer_declined']);
    await eventually(
      async () => (await market.verdict(driverId, orderId)) === 'REFUSED declined_before',
    );
    await service
      .as('shipper', 'shp-1')
      .ok('PATCH', `/v1/orders/${orderId}`, { freightFen: 200_000 });
    await asked(driverId, orderId);
    expect(await answer(driverId, orderId)).toEqual([200, 'accepted']);
  });
});

describe('"who comes too late is not told why" (nammayatri: taken, cancelled, expired, busy)', () => {
  it('[M9] taken, when somebody else was first', async () => {
    const place = market.town();
    const [slow, quick] = [await market.driver(place), await market.driver(place)];
    await market.heard();
    const { orderId } = await offered(place);
    const both = await Promise.race([asked(slow, orderId), asked(quick, orderId)]);
    const [first, second] = both.driverId === slow ? [slow, quick] : [quick, slow];
    await asked(second, orderId);
    // The first one's time is over, and within its grace he and the second one accept at once.
    const told = await Promise.all([answer(first, orderId), answer(second, orderId)]);
    expect(told).toContainEqual([200, 'accepted']);
    expect(told).toContainEqual([409, 'offer_taken']);
    const held = 'SELECT FROM assignments WHERE order_id = $1 AND released_at_ms IS NULL';
    expect(await service.database.query(held, [orderId])).toHaveLength(1);
  });

  it('[M9] cancelled, however soon after he accepts (nammayatri #1379, open-match2 #22)', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const { orderId } = await offered(place);
    await asked(driverId, orderId);
    await service.as('shipper', 'shp-1').ok('POST', `/v1/orders/${orderId}/cancel`, {
      reason: 'cargo not ready',
    });
    expect(await mine(driverId)).toEqual([]);
    expect(await answer(driverId, orderId)).toEqual([409, 'offer_cancelled']);
    expect((await market.why(driverId, orderId)).sentences[0]).toContain(
      'was cancelled by the shipper',
    );
    const trucks = 'SELECT FROM assignments WHERE driver_id = $1';
    expect(await service.database.query(trucks, [driverId])).toEqual([]);
  });

  it('[M9] other terms, when the price was changed meanwhile', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const { orderId } = await offered(place);
    const old = await asked(driverId, orderId);
    await service
      .as('shipper', 'shp-1')
      .ok('PATCH', `/v1/orders/${orderId}`, { freightFen: 150_000 });
    const again = await eventually(async () =>
      (await mine(driverId)).find(({ offerId }) => offerId !== old.offerId),
    );
    expect(again.order.freightFen).toBe(150_000);
  });

  it('[M9] expired, once the grace is over; until then he still gets it', async () => {
    const place = market.town();
    const [tardy, prompt] = [await market.driver(place), await market.driver(market.town())];
    const { orderId } = await offered(place);
    await asked(tardy, orderId);
    await eventually(async () => (await counts(orderId)).lapsed === 1);
    expect(await answer(tardy, orderId)).toEqual([200, 'accepted']);

    const other = market.town();
    const sleeper = await market.driver(other);
    const late = (await offered(other)).orderId;
    const offer = await asked(sleeper, late);
    const overAtMs = Date.parse(offer.expiresAt) + GRACE_MS;
    await eventually(async () => Date.now() > overAtMs + 100);
    expect(await answer(sleeper, late)).toEqual([409, 'offer_expired']);
    expect(await answer(prompt, late)).toEqual([404, 'not_offered']);
    expect(await answer(prompt, randomUUID())).toEqual([404, 'not_offered']);
  });

  it('[M9] busy, when his truck was taken by another order (nammayatri #9485, #16257)', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const [one, two] = [await offered(place), await offered(place)];
    await Promise.all([asked(driverId, one.orderId), asked(driverId, two.orderId)]);
    const told = await Promise.all([one, two].map(({ orderId }) => answer(driverId, orderId)));
    expect(told).toContainEqual([200, 'accepted']);
    expect(told).toContainEqual([409, 'driver_busy']);
  });
});

describe('"a driver who comes on shift later never sees the order" (libretaxi #629)', () => {
  it('[M7] he is asked as soon as he comes on duty, when everyone before has said no', async () => {
    const place = market.town();
    const before = await market.driver(place);
    const { orderId } = await offered(place);
    await asked(before, orderId);
    expect(await answer(before, orderId, 'decline')).toEqual([200, 'declined']);
    await eventually(async () => (await market.verdict(before, orderId)).startsWith('REFUSED'));
    const later = await market.driver(place);
    await asked(later, orderId, 5_000);
  });
});

describe('"cancelled by the driver, and offered to him again" (nammayatri #1379)', () => {
  it('[M9] the order goes to the next best, and never back to who gave it back', async () => {
    const place = market.town();
    const [first, second] = [
      await market.driver(place),
      await market.driver(place, { position: northOf(place, 8_000) }),
    ];
    await market.heard();
    const { orderId } = await offered(place);
    await asked(first, orderId);
    expect(await answer(first, orderId)).toEqual([200, 'accepted']);
    await service
      .as('driver', first)
      .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'flat tyre' });
    await asked(second, orderId);
    expect(await mine(first)).toEqual([]);
    expect(await market.verdict(first, orderId)).toBe('REFUSED gave_back_before');
    expect(await answer(first, orderId)).toEqual([409, 'offer_declined']);
    expect(await answer(second, orderId)).toEqual([200, 'accepted']);
  });
});

it('[D5] an offered order cannot be grabbed, nor accepted by a stranger', async () => {
  const place = market.town();
  const driverId = await market.driver(place, { position: northOf(place, 15_000) });
  const { orderId } = await offered(place, { bodyTypes: ['tank'] });
  expect(await answer(driverId, orderId)).toEqual([404, 'not_offered']);
  const grab = await service.as('driver', driverId).call('POST', `/v1/orders/${orderId}/grabs`);
  expect([grab.status, grab.body['code']]).toEqual([409, 'wrong_state']);
});

it('[M9] one key is one acceptance, and answers alike', async () => {
  const place = market.town();
  const driverId = await market.driver(place);
  const { orderId } = await offered(place);
  await asked(driverId, orderId);
  const key = { 'idempotency-key': randomUUID() };
  const path = `/v1/orders/${orderId}/offer/accept`;
  const driver = service.as('driver', driverId);
  const [once, twice] = [
    await driver.call('POST', path, undefined, key),
    await driver.call('POST', path, undefined, key),
  ];
  expect(twice.body).toEqual(once.body);
  expect(twice.headers.get('Idempotency-Replayed')).toBe('true');
});

it('[D1] every batch and every acceptance decides again to the same bytes', async () => {
  const postgres = await openPostgres({
    url: service.database.url,
    poolSize: 1,
    applicationName: 'test',
    kek: TEST_KEK,
  });
  try {
    const { ledger, policies } = postgres.database.read;
    const rows = await service.database.query<{ decision_id: string }>(
      `SELECT decision_id FROM decisions WHERE kind IN ('offer', 'acceptance')`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { decision_id: id } of rows) {
      const decision = await ledger.decision(id);
      if (decision === null) throw new Error(`no decision ${id}`);
      const record = { ...decision, drivers: await ledger.driverRows(id) };
      const policy = await policies.byHash(record.policyHash);
      expect([id, replay(record, policy)]).toEqual([id, { verdict: 'MATCH', differences: [] }]);
    }
  } finally {
    await postgres.close();
  }
});
