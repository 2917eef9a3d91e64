import { defaultPolicy } from '#libs/matcher';
import type { DriverExplanation } from '../src/driver/driver-view.js';
import { explainToDriver } from '../src/driver/explain-to-driver.js';
import { policyHash } from '../src/digest.js';
import { cancellationRecord } from '../src/kinds/cancellation.js';
import { profileChangeRecord, type ChangedProfile } from '../src/kinds/profile-change-record.js';
import { aboutOf, factsOf, type CountedOutcome } from '../src/kinds/profile-sums.js';
import { releaseRecord } from '../src/kinds/release.js';
import type { ProfileCause, ReleaseCause } from '../src/consequence.js';
import type { DecisionRecord, JudgedRecord } from '../src/record.js';
import { candidate, NOW_MS, order, recorded, standing, world } from './sample.js';
import { heldRound } from './rounds.js';

// A decision of every kind, with a driver in every role it has.

const DAY_MS = 86_400_000;
const hash = policyHash(defaultPolicy);
const policy = {
  ...defaultPolicy,
  limits: { ...defaultPolicy.limits, recommendedMax: 1 },
};

const near = candidate('ann', { place: { ...candidate('').place, pickupMeters: 1_000 } });
const far = candidate('bo', { grabSequence: 2 });
const weak = candidate('cy', { freeLoad: { kilograms: 8_000, litres: 60_000, vehicleSlots: 0 } });

export const outcome = (over: Partial<CountedOutcome> = {}): CountedOutcome => ({
  outcomeId: 'out-1',
  orderId: 'order-1',
  kind: 'completed',
  onTime: true,
  fromCityCode: '3201',
  toCityCode: '3101',
  shipperId: 'shipper-1',
  atMs: NOW_MS,
  ...over,
});

/** What his past was, to which `added` comes and from which `removed` goes. */
export function profileChange(
  because: ProfileCause,
  change: {
    readonly past?: readonly CountedOutcome[];
    readonly added?: readonly CountedOutcome[];
    readonly removed?: readonly CountedOutcome[];
    readonly off?: boolean;
  },
): DecisionRecord {
  const { past = [], added = [], removed = [], off = false } = change;
  const about = aboutOf([...added, ...removed]);
  const driver: ChangedProfile = {
    driverId: 'ann',
    body: 'flatbed',
    consent: off ? null : '2026-02',
    added,
    removed,
    before: off ? null : factsOf(past, about, { nowMs: NOW_MS, policy: defaultPolicy }),
  };
  return profileChangeRecord({
    decisionId: 'decision-3',
    order: because === 'imported' ? null : { facts: order(), round: 1 },
    decidedAtMs: NOW_MS,
    policy: defaultPolicy,
    policyHash: hash,
    decidedByHuman: because === 'corrected' ? 'reviewer-1' : null,
    because,
    drivers: [driver],
  });
}

const released = (cause: ReleaseCause): DecisionRecord =>
  releaseRecord({
    ...{ decisionId: 'decision-2', driverId: 'ann', cause, order: order(), round: 1 },
    ...{ decidedAtMs: NOW_MS, policyHash: hash, waitedMs: 61_000 },
    confirmMs: defaultPolicy.windows.confirmMs,
  });

const cancelled = (by: 'shipper' | 'operator' | 'system'): DecisionRecord =>
  cancellationRecord({
    ...{ decisionId: 'decision-4', order: order(), round: 1, decidedAtMs: NOW_MS, by },
    policyHash: hash,
    decidedByHuman: by === 'operator' ? 'operator-7' : null,
    drivers: [
      { driverId: 'ann', took: 'order', hadMs: 3_600_000 },
      { driverId: 'bo', took: 'grab', hadMs: 4_250 },
    ],
  });

const three = world([near, far, weak]);
const offered = order({ mode: 'offer', offerReachMeters: 50_000 });
const batch = world([near, far, weak, candidate('di'), candidate('ed')], { purpose: 'recommend' });
const lapsed = candidate('cy', { offer: { state: 'lapsed', sinceSeconds: 61 } });
const answered = candidate('di', {
  offer: { state: 'declined', sinceSeconds: 9 },
  grabSequence: null,
});
const still = candidate('ed', { offer: { state: 'open', sinceSeconds: 0 }, grabSequence: null });
const old = outcome({ outcomeId: 'out-0', atMs: NOW_MS - 400 * DAY_MS });
const late = outcome({ outcomeId: 'out-2', onTime: false });
const past = [outcome({ outcomeId: 'out-8' }), outcome({ outcomeId: 'out-9', shipperId: 's-2' })];

