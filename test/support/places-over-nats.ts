import type { NatsConnection } from '@nats-io/transport-node';
import type { AccessRequestView, InvitationView, OrderView, TripView } from '#libs/contracts';
import { anOrder, aTruck, HANGZHOU } from './freight.js';
import type { Caller, OverNats } from './over-nats.js';

const CONSENT = { granted: true, textVersion: '2026-11' };
/** Far off any way between Hangzhou and Shanghai. */
const AWAY = { lat: 32.2, lng: 120.6, coordinateSystem: 'wgs84' };
const MOST_FIXES = 4;

const driver = (driverId: string): Caller => ['driver', driverId];

/**
 * Everything that can be asked about places, trips, crews and accesses, once each, as a client in
 * any language would: a truck that leaves its route, two who ride together, one who asks to look.
 */
export async function askAboutPlaces(
  over: OverNats,
  { gateway, operations }: { gateway: NatsConnection; operations: NatsConnection },
): Promise<TripView> {
  const truck = { driverId: 'drv-places', ...aTruck({ carrierId: 'car-places' }) };
  const mate = { driverId: 'drv-mate', ...aTruck() };
  const { driverId } = truck;
  const himself = driver(driverId);
  for (const registered of [truck, mate]) {
    await over.ask(gateway, ['service', 'svc-1'], 'driver.register', registered);
  }
  for (const purpose of ['location', 'trip_track']) {
    await over.ask(gateway, himself, 'driver.consent', { driverId, purpose, ...CONSENT });
  }
  await over.ask(gateway, himself, 'driver.duty', { driverId, onDuty: true });
  const report = (position: object, aheadMs = 0): Promise<unknown> =>
    over.ask(gateway, himself, 'position.report', {
      fixes: [{ driverId, position, source: 'phone', observedAtMs: Date.now() + aheadMs }],
    });
  await report(HANGZHOU);
  const shipper: Caller = ['shipper', 'shp-places'];
  const { orderId } = await over.ask<OrderView>(gateway, shipper, 'order.post', { ...anOrder() });
  await over.ask(operations, ['operator', 'opr-1'], 'order.assign', {
    ...{ orderId, driverId, reason: 'a test' },
  });
  for (const status of ['loading', 'in_transit']) {
    await over.ask(gateway, himself, 'order.progress', { orderId, status });
  }
  for (let fix = 1; fix <= MOST_FIXES; fix++) await report(AWAY, fix * 1_000);
  const near = { lat: HANGZHOU.lat, lng: HANGZHOU.lng, coordinateSystem: 'wgs84' };
  await over.ask(gateway, shipper, 'trucks.nearby', near);
  await over.ask(gateway, ['carrier', 'car-places'], 'carrier.drivers', {});

  const invitation = await over.ask<InvitationView>(gateway, himself, 'crew.invite', {
    ...{ driverId, coDriverId: mate.driverId },
  });
  await over.ask(gateway, driver(mate.driverId), 'crew.answer', {
    ...{ driverId: mate.driverId, invitationId: invitation.invitationId, accept: true },
  });
  await over.ask(gateway, himself, 'crew.get', { driverId });
  await over.ask(gateway, himself, 'crew.leave', { driverId });

  await over.ask(gateway, shipper, 'pair.set', { otherId: driverId, kind: 'familiar' });
  await over.ask(gateway, shipper, 'pair.list', {});
  await over.ask(gateway, shipper, 'pair.clear', { otherId: driverId });
  const unwanted = await over.ask<OrderView>(gateway, shipper, 'order.post', { ...anOrder() });
  await over.ask(gateway, driver(mate.driverId), 'order.decline', {
    ...{ orderId: unwanted.orderId, reason: 'not_interested' },
  });

  const { accessId } = await over.ask<AccessRequestView>(
    ...([operations, ['reviewer', 'rev-1'], 'access.request'] as const),
    { driverId, what: ['track'], reason: 'a test' },
  );
  await over.ask(operations, ['operator', 'opr-1'], 'access.decide', {
    ...{ accessId, approve: true, reason: 'a test' },
  });
  await over.ask(operations, ['reviewer', 'rev-1'], 'access.list', {});
  await over.ask(operations, ['reviewer', 'rev-1'], 'order.trip', { orderId });
  await over.ask(gateway, himself, 'driver.accesses', { driverId });
  return over.ask<TripView>(gateway, shipper, 'order.trip', { orderId });
}
