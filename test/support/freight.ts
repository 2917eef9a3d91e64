import { defaultPolicy, type Policy } from '#libs/matcher';
import type { OrderView, PostOrder, RegisterDriver } from '#libs/contracts';
import type { TestService } from './service.js';

const HOUR_MS = 3_600_000;

/** West Lake, Hangzhou. */
export const HANGZHOU = { lat: 30.25, lng: 120.15, coordinateSystem: 'wgs84' } as const;
export const SHANGHAI = { lat: 31.23, lng: 121.47, coordinateSystem: 'wgs84' } as const;

export const at = (fromNowMs: number): string => new Date(Date.now() + fromNowMs).toISOString();

/** An order that a 9.6 m box truck near Hangzhou can serve. */
export const anOrder = (over: Partial<PostOrder> = {}): PostOrder => ({
  loading: { position: { ...HANGZHOU }, window: { from: at(HOUR_MS), until: at(8 * HOUR_MS) } },
  unloading: {
    position: { ...SHANGHAI },
    window: { from: at(2 * HOUR_MS), until: at(24 * HOUR_MS) },
  },
  load: { kilograms: 8_000, litres: 32_000, vehicleSlots: 0 },
  bodyTypes: ['box'],
  minLengthMillimeters: 9_600,
  cargoKind: 'general',
  handling: 'none',
  qualifications: [],
  valueFen: 12_000_000,
  freightFen: 168_000,
  depositFen: 0,
  mode: 'grab_then_award',
  confirmation: 'at_once',
  ...over,
});

export const aTruck = (over: Partial<RegisterDriver> = {}): Omit<RegisterDriver, 'driverId'> => ({
  vehicle: {
    body: 'box',
    lengthMillimeters: 9_600,
    widthMillimeters: 2_400,
    heightMillimeters: 2_600,
    grossKilograms: 25_000,
    axles: 3,
    capacity: { kilograms: 15_000, litres: 55_000, vehicleSlots: 0 },
  },
  qualifications: [],
  crew: { size: 1, coDriverId: null },
  cityCode: '3301',
  ...over,
});

export type DriverOptions = {
  readonly truck?: Partial<RegisterDriver>;
  /** Null for a driver who shares no location. */
  readonly position?: { readonly lat: number; readonly lng: number } | null;
  readonly profile?: boolean;
  readonly onDuty?: boolean;
};

/** A driver as the registering service, his app and his telephone make him. */
export async function aDriver(
  service: TestService,
  driverId: string,
  { truck = {}, position = HANGZHOU, profile = true, onDuty = true }: DriverOptions = {},
): Promise<void> {
  const driver = service.as('driver', driverId);
  const path = `/v1/drivers/${driverId}`;
  await service.as('service', 'registry').ok('PUT', path, aTruck(truck));
  if (profile) await driver.ok('PUT', `${path}/consents/profile`, CONSENT);
  if (position !== null) await driver.ok('PUT', `${path}/consents/location`, CONSENT);
  if (onDuty) await driver.ok('PUT', `${path}/duty`, { onDuty: true });
  if (position !== null) await moveTo(service, driverId, position);
}

const CONSENT = { granted: true, textVersion: '2026-11' };

export async function moveTo(
  service: TestService,
  driverId: string,
  { lat, lng }: { lat: number; lng: number },
): Promise<void> {
  await service.as('driver', driverId).ok('POST', '/v1/positions', {
    fixes: [
      {
        driverId,
        position: { lat, lng, coordinateSystem: 'wgs84' },
        source: 'phone',
        observedAtMs: Date.now(),
      },
    ],
  });
}

export const post = (
  service: TestService,
  over: Partial<PostOrder> = {},
  shipperId = 'shp-1',
): Promise<OrderView> =>
  service.as('shipper', shipperId).ok<OrderView>('POST', '/v1/orders', anOrder(over));

/** Puts a policy in force for orders posted from now on. */
export async function putInForce(service: TestService, change: Partial<Policy>): Promise<string> {
  const policy = { ...defaultPolicy, ...change };
  const { hash } = await service
    .as('operator', 'opr-1')
    .ok<{ hash: string }>('POST', '/v1/policies', { policy, activate: true });
  return hash;
}

/** Windows short enough for a test that waits for them. */
export const shortWindows = (over: Partial<Policy['windows']> = {}): Partial<Policy> => ({
  name: 'paidan-test',
  // An order is shown to everyone at once, unless who sees it when is what a test is about.
  visibility: { stepsMs: [[1, 0]], othersMs: 0 },
  windows: {
    ...defaultPolicy.windows,
    collectMs: 1_000,
    recommendEveryMs: 1_000,
    confirmMs: 1_500,
    ratingMs: 1_500,
    ...over,
  },
});
