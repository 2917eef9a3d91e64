import type { AboardFacts, Candidate, Load, RefusalReason } from '#libs/matcher';
import { sentence } from '../sentence.js';
import type { Situation } from './situation.js';
import { amount, WOULD_CONSENT, yes, type Term } from './term.js';

/** Steps that what a driver is told is rounded up to; fixed once. */
const NEARER_STEP_METERS = 100;
const FRESHER_STEP_SECONDS = 60;
const FREE_STEP_SECONDS = 300;
const refusedFor = (situation: Situation, reason: RefusalReason): boolean =>
  situation.stood().reasons.includes(reason);

const stepsOf = (amount: number, step: number): number => Math.max(0, Math.ceil(amount / step));

const firstWins = ({ order, goal }: Situation): boolean =>
  goal === 'win' && order.mode === 'first_wins';

const grab: Term = {
  name: 'grab',
  effort: 'AT_ONCE',
  steps: (situation) =>
    Number(
      situation.goal === 'win' && !firstWins(situation) && situation.own.grabSequence === null,
    ),
  with: (candidate, steps, { world: { candidates } }) =>
    steps === 0
      ? candidate
      : {
          ...candidate,
          grabSequence: Math.max(0, ...candidates.map(({ grabSequence }) => grabSequence ?? 0)) + 1,
        },
  view: () => yes(sentence('change.grab', {})),
};

/** Before everyone, and not "two places earlier": that would be how early the winner was. */
const grabFirst: Term = {
  name: 'grab_first',
  effort: 'AT_ONCE',
  steps: (situation) => Number(firstWins(situation)),
  with: (candidate, steps) => (steps === 0 ? candidate : { ...candidate, grabSequence: 0 }),
  view: () => yes(sentence('change.grab_first', {})),
};

const shareLocation: Term = {
  name: 'share_location',
  effort: 'AT_ONCE',
  steps: (situation) => Number(refusedFor(situation, 'consent_missing')),
  with: (candidate, steps) =>
    steps === 0
      ? candidate
      : {
          ...candidate,
          consents: {
            ...candidate.consents,
            location: candidate.consents.location ?? WOULD_CONSENT,
          },
          place: { ...candidate.place, source: 'position', ageSeconds: 0 },
        },
  view: () => yes(sentence('change.share_location', {})),
};

const fresherPosition: Term = {
  name: 'fresher_position',
  effort: 'AT_ONCE',
  steps: (situation) =>
    refusedFor(situation, 'position_too_old')
      ? stepsOf(situation.own.place.ageSeconds, FRESHER_STEP_SECONDS)
      : 0,
  with: (candidate, steps) => ({
    ...candidate,
    place: {
      ...candidate.place,
      ageSeconds: Math.max(0, candidate.place.ageSeconds - steps * FRESHER_STEP_SECONDS),
    },
  }),
  view: ({ place: { ageSeconds: from } }, { place: { ageSeconds: to } }) => ({
    clause: sentence('change.fresher_position', { change: from - to, to }),
    ...amount(from, to, FRESHER_STEP_SECONDS, 'seconds'),
  }),
};

const nearer: Term = {
  name: 'nearer',
  effort: 'AT_ONCE',
  steps: ({ own }) => stepsOf(own.place.pickupMeters, NEARER_STEP_METERS),
  with: (candidate, steps) =>
    steps === 0
      ? candidate
      : {
          ...candidate,
          place: {
            ...candidate.place,
            // A city's centre cannot come nearer, but he may set a place by hand.
            source: candidate.place.source === 'city' ? 'manual' : candidate.place.source,
            pickupMeters: Math.max(0, candidate.place.pickupMeters - steps * NEARER_STEP_METERS),
            cell: null,
          },
        },
  view: ({ place: { source, pickupMeters: from } }, { place: { pickupMeters: to } }) => ({
    clause: sentence(source === 'city' ? 'change.place_set_nearer' : 'change.nearer', {
      change: from - to,
      to,
    }),
    ...amount(from, to, NEARER_STEP_METERS, 'meters'),
  }),
};

/** What may stand against one more order because of those aboard. */
const HELD_AGAINST = [
  'busy',
  'weight',
  'volume',
  'vehicle_slots',
  'cargo_incompatible',
  'late_together',
  'detour_too_long',
] as const satisfies readonly RefusalReason[];

