import { generateKeyPairSync } from 'node:crypto';
import {
  signerOf,
  signingKey,
  type DecisionRecord,
  type DriverRow,
  type Signer,
} from '#libs/explanations';
import type { Driver, Fix } from '../model/driver.js';
import type { Order, Stop } from '../model/order.js';
import type { Database } from './database.js';
import type { OutboxEvent } from './outbox.js';
import type { Outcome } from './outcomes.js';

/** A plain moment that every sample starts from; the rules move it by hand. */
export const START_MS = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

const stop = (lat: number, lng: number, cityCode: string): Stop => ({
  lat,
  lng,
  given: { lat: lat + 0.002, lng: lng + 0.0045, coordinateSystem: 'gcj02' },
  cityCode,
  window: { fromMs: START_MS + HOUR_MS, untilMs: START_MS + 5 * HOUR_MS },
});

export const anOrder = (orderId: string, over: Partial<Order> = {}): Order => ({
  orderId,
  version: 1,
  status: 'open',
  shipperId: 'shipper-1',
  loading: stop(31.2304, 121.4737, '3101'),
  unloading: stop(30.2741, 120.1551, '3301'),
  load: { kilograms: 8_000, litres: 30_000, vehicleSlots: 0 },
  bodyTypes: ['high_rail', 'flatbed'],
  minLengthMillimeters: 6_800,
  cargoKind: 'general',
  handling: 'none',
  qualifications: [],
  valueFen: 5_000_000,
  freightFen: 250_000,
  depositFen: 20_000,
  mode: 'grab_then_award',
  confirmation: 'at_once',
  documents: {},
  policyHash: 'sha256:policy',
  round: 1,
  collectUntilMs: START_MS + 5_000,
  tieSeed: 'ab'.repeat(32),
  tieSeedHash: 'cd'.repeat(32),
  postedAtMs: START_MS,
  expiresAtMs: START_MS + 5 * HOUR_MS,
  updatedAtMs: START_MS,
  releases: 0,
  driverId: null,
  awardedBy: null,
  loadingStartedAtMs: null,
  closedBecause: null,
  ...over,
});

export const aDriver = (driverId: string, over: Partial<Driver> = {}): Driver => ({
  driverId,
  version: 1,
  carrierId: null,
  vehicle: {
    body: 'high_rail',
    lengthMillimeters: 9_600,
    widthMillimeters: 2_400,
    heightMillimeters: 2_700,
    grossKilograms: 25_000,
    axles: 3,
    capacity: { kilograms: 18_000, litres: 55_000, vehicleSlots: 0 },
  },
  qualifications: [],
  crew: { size: 1, coDriverId: null },
  homeCityCode: '3401',
  cityCode: '3101',
  onDuty: true,
  freeSinceMs: START_MS,
  consents: {
    location: 'terms-1',
    trip_track: null,
    profile: 'terms-1',
    vehicle_terminal: 'terms-1',
  },
  manualPlace: null,
  profileVersion: 0,
  registeredAtMs: START_MS,
  ...over,
});

export type DriverFix = Fix & { readonly driverId: string; readonly cell: string };

export const aFix = (driverId: string, over: Partial<DriverFix> = {}): DriverFix => ({
  driverId,
  lat: 31.1,
  lng: 121.3,
  given: { lat: 31.1, lng: 121.3, coordinateSystem: 'wgs84' },
  source: 'phone',
  observedAtMs: START_MS,
  cell: '86309a597ffffff',
  ...over,
});

export const aRankedRow = (driverId: string, over: Partial<DriverRow> = {}): DriverRow => ({
  driverId,
  role: 'WON',
  rank: 1,
  total: 7 * 900 + 3 * 450,
  refusal: null,
  candidate: null,
  parts: [
    { factor: 'pickup_distance', weight: 7, points: 900, facts: { pickupMeters: 1_200 } },
    { factor: 'waiting', weight: 3, points: 450, facts: { waitingSeconds: 600 } },
  ],
  ...over,
});

