import type { OfferList, OfferView, OrderView } from '#libs/contracts';
import { putInForce, shortWindows } from '../support/freight.js';
import { Market } from '../support/market.js';
import { brokenPromises } from '../support/promises.js';
import { eventually, TestService } from '../support/service.js';

// "Pending offers are lost when the process restarts" (ridestr #50; a second wave that was a sleeping
// goroutine, ride-hailing): here offers are rows, and what comes next is the order's wake-up.

const TIMEOUT_MS = 2_000;

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, {
    ...shortWindows(),
    offers: {
      batchSize: 1,
      timeoutMs: TIMEOUT_MS,
      graceMs: 60_000,
      staggerMs: 0,
      radiusMeters: [300_000],
      lapsedPauseMs: 600_000,
    },
  });
  market = new Market(service);
}, 60_000);
afterAll(() => service.dispose());

const offerOf = (driverId: string, orderId: string): Promise<OfferView> =>
  eventually(
    async () => {
      const path = `/v1/drivers/${driverId}/offers`;
      const { items } = await service.as('driver', driverId).ok<OfferList>('GET', path);
      return items.find((offer) => offer.orderId === orderId);
    },
    { what: `an offer to ${driverId}` },
  );

it('[M9] an offer outlives kill -9, and so does the turn of the next driver', async () => {
  const place = market.town();
  const drivers = [await market.driver(place), await market.driver(place)];
  const orders: OrderView[] = [];
  for (const mode of ['offer', 'offer'] as const) {
    orders.push(await market.order(place, { mode }));
  }
  const [accepted, lapsed] = orders.map(({ orderId }) => orderId);
  if (accepted === undefined || lapsed === undefined) throw new Error('no orders');
  const holders = await eventually(async () => {
    const rows = await service.database.query<{ driver_id: string; order_id: string }>(
      `SELECT driver_id, order_id FROM order_offers WHERE state = 'open'`,
    );
    return rows.length === 2 && rows;
  });
  await service.kill();
  await service.run();

  const first = holders.find(({ order_id }) => order_id === accepted)?.driver_id ?? '';
  const path = `/v1/orders/${accepted}/offer/accept`;
  expect(await service.as('driver', first).ok('POST', path)).toMatchObject({ state: 'accepted' });
  const other = drivers.find((driverId) => driverId !== first) ?? '';
  const asked = holders.find(({ order_id }) => order_id === lapsed)?.driver_id;
  // Whoever held the second one, the free driver is asked about it in the end.
  if (asked !== other) await offerOf(other, lapsed);
  const late = await service.as('driver', other).call('POST', `/v1/orders/${lapsed}/offer/accept`);
  expect([late.status, late.body['state']]).toEqual([200, 'accepted']);
  expect(await brokenPromises(service.database)).toEqual({});
}, 60_000);
