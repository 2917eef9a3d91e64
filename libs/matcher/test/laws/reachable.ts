import assert from 'node:assert/strict';
import type { Candidate, OrderFacts, World } from '../../src/domain.js';
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
  gave_back_before: { driver: { gaveBack: 'driver_cancelled' } },
  offer_lapsed: {
    driver: { offer: { state: 'lapsed', sinceSeconds: 0 } },
    of: { mode: 'offer' },
    purpose: 'recommend',
  },
  body_type: { driver: { body: 'tank' } },
  length: { driver: { lengthMillimeters: 4200 } },
  weight: needing({ kilograms: 18_001 }),
  volume: needing({ litres: 60_001 }),
  vehicle_slots: needing({ vehicleSlots: 1 }),
  qualification: { of: { qualifications: ['oversize'] } },
  cannot_arrive: { of: { loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 1000 } } },
  beyond_reach: {
    driver: { place: { ...place, pickupMeters: 300_001 } },
    of: { loadingWindow: inAYear },
  },
  position_too_old: { driver: { place: { ...place, ageSeconds: 901 } } },
  did_not_grab: { driver: { grabSequence: null } },
  not_offered: { driver: { grabSequence: null }, of: { mode: 'offer' } },
  did_not_accept: {
    driver: { grabSequence: null, offer: { state: 'open', sinceSeconds: 0 } },
    of: { mode: 'offer' },
  },
};