export const aRefusedRow = (driverId: string): DriverRow => ({
  driverId,
  role: 'REFUSED',
  rank: null,
  total: null,
  refusal: { reason: 'length', value: 4_200, threshold: 6_800 },
  candidate: null,
  parts: [],
});

export const aRecord = (
  decisionId: string,
  orderId: string,
  over: Partial<DecisionRecord> = {},
): DecisionRecord => ({
  decisionId,
  kind: 'award',
  orderId,
  orderVersion: 1,
  round: 1,
  decidedAtMs: START_MS,
  policyHash: 'sha256:policy',
  engineVersion: '1.0.0',
  decidedByHuman: null,
  winner: over.drivers?.find(({ role }) => role === 'WON')?.driverId ?? null,
  cutoffTotal: 7_650,
  bundle: {
    schema: 'paidan.decision/1',
    purpose: 'award',
    order: {
      orderId,
      orderVersion: 1,
      shipperId: 'shipper-1',
      fromCityCode: '3101',
      toCityCode: '3301',
      laneMeters: 164_000,
      loadingWindow: { fromMs: START_MS, untilMs: START_MS + HOUR_MS },
      load: { kilograms: 8_000, litres: 30_000, vehicleSlots: 0 },
      bodyTypes: ['high_rail'],
      minLengthMillimeters: 6_800,
      cargoKind: 'general',
      qualifications: [],
      mode: 'grab_then_award',
      postedAtMs: START_MS,
    },
    search: {
      onDuty: 2,
      reachMeters: 100_000,
      rings: 3,
      cells: 37,
      found: 2,
      evaluated: 2,
      endedBy: 'reach',
      provenMeters: 100_000,
    },
    funnel: { onDuty: 2, found: 2, evaluated: 2, refused: { length: 1 }, ranked: 1, grabbed: 1 },
    decidedBy: 'total',
    tieSeedHash: 'cd'.repeat(32),
    tieSeed: 'ab'.repeat(32),
    cause: null,
  },
  drivers: [],
  ...over,
});

export const anOutcome = (outcomeId: string, over: Partial<Outcome> = {}): Outcome => ({
  outcomeId,
  driverId: 'd1',
  kind: 'completed',
  onTime: true,
  fromCityCode: '3101',
  toCityCode: '3301',
  shipperId: 'shipper-1',
  atMs: START_MS,
  origin: 'imported',
  orderId: null,
  ...over,
});

export const anEvent = (id: string, over: Partial<OutboxEvent> = {}): OutboxEvent => ({
  id,
  type: 'order.posted',
  key: 'o1',
  atMs: START_MS,
  data: { orderId: 'o1' },
  requestId: null,
  ...over,
});

/** With a key of its own each time. */
export function aSigner(origin: string): Signer {
  const { privateKey } = generateKeyPairSync('ed25519');
  return signerOf(origin, signingKey(String(privateKey.export({ format: 'pem', type: 'pkcs8' }))));
}

/** Orders `o1`… and drivers `d1`…, stored. */
export async function stored(
  database: Database,
  { orders = [], drivers = [] }: { orders?: readonly Order[]; drivers?: readonly Driver[] },
): Promise<void> {
  await database.transact(async (tx) => {
    for (const driver of drivers) await tx.drivers.register(driver);
    for (const order of orders) await tx.orders.insert(order);
  });
}

/** Claims, records and hands over, the way an award does; false when the truck was taken. */
export async function awarded(
  database: Database,
  order: Order,
  driverId: string,
  driverVersion = 1,
  aboard: readonly string[] = [],
): Promise<boolean> {
  const { orderId } = order;
  const decisionId = `award-of-${orderId}-to-${driverId}`;
  return database.transact(async (tx) => {
    const claim = { orderId, driverId, driverVersion, aboard, decisionId, atMs: START_MS };
    if (!(await tx.ledger.claim(claim))) return false;
    await tx.ledger.record(aRecord(decisionId, orderId, { drivers: [aRankedRow(driverId)] }));
    return tx.orders.update({
      ...order,
      version: order.version + 1,
      status: 'confirmed',
      driverId,
      awardedBy: decisionId,
    });
  });
}
