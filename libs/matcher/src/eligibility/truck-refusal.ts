import type { Candidate, OrderFacts } from '../domain.js';
import type { Policy } from '../policy.js';
import type { Refusal, RefusalReason } from '../decision.js';
import { refusalsOf } from './eligibility.js';

/** What a search may turn a truck away by before anybody is judged: what is true wherever it is. */
export const TRUCK_REFUSALS = [
  'body_type',
  'length',
  'weight',
  'volume',
  'vehicle_slots',
  'qualification',
] as const satisfies readonly RefusalReason[];

export type Truck = Pick<Candidate, 'body' | 'lengthMillimeters' | 'freeLoad' | 'qualifications'>;

/** The first of the truck's own refusals, by the rules that refuse in a decision, or null. */
export function truckRefusal(
  { body, lengthMillimeters, freeLoad, qualifications }: Truck,
  order: OrderFacts,
  policy: Policy,
): Refusal | null {
  const anywhere: Candidate = {
    driverId: '',
    activeOrders: 0,
    place: { source: 'manual', pickupMeters: 0, ageSeconds: 0, cell: null },
    consents: { location: null, profile: null },
    profile: null,
    waitingSeconds: 0,
    gaveBack: null,
    grabSequence: null,
    ticket: '',
    body,
    lengthMillimeters,
    freeLoad,
    qualifications,
  };
  const at = { nowMs: order.postedAtMs, purpose: 'recommend', policy } as const;
  const own = refusalsOf(anywhere, order, at);
  return own.find(({ reason }) => TRUCK_REFUSALS.some((each) => each === reason)) ?? null;
}
