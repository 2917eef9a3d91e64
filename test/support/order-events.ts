import type { InvitationView } from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { at } from './freight.js';
import type { Market } from './market.js';
import type { Town } from './cities.js';
import { eventually } from './service.js';
import { TripMaker } from './trip.js';

/** Far north of the way from Hangzhou to Shanghai. */
const AWAY = { lat: 32.2, lng: 120.6 };
/** Longer than it takes to post an order and to grab it. */
const SOON_MS = 3_000;

/** Orders that end in every way there is. */
export async function playOrders(market: Market): Promise<void> {
  const town = market.town();
  const driverId = await market.driver(town);
  await carriedAndRated(market, town, driverId);
  await takenBack(market, town, driverId);
  await noGrab(market, town);
  await standsStill(market);
  await askedInTurn(market);
}

async function carriedAndRated(market: Market, town: Town, driverId: string): Promise<void> {
  const { service } = market;
  const [shipper, driver] = [service.as('shipper', 'shp-1'), service.as('driver', driverId)];
  const { orderId } = await market.order(town);
  const path = `/v1/orders/${orderId}`;
  await shipper.ok('PATCH', path, { freightFen: 200_000 });
  await market.grab(driverId, orderId);
  await market.reaches(orderId, 'confirmed');
  for (const status of ['loading', 'in_transit', 'delivered']) {
    await driver.ok('POST', `${path}/progress`, { status });
  }
  await shipper.ok('POST', `${path}/receive`);
  await shipper.ok('POST', `${path}/ratings`, { stars: 2 });
  await shipper.ok('PUT', `${path}/ratings`, { stars: 4 });
  await driver.ok('POST', `${path}/ratings`, { stars: 5 });
  await market.reaches(orderId, 'rated');
}

/** Awarded, not confirmed in time, open again, and cancelled. */
async function takenBack(market: Market, town: Town, driverId: string): Promise<void> {
  const { orderId } = await market.order(town, { confirmation: 'by_shipper' });
  await market.grab(driverId, orderId);
  await market.reaches(orderId, 'awarded');
  await market.reaches(orderId, 'open');
  await market.service
    .as('shipper', 'shp-1')
    .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'cargo not ready' });
}

/** Recommended to whom it suits, and left alone. */
async function noGrab(market: Market, town: Town): Promise<void> {
  const { orderId } = await market.order(town, loadingNow(town));
  await market.reaches(orderId, 'expired');
}

/** Offered: let pass by one, declined by one, and taken back from the last. */
async function askedInTurn(market: Market): Promise<void> {
  const town = market.town();
  for (let asked = 0; asked < 3; asked++) await market.driver(town);
  const { orderId } = await market.order(town, { mode: 'offer' });
  const open = (batch: number): Promise<string> =>
    eventually(
      async () => {
        const [offer] = await market.service.database.query<{ driver_id: string }>(
          `SELECT driver_id FROM order_offers WHERE order_id = $1 AND batch = $2`,
          [orderId, batch],
        );
        return offer?.driver_id;
      },
      { what: `batch ${batch} of ${orderId}` },
    );
  await open(1);
  const second = await open(2);
  await market.service
    .as('driver', second)
    .ok('POST', `/v1/orders/${orderId}/offer/decline`, { reason: 'price' });
  await open(3);
  await market.service
    .as('shipper', 'shp-1')
    .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'cargo not ready' });
}

/** Confirmed, and nobody loads it. */
async function standsStill(market: Market): Promise<void> {
  const town = market.town();
  const driverId = await market.driver(town);
  const { orderId } = await market.order(town, loadingNow(town));
  await market.service
    .as('operator', 'opr-1')
    .ok('POST', `/v1/orders/${orderId}/assignment`, { driverId, reason: 'a test' });
}

const loadingNow = ({ cityCode, position }: Town) => ({
  loading: { position, cityCode, window: { from: at(0), until: at(SOON_MS) } },
});

/** Assigned by hand, off its route, and never where it was to be unloaded. */
export async function playTrip({ service }: Market): Promise<void> {
  const maker = await TripMaker.confirmed(service, 'astray');
  await maker.progress('loading');
  await maker.progress('in_transit');
  await maker.drive([AWAY, AWAY, AWAY, AWAY]);
  await maker.progress('delivered');
}

/** What is told of drivers and cities, and is no order's doing. */
export async function playSettings(market: Market): Promise<void> {
  const { service } = market;
  const town = market.town();
  const [first, second] = [await market.driver(town), await market.driver(town)];
  const { invitationId } = await service
    .as('driver', first)
    .ok<InvitationView>('POST', `/v1/drivers/${first}/crew/invitations`, { coDriverId: second });
  await service
    .as('driver', second)
    .ok('POST', `/v1/drivers/${second}/crew/invitations/${invitationId}/answer`, { accept: true });
  const operator = service.as('operator', 'opr-1');
  for (const paused of [true, false]) {
    const automation = '/v1/cities/1100/automation';
    await operator.ok('PUT', automation, { paused, reason: 'a test' });
  }
  const beside = { ...defaultPolicy, name: 'let-in', cityCode: '1100' };
  const { hash } = await operator.ok<{ hash: string }>('POST', '/v1/policies', {
    ...{ policy: beside, activate: false },
  });
  await operator.ok('POST', '/v1/policy-rollouts', { hash, method: 'percent', percent: 5 });
  await operator.ok('PUT', '/v1/consent-texts/trip_track/2027-01', {
    ...{ titleZh: '行踪轨迹', titleEn: 'Tracks of trips', sha256: 'ab'.repeat(32) },
  });
}
