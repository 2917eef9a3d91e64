import { defaultPolicy, type Policy } from '#libs/matcher';
import type { BodyType, PastOutcome, PositionFix, RegisterDriver } from '#libs/contracts';
import { inParallel, type Ask } from '../caller.js';
import type { Scale } from '../scale.js';
import { Seeded } from '../seeded.js';
import type { Stack } from '../stack.js';

export type City = { readonly code: string; readonly lat: number; readonly lng: number };

/**
 * Hangzhou, Shanghai and Suzhou: a dense market, where a decision is cut by number, not by reach.
 */
export const CITIES: readonly [City, City, City] = [
  { code: '3301', lat: 30.25, lng: 120.15 },
  { code: '3100', lat: 31.23, lng: 121.47 },
  { code: '3205', lat: 31.3, lng: 120.6 },
];
const SPREAD_DEGREES = 0.15;
const AT_ONCE = 8;
const BATCH = 1_000;
const OUTCOMES_A_DRIVER = 2;
const DAY_MS = 86_400_000;
/** Longer than a round takes: nothing but what was posted is to be decided in it. */
export const COLLECT_MS = 600_000;

export type Truck = {
  readonly driverId: string;
  readonly body: BodyType;
  readonly lat: number;
  readonly lng: number;
};

/**
 * Two of three can carry the bench's orders; the others are refused for their bodies, and recorded.
 */
export function fleetOf({ seed, drivers }: Scale): Truck[] {
  const seeded = new Seeded(seed);
  return Array.from({ length: drivers }, (_, index) => {
    const city = seeded.oneOf(CITIES);
    return {
      driverId: `drv-${String(index).padStart(6, '0')}`,
      body: seeded.oneOf(['box', 'box', 'wing', 'box', 'flatbed', 'box'] as const),
      lat: round6(seeded.around(city.lat, SPREAD_DEGREES)),
      lng: round6(seeded.around(city.lng, SPREAD_DEGREES)),
    };
  });
}

export const canCarry = ({ body }: Truck): boolean => body === 'box';

/** As the registering service, the drivers' apps and the terminals in the trucks make it. */
export async function enlist(
  fleet: readonly Truck[],
  { stack, ask, say }: { stack: Stack; ask: Ask; say: (line: string) => void },
): Promise<void> {
  const service = await stack.bearer('service', 'registry');
  let enlisted = 0;
  await inParallel(fleet, AT_ONCE, async (truck) => {
    const path = `/v1/drivers/${truck.driverId}`;
    const driver = await stack.bearer('driver', truck.driverId);
    await ask('PUT', path, service, registration(truck));
    await ask('PUT', `${path}/consents/location`, driver, CONSENT);
    await ask('PUT', `${path}/consents/profile`, driver, CONSENT);
    await ask('PUT', `${path}/duty`, driver, { onDuty: true });
    if (++enlisted % 1_000 === 0) say(`${enlisted} of ${fleet.length} drivers on duty`);
  });
  await inBatches(fleet.flatMap(pastOf), (outcomes) =>
    ask('POST', '/v1/outcomes', service, { outcomes }),
  );
}

/** Positions age, and a stale one refuses its driver: so they come again before every round. */
export async function reportPositions(
  fleet: readonly Truck[],
  { stack, ask }: { stack: Stack; ask: Ask },
): Promise<void> {
  const service = await stack.bearer('service', 'terminals');
  const observedAtMs = Date.now();
  await inBatches(
    fleet.map(({ driverId, lat, lng }): PositionFix => ({
      driverId,
      position: { lat, lng, coordinateSystem: 'wgs84' },
      source: 'phone',
      observedAtMs,
    })),
    (fixes) => ask('POST', '/v1/positions', service, { fixes }),
  );
}

/**
 * The default policy; each order is recommended once, so that what is counted is what was posted.
 */
export const benchPolicy = ({ candidates }: Scale): Policy => ({
  ...defaultPolicy,
  name: 'bench',
  // Grabs follow at once, whoever grabs.
  visibility: { stepsMs: [[1, 0]], othersMs: 0 },
  windows: { ...defaultPolicy.windows, collectMs: COLLECT_MS, recommendEveryMs: 3_600_000 },
  limits: {
    ...defaultPolicy.limits,
    evaluatedMax: candidates,
    recommendedMax: Math.min(candidates, defaultPolicy.limits.recommendedMax),
  },
});

const CONSENT = { granted: true, textVersion: '2026-11' };

const registration = ({ body }: Truck): Omit<RegisterDriver, 'driverId'> => ({
  vehicle: {
    body,
    lengthMillimeters: 9_600,
    widthMillimeters: 2_400,
    heightMillimeters: 2_600,
    grossKilograms: 25_000,
    axles: 3,
    capacity: { kilograms: 15_000, litres: 55_000, vehicleSlots: 0 },
  },
  qualifications: [],
  crew: { size: 1, coDriverId: null },
  cityCode: CITIES[0].code,
});

const pastOf = ({ driverId }: Truck, index: number): PastOutcome[] =>
  Array.from({ length: OUTCOMES_A_DRIVER }, (_, past) => ({
    outcomeId: `past-${driverId}-${past}`,
    driverId,
    kind: 'completed',
    onTime: (index + past) % 5 !== 0,
    fromCityCode: CITIES[0].code,
    toCityCode: CITIES[1].code,
    shipperId: 'shp-bench',
    atMs: Date.now() - (past + 1) * 10 * DAY_MS,
  }));

async function inBatches<T>(
  items: readonly T[],
  send: (batch: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < items.length; from += BATCH)
    await send(items.slice(from, from + BATCH));
}

const round6 = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
