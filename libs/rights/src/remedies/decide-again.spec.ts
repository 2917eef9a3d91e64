import type { Outcome } from '#libs/dispatch';
import { isJudged, recordOf, type DecisionRecord } from '#libs/explanations';
import { decide, defaultPolicy, type Candidate, type ProfileFacts } from '#libs/matcher';
import { dayOf, profileFacts, profileOf } from '#libs/profiles';
import { aRecord, anOutcome } from '../../../dispatch/src/ports/samples.contract.js';
import { decideAgain } from './decide-again.js';

const NOW_MS = 1_800_000_000_000;
const DAY_MS = 86_400_000;
const { order } = aRecord('x', 'o1').bundle;
const { halfLifeDays, windowDays } = defaultPolicy.profile;

/** As it was measured then: a sum over what was known of him. */
const profileFrom = (outcomes: readonly Outcome[]): ProfileFacts => {
  if (order === null) throw new Error('the sample has an order');
  const moment = { day: dayOf(NOW_MS), halfLifeDays, windowDays };
  return profileFacts(profileOf(outcomes, moment), order);
};

const candidate = (driverId: string, outcomes: readonly Outcome[]): Candidate => ({
  driverId,
  body: 'high_rail',
  lengthMillimeters: 9_600,
  freeLoad: { kilograms: 18_000, litres: 55_000, vehicleSlots: 0 },
  activeOrders: 0,
  qualifications: [],
  place: { source: 'position', pickupMeters: 5_000, ageSeconds: 10, cell: null },
  consents: { location: 'terms-1', profile: 'terms-1' },
  profile: profileFrom(outcomes),
  waitingSeconds: 600,
  grabSequence: 1,
  ticket: driverId,
  gaveBack: null,
});

const cancelled = anOutcome('wrong', {
  kind: 'driver_cancelled',
  onTime: null,
  atMs: NOW_MS - 30 * DAY_MS,
});
const done = anOutcome('done', { atMs: NOW_MS - 30 * DAY_MS });

function recorded(candidates: readonly Candidate[]): DecisionRecord {
  if (order === null) throw new Error('the sample has an order');
  const { bundle } = aRecord('x', 'o1');
  if (!isJudged(bundle)) throw new Error('the sample was judged');
  const { search } = bundle;
  const facts = { ...order, loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + DAY_MS } };
  const world = {
    nowMs: NOW_MS,
    purpose: 'award' as const,
    policy: defaultPolicy,
    search,
    candidates,
  };
  return recordOf(decide(facts, world), {
    decisionId: 'x',
    kind: 'award',
    round: 1,
    order: facts,
    world,
    policyHash: 'sha256:policy',
    tieSeed: null,
    tieSeedHash: 'seed',
    decidedByHuman: null,
    cause: null,
  });
}

const correction = (replacement: Outcome | null, voided = cancelled) => ({
  driverId: 'd1',
  voided,
  replacement,
});

describe('deciding again on a corrected datum', () => {
  const record = recorded([candidate('d1', [cancelled, done]), candidate('d2', [done])]);

  it('[R2] names those for whom it would have come out differently', () => {
    expect(record.winner).toBe('d2');
    const replaced = { ...done, outcomeId: 'right' };
    const found = decideAgain(record, defaultPolicy, correction(replaced));
    expect(found).toEqual([
      { driverId: 'd2', was: 'WON', wouldBe: 'LOST' },
      { driverId: 'd1', was: 'LOST', wouldBe: 'WON' },
    ]);
  });

  it('[R2] gives what deciding on the right past from the start would have given', () => {
    for (const replacement of [null, { ...done, outcomeId: 'right' }]) {
      const right = [done, ...(replacement === null ? [] : [replacement])];
      const truth = recorded([candidate('d1', right), candidate('d2', [done])]);
      const roles = new Map(record.drivers.map(({ driverId, role }) => [driverId, role]));
      for (const each of decideAgain(record, defaultPolicy, correction(replacement)) ?? []) {
        roles.set(each.driverId, each.wouldBe as never);
      }
      const told = truth.drivers.map(({ driverId, role }) => [driverId, role]);
      expect(Object.fromEntries(roles)).toEqual(Object.fromEntries(told));
    }
  });

  it('finds nothing where the datum counted for nothing', () => {
    const old = { ...cancelled, atMs: NOW_MS - (windowDays + 2) * DAY_MS };
    expect(decideAgain(record, defaultPolicy, correction(null, old))).toEqual([]);
    const later = { ...cancelled, atMs: NOW_MS + 2 * DAY_MS };
    expect(decideAgain(record, defaultPolicy, correction(null, later))).toEqual([]);
  });

  it('does not touch a driver whose profile was off', () => {
    const off = { ...candidate('d1', []), profile: null };
    const without = recorded([off, candidate('d2', [done])]);
    expect(decideAgain(without, defaultPolicy, correction(null))).toEqual([]);
  });

  it('says that it cannot know, when nothing was compared or a part was erased', () => {
    const bundle = { schema: 'paidan.consequence/1', order, cause: 'corrected' } as const;
    expect(decideAgain({ ...record, bundle }, defaultPolicy, correction(null))).toBeNull();
    const [first, ...rest] = record.drivers;
    if (first === undefined) throw new Error('a record without drivers');
    const erased = { ...record, drivers: [{ ...first, candidate: null }, ...rest] };
    expect(decideAgain(erased, defaultPolicy, correction(null))).toBeNull();
  });
});