/** All of them, since which of them would have been enough hangs on where they go. */
function emptied({ aboard: _, ...candidate }: Candidate, { orders }: AboardFacts): Candidate {
  const freed = (of: keyof Load): number =>
    candidate.freeLoad[of] + orders.reduce((sum, { load }) => sum + load[of], 0);
  return {
    ...candidate,
    activeOrders: 0,
    freeLoad: {
      kilograms: freed('kilograms'),
      litres: freed('litres'),
      vehicleSlots: freed('vehicleSlots'),
    },
  };
}

const finishOrders: Term = {
  name: 'finish_orders',
  effort: 'AT_ONCE',
  steps: (situation) => {
    const { activeOrders, aboard } = situation.own;
    if (aboard === undefined) return refusedFor(situation, 'busy') ? activeOrders : 0;
    return Number(HELD_AGAINST.some((reason) => refusedFor(situation, reason)));
  },
  with: (candidate, steps) =>
    candidate.aboard === undefined
      ? { ...candidate, activeOrders: candidate.activeOrders - steps }
      : steps === 0
        ? candidate
        : emptied(candidate, candidate.aboard),
  view: ({ activeOrders: from }, { activeOrders: to }) => ({
    clause: sentence('change.finish_orders', { change: from - to }),
    ...amount(from, to, 1, 'orders'),
  }),
};

const answerOffers: Term = {
  name: 'answer_offers',
  effort: 'AT_ONCE',
  steps: (situation) => (refusedFor(situation, 'offer_cap') ? (situation.own.openOffers ?? 0) : 0),
  with: (candidate, steps) =>
    steps === 0 ? candidate : { ...candidate, openOffers: (candidate.openOffers ?? 0) - steps },
  view: ({ openOffers: from = 0 }, { openOffers: to = 0 }) => ({
    clause: sentence('change.answer_offers', { change: from - to }),
    ...amount(from, to, 1, 'count'),
  }),
};

/** Only where it is his alone: with the shipper's beside it, lifting it would change nothing. */
const liftBlock: Term = {
  name: 'lift_block',
  effort: 'AT_ONCE',
  steps: ({ own }) => Number(own.blocked === 'by_driver'),
  with: (candidate, steps) => {
    if (steps === 0) return candidate;
    const { blocked: _, ...free } = candidate;
    return free;
  },
  view: () => yes(sentence('change.lift_block', {})),
};

const longerFree: Term = {
  name: 'longer_free',
  effort: 'AT_ONCE',
  steps: ({ own, world: { policy } }) =>
    stepsOf(
      (policy.tables.waitingSeconds.at(-1)?.[0] ?? 0) - own.waitingSeconds,
      FREE_STEP_SECONDS,
    ),
  with: (candidate, steps) => ({
    ...candidate,
    waitingSeconds: candidate.waitingSeconds + steps * FREE_STEP_SECONDS,
  }),
  view: ({ waitingSeconds: from }, { waitingSeconds: to }) => ({
    clause: sentence('change.longer_free', { change: to - from }),
    ...amount(from, to, FREE_STEP_SECONDS, 'seconds'),
  }),
};

const qualifications: Term = {
  name: 'qualifications',
  effort: 'IN_TIME',
  steps: (situation) => Number(refusedFor(situation, 'qualification')),
  with: (candidate, steps, { order }) =>
    steps === 0
      ? candidate
      : {
          ...candidate,
          qualifications: [
            ...new Set([...candidate.qualifications, ...order.qualifications]),
          ].sort(),
        },
  view: ({ qualifications: held }, _to, _steps, { order }) => ({
    from: held.join(','),
    to: order.qualifications.join(','),
    change: null,
    step: null,
    unit: 'qualification',
    clause: sentence('change.qualifications', { to: order.qualifications.join(',') }),
  }),
};

/** What is left alone by the profile, in the order in which it is told. */
export const PRESENT_TERMS: readonly Term[] = [
  grab,
  grabFirst,
  shareLocation,
  fresherPosition,
  nearer,
  finishOrders,
  answerOffers,
  liftBlock,
  longerFree,
  qualifications,
];
