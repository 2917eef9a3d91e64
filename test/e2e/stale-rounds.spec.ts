import { defaultPolicy, type Policy } from '#libs/matcher';
import type {
  AwardCase,
  AwardReviewList,
  OfferList,
  OrderView,
  RequestView,
} from '#libs/contracts';
import { northOf, type Town } from '../support/cities.js';
import { putInForce, shortWindows } from '../support/freight.js';
import { holdDriver } from '../support/held-row.js';
import { Market } from '../support/market.js';
import { brokenPromises } from '../support/promises.js';
import { eventually, TestService } from '../support/service.js';

// What happens between the moment in which a round is worked out and the one in which it is
// written: a driver leaves, an order is changed or cancelled, somebody wants a person to decide.
// The driver's row is held from outside, so that the two come in a known order.

const WINDOW_MS = 500;

let service: TestService;
let market: Market;

const policy = (humanDecisionMs: number): Partial<Policy> => ({
  ...shortWindows(),
  rounds: {
    unassignedPoints: 1_000_000,
    candidatesMin: 20,
    candidatesMax: 64,
    loosePermille: 100_000,
    windowMinMs: WINDOW_MS,
    windowMaxMs: WINDOW_MS,
    ordersMax: 200,
    stepsMax: 1_000_000,
  },
  remedies: { compensationWeight: 10, compensationDays: 30, humanDecisionMs },
});

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, policy(60_000));
  market = new Market(service);
}, 60_000);
afterAll(async () => {
  expect(await brokenPromises(service.database)).toEqual({});
  await service.dispose();
});

const inRound = (place: Town): Promise<OrderView> => market.order(place, { mode: 'round' });
const duty = (driverId: string, onDuty: boolean): Promise<{ status: number }> =>
  service.as('driver', driverId).call('PUT', `/v1/drivers/${driverId}/duty`, { onDuty });
const asShipper = (method: 'PATCH' | 'POST', path: string, body: object) =>
  service.as('shipper', 'shp-1').call(method, path, body);

describe('a driver who left after the round was worked out', () => {
  it('[M9] is not given the order; the other pairs of the round stand', async () => {
    const place = market.town();
    const leaving = await market.driver(place);
    const other = await market.driver(place, { position: northOf(place, 30_000) });
    await market.heard();
    const held = await holdDriver(service.database, leaving);
    const left = duty(leaving, false);
    await held.awaited(1);
    const orders = await Promise.all([inRound(place), inRound(place)]);
    await held.awaited(2);
    await held.release();
    expect((await left).status).toBe(200);

    const served = await eventually(
      async () => {
        const read = await Promise.all(orders.map(({ orderId }) => market.read(orderId)));
        return read.find(({ status }) => status === 'confirmed');
      },
      { what: 'the pair that was not stale' },
    );
    expect(served.driverId).toBe(other);
    const open = orders.find(({ orderId }) => orderId !== served.orderId)?.orderId ?? '';
    expect(await market.read(open)).toMatchObject({ status: 'open', driverId: null });
    await duty(leaving, true);
    expect(await market.reaches(open, 'confirmed')).toMatchObject({ driverId: leaving });
  });
});

describe('an order that its shipper would change while its round is written', () => {
  const begun = async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const held = await holdDriver(service.database, driverId);
    const { orderId } = await inRound(place);
    await held.awaited(1);
    return { driverId, held, orderId, place };
  };

  it('[M9] "accepted on other terms": the change comes too late, and says so', async () => {
    const { driverId, held, orderId } = await begun();
    const paid = asShipper('PATCH', `/v1/orders/${orderId}`, { freightFen: 99_000 });
    await held.awaited(2);
    await held.release();
    const { status, body } = await paid;
    expect([status, body['code']]).toEqual([409, 'order_not_open']);
    const { freightFen, ...order } = await market.read(orderId);
    expect([order.driverId, order.status, freightFen]).toEqual([driverId, 'confirmed', 168_000]);
  });

  it('[M9] "matched although it was cancelled": the driver is free again, and told', async () => {
    const { driverId, held, orderId, place } = await begun();
    const ended = asShipper('POST', `/v1/orders/${orderId}/cancel`, { reason: 'cargo not ready' });
    await held.awaited(2);
    await held.release();
    expect((await ended).status).toBe(200);
    expect((await market.read(orderId)).status).toBe('cancelled');
    expect((await market.why(driverId, orderId)).sentences[0]).toContain(
      'was cancelled by the shipper',
    );
    const next = await inRound(place);
    expect(await market.reaches(next.orderId, 'confirmed')).toMatchObject({ driverId });
  });
});

