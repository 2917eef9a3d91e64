import type { OrderView } from '#libs/contracts';
import { putInForce, shortWindows } from '../support/freight.js';
import { Market } from '../support/market.js';
import { brokenPromises } from '../support/promises.js';
import { eventually, TestService } from '../support/service.js';

// "Pending offers are lost when the process restarts" (ridestr #50; a second wave that was a
// sleeping goroutine, ride-hailing): here offers are rows, and what comes next is the order's
// wake-up.

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

/** Asked at all: his grace is longer than anything here takes. */
const asked = (driverId: string, orderId: string): Promise<boolean> =>
  eventually(
    async () => {
      const sql = 'SELECT FROM order_offers WHERE driver_id = $1 AND order_id = $2';
      return (await service.database.query(sql, [driverId, orderId])).length > 0;
    },
    { what: `an offer of ${orderId} to ${driverId}` },
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
  // Whoever was asked about the second one, the free driver is, in the end.
  await asked(other, lapsed);
  const late = await service.as('driver', other).call('POST', `/v1/orders/${lapsed}/offer/accept`);
  expect([late.status, late.body['state']]).toEqual([200, 'accepted']);
  expect(await brokenPromises(service.database)).toEqual({});
}, 60_000);
