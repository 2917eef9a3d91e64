import type { RegisterDriver } from '#libs/contracts';
import { aTruck, HANGZHOU } from './freight.js';
import type { TestService } from './service.js';

export const CONSENT = { granted: true, textVersion: '2026-11' } as const;

/** Many at a time, but not all at once. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** A fleet on duty around one place, each a little farther out; positions come in one batch. */
export async function aFleet(
  service: TestService,
  prefix: string,
  size: number,
  truck: Partial<RegisterDriver> = {},
): Promise<string[]> {
  const driverIds = Array.from({ length: size }, (_, index) => `${prefix}-${index}`);
  const registry = service.as('service', 'registry');
  await inParallel(driverIds, 8, async (driverId) => {
    const driver = service.as('driver', driverId);
    await registry.ok('PUT', `/v1/drivers/${driverId}`, aTruck(truck));
    await driver.ok('PUT', `/v1/drivers/${driverId}/consents/location`, CONSENT);
    await driver.ok('PUT', `/v1/drivers/${driverId}/duty`, { onDuty: true });
  });
  const fixes = driverIds.map((driverId, index) => ({
    driverId,
    position: { ...HANGZHOU, lat: HANGZHOU.lat + (index % 50) / 500 },
    source: 'phone',
    observedAtMs: Date.now(),
  }));
  await service.as('service', 'terminals').ok('POST', '/v1/positions', { fixes });
  return driverIds;
}
