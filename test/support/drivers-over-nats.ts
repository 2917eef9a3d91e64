import type { NatsConnection } from '@nats-io/transport-node';
import { aTruck, HANGZHOU } from './freight.js';
import type { Caller, OverNats } from './over-nats.js';

const CONSENT = { granted: true, textVersion: '2026-11' };

export const asDriver = (driverId: string): Caller => ['driver', driverId];

export const fixOf = (driverId: string, position: object = HANGZHOU): object => ({
  ...{ driverId, position: { ...position }, source: 'phone', observedAtMs: Date.now() },
});

/** Registered, on duty, and seen at a place; as the back end of his app would do it. */
export async function aDriverOverNats(
  over: OverNats,
  gateway: NatsConnection,
  { driverId, position = HANGZHOU }: { driverId: string; position?: object },
): Promise<Caller> {
  const himself = asDriver(driverId);
  await over.ask(gateway, ['service', 'svc-1'], 'driver.register', { driverId, ...aTruck() });
  for (const purpose of ['profile', 'location']) {
    await over.ask(gateway, himself, 'driver.consent', { driverId, purpose, ...CONSENT });
  }
  await over.ask(gateway, himself, 'driver.duty', { driverId, onDuty: true });
  await over.ask(gateway, himself, 'position.report', { fixes: [fixOf(driverId, position)] });
  return himself;
}
