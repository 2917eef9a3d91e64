import type { Candidate, OrderFacts, ProfileFacts, World } from '../src/domain.js';
import type { Policy } from '../src/policy.js';
import { defaultPolicy } from '../src/default-policy.js';

/** One ordinary case that fits, to be changed in one place at a time. */
export const NOW_MS = 1_750_000_000_000;
const HOUR_MS = 3_600_000;

export const order = (over: Partial<OrderFacts> = {}): OrderFacts => ({
  orderId: 'order-1',
  orderVersion: 1,
  shipperId: 'shipper-1',
  fromCityCode: '3201',
  toCityCode: '3101',
  laneMeters: 300_000,
  loadingWindow: { fromMs: NOW_MS + HOUR_MS, untilMs: NOW_MS + 4 * HOUR_MS },
  load: { kilograms: 9000, litres: 30_000, vehicleSlots: 0 },
  bodyTypes: ['flatbed'],
  minLengthMillimeters: 9600,
  cargoKind: 'general',
  qualifications: [],
  mode: 'grab_then_award',
  postedAtMs: NOW_MS,
  ...over,
});

export const past = (over: Partial<ProfileFacts> = {}): ProfileFacts => ({
  attemptedMilli: 0,
  completedMilli: 0,
  timedMilli: 0,
  onTimeMilli: 0,
  laneMilli: 0,
  togetherMilli: 0,
  ...over,
});

export const candidate = (driverId: string, over: Partial<Candidate> = {}): Candidate => ({
  driverId,
  body: 'flatbed',
  lengthMillimeters: 13_000,
  freeLoad: { kilograms: 18_000, litres: 60_000, vehicleSlots: 0 },
  activeOrders: 0,
  qualifications: [],
  place: { source: 'position', pickupMeters: 10_000, ageSeconds: 60, cell: '8630a1b07ffffff' },
  consents: { location: '2026-01', profile: '2026-01' },
  profile: past(),
  waitingSeconds: 0,
  gaveBack: null,
  grabSequence: 1,
  ticket: 'aa',
  ...over,
});

export const world = (
  candidates: readonly Candidate[],
  over: Partial<World<Policy>> = {},
): World<Policy> => ({
  nowMs: NOW_MS,
  purpose: 'award',
  policy: defaultPolicy,
  search: {
    onDuty: 2000,
    reachMeters: 300_000,
    rings: 4,
    cells: 61,
    found: candidates.length,
    evaluated: candidates.length,
    endedBy: 'reach',
    provenMeters: 300_000,
  },
  candidates,
  ...over,
});
