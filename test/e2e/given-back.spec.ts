import type { OfferList, OrderView } from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { northOf, type Town } from '../support/cities.js';
import { putInForce, shortWindows } from '../support/freight.js';
import { Market } from '../support/market.js';
import { brokenPromises } from '../support/promises.js';
import { eventually, TestService } from '../support/service.js';

// "The driver cancelled, and the order was given to him again", or to nobody: what becomes of an
// order that its driver gives back, in each way in which orders are given. Offers have a file of
// their own.

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, {
    ...shortWindows(),
    limits: { ...defaultPolicy.limits, releasesMax: 5 },
    // With two trucks in sight a round is held at once.
    rounds: {
      unassignedPoints: 1_000_000,
      candidatesMin: 20,
      candidatesMax: 64,
      loosePermille: 1,
      windowMinMs: 0,
      windowMaxMs: 0,
      ordersMax: 200,
      stepsMax: 1_000_000,
    },
  });
  market = new Market(service);
}, 60_000);
afterAll(async () => {
  expect(await brokenPromises(service.database)).toEqual({});
  await service.dispose();
});

const two = async (): Promise<{ place: Town; first: string; second: string }> => {
  const place = market.town();
  const first = await market.driver(place);
  const second = await market.driver(place, { position: northOf(place, 20_000) });
  await market.heard();
  return { place, first, second };
};
const giveBack = (driverId: string, orderId: string): Promise<unknown> =>
  service
    .as('driver', driverId)
    .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'truck broke down' });
const assign = async (driverId: string, orderId: string): Promise<unknown[]> => {
  const { status, body } = await service
    .as('operator', 'opr-1')
    .call('POST', `/v1/orders/${orderId}/assignment`, { driverId, reason: 'shipper asked' });
  return [status, body['code'] ?? body['status']];
};
const holder = async (orderId: string): Promise<string | null> =>
  (await market.reaches(orderId, 'confirmed')).driverId;

describe('an order that its driver gives back', () => {
  it('[M9] where the first wins, is won by the next; who gave it back grabs in vain', async () => {
    const { place, first, second } = await two();
    const { orderId } = await market.order(place, { mode: 'first_wins' });
    await market.grab(first, orderId);
    expect(await holder(orderId)).toBe(first);
    await giveBack(first, orderId);
    await market.grab(first, orderId);
    await eventually(async () => (await market.verdict(first, orderId)).startsWith('REFUSED'));
    expect(await market.verdict(first, orderId)).toBe('REFUSED gave_back_before');
    expect((await market.read(orderId)).driverId).toBeNull();
    await market.grab(second, orderId);
    expect(await holder(orderId)).toBe(second);
  });

  it('[M9] where orders are given out together, goes to the next in the next round', async () => {
    const { place, first, second } = await two();
    const { orderId } = await market.order(place, { mode: 'round' });
    expect(await holder(orderId)).toBe(first);
    await giveBack(first, orderId);
    expect(await holder(orderId)).toBe(second);
    expect(await market.verdict(first, orderId)).toBe('REFUSED gave_back_before');
    // And when he gives it back as well, it is open for whoever comes, and for neither of them.
    await giveBack(second, orderId);
    const third = await market.driver(place, { position: northOf(place, 90_000) });
    expect(await holder(orderId)).toBe(third);
  });

  it('[M9] given by hand, is open to all again, and can not be given by hand to him', async () => {
    const { place, first, second } = await two();
    const { orderId } = await market.order(place);
    expect(await assign(first, orderId)).toEqual([200, 'confirmed']);
    await giveBack(first, orderId);
    const [status, code] = await assign(first, orderId);
    expect([status, code]).toEqual([409, 'driver_refused']);
    expect(await assign(second, orderId)).toEqual([200, 'confirmed']);
    expect(await market.verdict(second, orderId)).toBe('WON');
  });

  it('[M9] offered, and given by hand meanwhile, is asked of nobody any more', async () => {
    const { place, first, second } = await two();
    const { orderId } = await market.order(place, { mode: 'offer' });
    const offers = async (driverId: string): Promise<string[]> => {
      const path = `/v1/drivers/${driverId}/offers`;
      const { items } = await service.as('driver', driverId).ok<OfferList>('GET', path);
      return items.map((each) => each.orderId);
    };
    await eventually(async () => (await offers(first)).includes(orderId), { what: 'an offer' });
    expect(await assign(second, orderId)).toEqual([200, 'confirmed']);
    expect(await offers(first)).toEqual([]);
    const late = await service
      .as('driver', first)
      .call('POST', `/v1/orders/${orderId}/offer/accept`);
    expect([late.status, late.body['code']]).toEqual([409, 'offer_taken']);
  });

  it('[M9] while its driver is busy elsewhere, is given to no truck that carries another', async () => {
    const { place, first, second } = await two();
    const other = await market.order(place);
    expect(await assign(second, other.orderId)).toEqual([200, 'confirmed']);
    const orders: OrderView[] = [];
    for (const mode of ['round', 'first_wins'] as const) {
      orders.push(await market.order(place, { mode }));
    }
    const [given, grabbed] = orders.map(({ orderId }) => orderId);
    if (given === undefined || grabbed === undefined) throw new Error('no orders');
    expect(await holder(given)).toBe(first);
    for (const driverId of [first, second]) {
      await market.grab(driverId, grabbed);
      await eventually(async () => (await market.verdict(driverId, grabbed)) === 'REFUSED busy', {
        what: 'his refusal',
      });
    }
    await giveBack(first, given);
    expect(await market.verdict(second, given)).toBe('REFUSED busy');
    expect((await market.read(given)).driverId).toBeNull();
  });
});