/** Ann is first for both, and the second order knows nobody else; who is left serves the first. */
const twoOrders = [
  {
    order: order({ orderId: 'order-1', mode: 'round' }),
    world: world([near, far, weak], { purpose: 'recommend' }),
  },
  {
    order: order({ orderId: 'order-2', mode: 'round' }),
    world: world([near], { purpose: 'recommend' }),
  },
] as const;
/** Two alike for one order, and one order too many for whoever is there. */
const alike = [
  {
    order: order({ orderId: 'order-1', mode: 'round' }),
    world: world([candidate('ann'), candidate('bo')], { purpose: 'recommend' }),
  },
] as const;
const tooMany = twoOrders.map((each) => ({
  ...each,
  world: world([near], { purpose: 'recommend' }),
}));

const together = (what: string, records: readonly JudgedRecord[]) =>
  records.map((record, at) => [`${what}, order ${at + 1}`, record] as const);
export const TOGETHER = [
  ...together('two orders given out together', heldRound(twoOrders)),
  ...together('two given out as they come', heldRound(twoOrders, { stepsMax: 0 })),
  ...together('one for which two are alike', heldRound(alike)),
  ...together('more orders than trucks', heldRound(tooMany)),
];

export const RECORDS: readonly (readonly [string, DecisionRecord])[] = [
  ['an award', recorded(order(), three)],
  ['an award by lot', recorded(order(), world([candidate('ann'), candidate('bo')]))],
  ['an award to the first', recorded(order({ mode: 'first_wins' }), three)],
  [
    'a recommendation',
    recorded(order(), world([near, far, weak], { purpose: 'recommend', policy })),
  ],
  ['a batch of offers', recorded(offered, batch)],
  ['a batch later on', recorded(offered, { ...batch, candidates: [near, far, lapsed] })],
  ['an acceptance', recorded(offered, world([far, answered, still]))],
  ...TOGETHER,
  ['a round without a winner', recorded(order(), world([weak]), { kind: 'no_award' })],
  ['a round whose winner was taken', recorded(order(), three, { kind: 'no_award' })],
  ['an expiry', recorded(order(), three, { kind: 'expiry' })],
  [
    'an assignment by hand to another',
    recorded(order(), three, { kind: 'manual_assignment', assigned: 'bo', decidedByHuman: 'op-1' }),
  ],
  [
    'an assignment by hand',
    recorded(order(), three, { kind: 'manual_assignment', assigned: 'cy', decidedByHuman: 'op-1' }),
  ],
  ['a release not confirmed', released('not_confirmed')],
  ['a release by the driver', released('driver_cancelled')],
  ['a cancellation by the shipper', cancelled('shipper')],
  ['a cancellation by staff', cancelled('operator')],
  ['a cancellation by the system', cancelled('system')],
  ['a completion', profileChange('completed', { past, added: [outcome()] })],
  ['a late completion', profileChange('completed', { past, added: [late] })],
  [
    'a cancel of his own',
    profileChange('driver_cancelled', {
      past,
      added: [outcome({ kind: 'driver_cancelled', onTime: null })],
    }),
  ],
  ['an import', profileChange('imported', { added: [outcome(), late] })],
  ['an import of what is too old', profileChange('imported', { past, added: [old] })],
  ['a correction', profileChange('corrected', { past: [...past, late], removed: [late] })],
  ['a rating by default', profileChange('rating_defaulted', { past })],
  ['an event with the profile off', profileChange('completed', { added: [outcome()], off: true })],
];

export const policyOf = ({ kind }: DecisionRecord) =>
  kind === 'recommendation' ? policy : defaultPolicy;

export function told(record: DecisionRecord): DriverExplanation[] {
  const { drivers, bundle, ...header } = record;
  return drivers.map((row) =>
    explainToDriver({ header, bundle, row, policy: policyOf(record), standing }),
  );
}
