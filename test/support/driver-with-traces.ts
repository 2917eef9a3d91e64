import type { ErasureView } from '#libs/contracts';
import { aTruck, HANGZHOU, moveTo } from './freight.js';
import type { Market } from './market.js';
import { eventually, type TestService } from './service.js';

type Stage = { readonly service: TestService; readonly market: Market };

/** A driver who has left something in every place that there is. */
export async function aDriverWithTraces(
  { service, market }: Stage,
  driverId: string,
): Promise<{ won: string; lost: string; rival: string }> {
  const town = { ...market.town(), cityCode: '3301', position: HANGZHOU };
  const here = { lat: 30.273853, lng: 120.15 };
  const path = `/v1/drivers/${driverId}`;
  const vehicle = {
    ...aTruck().vehicle,
    lengthMillimeters: 12_347,
    grossKilograms: 31_337,
    capacity: { kilograms: 14_953, litres: 55_000, vehicleSlots: 0 },
  };
  await service.as('service', 'registry').ok('PUT', path, aTruck({ vehicle }));
  const agreed = { granted: true, textVersion: 'canary-text-1' };
  for (const purpose of ['location', 'profile', 'trip_track', 'vehicle_terminal']) {
    await service.as('driver', driverId).ok('PUT', `${path}/consents/${purpose}`, agreed);
  }
  await service.as('driver', driverId).ok('PUT', `${path}/place`, {
    position: { lat: 30.281971, lng: 120.15, coordinateSystem: 'wgs84' },
  });
  await service.as('driver', driverId).ok('PUT', `${path}/duty`, { onDuty: true });
  await moveTo(service, driverId, here);
  await service.as('service', 'history').ok('POST', '/v1/outcomes', {
    outcomes: [
      {
        ...{ outcomeId: `canary-outcome-5-${driverId}`, driverId, kind: 'completed', onTime: true },
        ...{ fromCityCode: '3301', toCityCode: '3100', shipperId: 'canary-shp-77' },
        atMs: Date.now() - 86_400_000,
      },
    ],
  });
  // A co-driver's crew names him, and an operator's words do.
  const crew = { size: 2 as const, coDriverId: driverId };
  await service
    .as('service', 'registry')
    .ok('PUT', `/v1/drivers/co-of-${driverId.slice(-4)}`, aTruck({ crew }));
  const rival = await market.driver(town);
  const won = await carried({ service, market }, driverId, town);
  const lost = await market.order(town, { freightFen: 99_000 });
  await market.grab(rival, lost.orderId);
  await market.grab(driverId, lost.orderId);
  const after = await market.reaches(lost.orderId, 'confirmed');
  if (after.driverId === driverId) await deliver(service, driverId, lost.orderId);
  const byHand = await market.order(town, { freightFen: 98_000 });
  await service.as('operator', 'opr-1').ok('POST', `/v1/orders/${byHand.orderId}/assignment`, {
    driverId,
    reason: `asked for ${driverId} by telephone`,
  });
  await deliver(service, driverId, byHand.orderId);
  await service.as('driver', driverId).ok('GET', `/v1/orders/${lost.orderId}/explanation`);
  await service.as('driver', driverId).ok('POST', '/v1/requests', {
    ...{ kind: 'human_review', orderId: lost.orderId, words: 'canary-words-31' },
  });
  const held = await service
    .as('service', 'fraud-desk')
    .ok<{ violationId: string }>('POST', `${path}/violations`, {
      ...{ kind: 'no_show', evidence: 'canary-evidence-8', days: 90 },
    });
  await service.as('driver', driverId).ok('POST', `/v1/violations/${held.violationId}/contest`, {
    words: 'canary-contest-6',
  });
  return { won, lost: lost.orderId, rival };
}

async function carried(
  { service, market }: Stage,
  driverId: string,
  town: Parameters<Market['order']>[0],
): Promise<string> {
  const { orderId } = await market.order(town);
  await market.grab(driverId, orderId);
  await market.reaches(orderId, 'confirmed');
  await deliver(service, driverId, orderId);
  return orderId;
}

async function deliver(service: TestService, driverId: string, orderId: string): Promise<void> {
  const path = `/v1/orders/${orderId}`;
  for (const status of ['loading', 'in_transit', 'delivered']) {
    await service.as('driver', driverId).ok('POST', `${path}/progress`, { status });
  }
  await service.as('shipper', 'shp-1').ok('POST', `${path}/receive`);
  await service.as('shipper', 'shp-1').ok('POST', `${path}/ratings`, { stars: 4 });
  await service.as('driver', driverId).ok('POST', `${path}/ratings`, { stars: 5 });
}

export const askErasure = (service: TestService, driverId: string): Promise<ErasureView> =>
  service.as('driver', driverId).ok<ErasureView>('POST', `/v1/drivers/${driverId}/erasure`, {
    ground: 'service_ended',
  });

export const certified = (service: TestService, erasureId: string): Promise<ErasureView> =>
  eventually(
    async () => {
      const erasure = await service
        .as('operator', 'opr-1')
        .ok<ErasureView>('GET', `/v1/erasures/${erasureId}`);
      return erasure.state === 'certified' && erasure;
    },
    { what: `erasure ${erasureId} certified`, withinMs: 40_000 },
  );
