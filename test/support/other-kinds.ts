import { at, aTruck } from './freight.js';
import type { Market } from './market.js';
import { eventually } from './service.js';

/**
 * Decisions of every kind that comes about without a person, but for recommendation and award: a
 * driver gives an order back, one is assigned by hand, one expires, one is cancelled, one offered,
 * one given out in a round.
 */
export async function playOtherKinds(market: Market): Promise<void> {
  const { service } = market;
  const place = market.town();
  const vehicle = { ...aTruck().vehicle, body: 'flatbed' as const };
  const drivers = [
    await market.driver(place),
    await market.driver(place),
    await market.driver(place, { truck: { cityCode: place.cityCode, vehicle } }),
  ];
  const [first = '', second = '', unfit = ''] = drivers;
  const refused = await market.order(place);
  await market.grab(unfit, refused.orderId);
  const givenBack = await market.order(place, { confirmation: 'by_shipper' });
  await market.grab(first, givenBack.orderId);
  await market.reaches(givenBack.orderId, 'awarded');
  await service
    .as('driver', first)
    .ok('POST', `/v1/orders/${givenBack.orderId}/cancel`, { reason: 'engine trouble' });
  await service.as('operator', 'opr-1').ok('POST', `/v1/orders/${refused.orderId}/assignment`, {
    driverId: second,
    reason: 'agreed by telephone',
  });
  await market.order(place, {
    loading: { position: place.position, window: { from: at(0), until: at(1_500) } },
  });
  const cancelled = await market.order(place, { confirmation: 'by_shipper' });
  await market.grab(first, cancelled.orderId);
  await service
    .as('shipper', 'shp-1')
    .ok('POST', `/v1/orders/${cancelled.orderId}/cancel`, { reason: 'cargo not ready' });
  await offered(market);
  const together = market.town();
  await market.driver(together);
  await market.order(together, { mode: 'round' });
}

async function offered(market: Market): Promise<void> {
  const town = market.town();
  const driverId = await market.driver(town);
  const { orderId } = await market.order(town, { mode: 'offer' });
  const path = `/v1/orders/${orderId}/offer/accept`;
  await eventually(
    async () => (await market.service.as('driver', driverId).call('POST', path)).status === 200,
    { what: 'an offer' },
  );
}