describe('a driver who wants a person to decide', () => {
  const wants = (driverId: string): Promise<unknown> =>
    service
      .as('driver', driverId)
      .ok('PUT', `/v1/drivers/${driverId}/human-decision`, { wanted: true });
  const reviewer = () => service.as('reviewer', 'rev-1');
  const waits = (orderId: string): Promise<unknown> =>
    eventually(
      async () => {
        const queue = await reviewer().ok<AwardReviewList>('GET', '/v1/award-reviews');
        return queue.items.find((each) => each.orderId === orderId);
      },
      { what: 'an award that waits' },
    );
  const two = async () => {
    const place = market.town();
    const careful = await market.driver(place);
    const other = await market.driver(place, { position: northOf(place, 30_000) });
    await wants(careful);
    await market.heard();
    return { place, careful, other };
  };

  it('[D4] has his order of a round decided by one; the rest of the round is given out', async () => {
    const { place, careful, other } = await two();
    const orders = await Promise.all([inRound(place), inRound(place)]);
    const given = await eventually(
      async () => {
        const read = await Promise.all(orders.map(({ orderId }) => market.read(orderId)));
        return read.find(({ status }) => status === 'confirmed');
      },
      { what: 'the other order of the round' },
    );
    expect(given.driverId).toBe(other);
    const orderId = orders.find((each) => each.orderId !== given.orderId)?.orderId ?? '';
    await waits(orderId);
    expect(await market.read(orderId)).toMatchObject({ status: 'open', driverId: null });

    const at = `/v1/award-reviews/${orderId}`;
    const { candidates } = await reviewer().ok<AwardCase>('POST', `${at}/opening`);
    expect(candidates.map(({ driverId }) => driverId)).toEqual([careful]);
    await reviewer().ok('POST', `${at}/decision`, {
      driverId: careful,
      reasons: '只有这位司机空着，他离装货地最近，货主也认识他，给他最合适。',
    });
    expect(await market.read(orderId)).toMatchObject({ status: 'confirmed', driverId: careful });
    expect((await market.why(careful, orderId)).explanation.decision).toMatchObject({
      ...{ kind: 'manual_assignment', cause: 'human_decision' },
      ...{ automation: 'HUMAN_DECIDED', decidedByHuman: 'rev-1' },
    });
  });

  it('[D4] gets it by the round, which says so, when no person comes in time', async () => {
    expect(defaultPolicy.remedies?.humanDecisionMs).toBe(600_000);
    await putInForce(service, policy(1_200));
    const { place, careful } = await two();
    const { orderId } = await inRound(place);
    await waits(orderId);
    expect(await market.reaches(orderId, 'confirmed')).toMatchObject({ driverId: careful });
    expect((await market.why(careful, orderId)).explanation.decision).toMatchObject({
      ...{ kind: 'round', automation: 'SOLELY_AUTOMATED', cause: 'no_human_in_time' },
    });
  });

  it('[D4] is asked like everyone where orders are offered: to accept is his own decision', async () => {
    const { place, careful, other } = await two();
    const { orderId } = await market.order(place, { mode: 'offer' });
    const driver = service.as('driver', careful);
    await eventually(
      async () => {
        const { items } = await driver.ok<OfferList>('GET', `/v1/drivers/${careful}/offers`);
        return items.some((each) => each.orderId === orderId);
      },
      { what: 'his offer' },
    );
    await driver.ok('POST', `/v1/orders/${orderId}/offer/accept`);
    expect(await market.read(orderId)).toMatchObject({ status: 'confirmed', driverId: careful });
    const { items } = await reviewer().ok<AwardReviewList>('GET', '/v1/award-reviews');
    expect(items.filter((each) => each.orderId === orderId)).toEqual([]);

    // Who was not asked may have a person look at it.
    const request = { kind: 'human_review', orderId };
    const filed = await service
      .as('driver', other)
      .ok<RequestView>('POST', '/v1/requests', request);
    expect(filed).toMatchObject({ kind: 'human_review', state: 'open', orderId });
  });
});
