import assert from 'node:assert/strict';
import type { AboardFacts, Candidate, DrivingFacts, OrderFacts, World } from '../../src/domain.js';
import type { CargoKind } from '../../src/vocabulary.js';
import type { Decide } from '../../src/decide.js';
import { defaultPolicy } from '../../src/default-policy.js';
import { REFUSALS, type RefusalReason } from '../../src/decision.js';
import { candidate, NOW_MS, order, world } from '../sample.js';

/**
 * One fault each in a case that fits otherwise. A reason no driver can meet would be a dead
 * promise.
 */
export function refusalsAreReachable(decide: Decide): void {
  const met = REFUSALS.map((reason) => {
    const { driver = {}, of = {}, purpose = 'award' } = faults[reason];
    const decision = decide(order(of), world([candidate('d', driver)], { policy, purpose }));
    return decision.refused[0]?.reason;
  });
  assert.deepEqual(met, REFUSALS);
  assert.equal(decide(order(), world([candidate('d')], { policy })).winner, 'd');
}

const policy = {
  ...defaultPolicy,
  reach: { ...defaultPolicy.reach, locationRequired: ['first_wins' as const] },
};

const place = candidate('d').place;
const inAYear = { fromMs: NOW_MS, untilMs: NOW_MS + 365 * 86_400_000 };
const needing = (over: Partial<OrderFacts['load']>) => ({
  of: { load: { kilograms: 0, litres: 0, vehicleSlots: 0, ...over } },
});

/** One order that may ride with others, to be unloaded at the other end of the truck. */
const carrying = (
  cargoKind: CargoKind,
  { untilMs = NOW_MS + 86_400_000, awayMeters = 20_000 } = {},
): AboardFacts => ({
  orders: [
    {
      orderId: 'order-0',
      shared: true,
      cargoKind,
      load: { kilograms: 100, litres: 100, vehicleSlots: 0 },
      loading: null,
      unloading: { fromMs: NOW_MS, untilMs },
    },
  ],
  meters: [[awayMeters / 2], [0, awayMeters], [0, 300_000 + awayMeters, 300_000]],
});
const sharing = (cargoKind: CargoKind) => ({ shared: true as const, cargoKind });
const driven: DrivingFacts = { crew: 1, todaySeconds: 0, sinceRestSeconds: 0, origin: 'trips' };

type Fault = {
  driver?: Partial<Candidate>;
  of?: Partial<OrderFacts>;
  purpose?: World<unknown>['purpose'];
};

const faults: Record<RefusalReason, Fault> = {
  busy: { driver: { activeOrders: 1 } },
  consent_missing: {
    driver: { place: { ...place, source: 'manual', ageSeconds: 0 } },
    of: { mode: 'first_wins' },
  },
  blocked_pair: { driver: { blocked: 'between' } },
  gave_back_before: { driver: { gaveBack: 'driver_cancelled' } },
  offer_lapsed: {
    driver: { offer: { state: 'lapsed', sinceSeconds: 0 } },
    of: { mode: 'offer' },
    purpose: 'recommend',
  },
  declined_before: {
    driver: { declined: { reason: 'price', agoSeconds: 0, termsChanged: false } },
  },
  body_type: { driver: { body: 'tank' } },
  length: { driver: { lengthMillimeters: 4200 } },
  weight: needing({ kilograms: 18_001 }),
  volume: needing({ litres: 60_001 }),
  vehicle_slots: needing({ vehicleSlots: 1 }),
  qualification: { of: { qualifications: ['oversize'] } },
  cargo_incompatible: { driver: { aboard: carrying('chemicals') }, of: sharing('food') },
  cannot_arrive: { of: { loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 1000 } } },
  late_together: {
    driver: { aboard: carrying('general', { untilMs: NOW_MS + 600_000 }) },
    of: { ...sharing('general'), loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 1_000_000 } },
  },
  detour_too_long: {
    driver: {
      aboard: carrying('general', { awayMeters: 180_000 }),
      place: { ...place, pickupMeters: 80_000 },
    },
    of: { ...sharing('general'), loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 9_000_000 } },
  },
  driving_time: {
    driver: { driving: { ...driven, todaySeconds: 28_800 } },
    of: { loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 1_800_000 } },
  },
  driving_time_unloading: {
    driver: { driving: { ...driven, todaySeconds: 28_000 } },
    of: {
      loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 3_600_000 },
      unloadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 32_000_000 },
    },
  },
  beyond_reach: {
    driver: { place: { ...place, pickupMeters: 300_001 } },
    of: { loadingWindow: inAYear },
  },
  position_too_old: { driver: { place: { ...place, ageSeconds: 901 } } },
  offer_cap: { driver: { openOffers: 3 } },
  did_not_grab: { driver: { grabSequence: null } },
  not_offered: { driver: { grabSequence: null }, of: { mode: 'offer' } },
  did_not_accept: {
    driver: { grabSequence: null, offer: { state: 'open', sinceSeconds: 0 } },
    of: { mode: 'offer' },
  },
};
