import { refusalsOf } from '#libs/matcher';
import type { Candidate, ProfileFacts, RefusalReason } from '#libs/matcher';
import type { Unit } from '../format.js';
import { sentence, type Sentence } from '../sentence.js';
import type { ChangeView, Effort, TermName } from './counterfactual-view.js';
import type { Situation } from './situation.js';

/**
 * Something a driver may change, in whole steps of his own units. More steps never make him worse:
 * every table is monotone and every rule has one threshold, so the least enough is found by
 * halving. Switching the profile off is the one that may do either; it has one step.
 */
export type Term = {
  readonly name: TermName;
  readonly effort: Effort;
  /** How many steps there are for him; 0 when there is nothing to change. */
  readonly steps: (situation: Situation) => number;
  readonly with: (candidate: Candidate, steps: number, situation: Situation) => Candidate;
  readonly view: (
    from: Candidate,
    to: Candidate,
    steps: number,
    situation: Situation,
  ) => Omit<ChangeView, 'term' | 'effort'>;
};

/** Steps that what a driver is told is rounded up to; fixed once. */
const NEARER_STEP_METERS = 100;
const FRESHER_STEP_SECONDS = 60;
const FREE_STEP_SECONDS = 300;
/** What an order completed today weighs in a profile, in thousandths. */
const ORDER_MILLI = 1_000;

/** Stands for the version of a text he would have agreed to. */
const WOULD_CONSENT = 'hypothetical';

const refusedFor = ({ own, order, world }: Situation, reason: RefusalReason): boolean =>
  refusalsOf(own, order, world).some((refusal) => refusal.reason === reason);

const stepsOf = (amount: number, step: number): number => Math.max(0, Math.ceil(amount / step));

const yes = (clause: Sentence): ReturnType<Term['view']> => ({
  from: false,
  to: true,
  change: null,
  step: null,
  unit: 'none',
  clause,
});

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
    ...amount(from, to, FRESHER_STEP_SECONDS, 'seconds'),
    clause: sentence('change.fresher_position', { change: from - to, to }),
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
    ...amount(from, to, NEARER_STEP_METERS, 'meters'),
    clause: sentence(source === 'city' ? 'change.place_set_nearer' : 'change.nearer', {
      change: from - to,
      to,
    }),
  }),
};

const finishOrders: Term = {
  name: 'finish_orders',
  effort: 'AT_ONCE',
  steps: (situation) => (refusedFor(situation, 'busy') ? situation.own.activeOrders : 0),
  with: (candidate, steps) => ({ ...candidate, activeOrders: candidate.activeOrders - steps }),
  view: ({ activeOrders: from }, { activeOrders: to }) => ({
    ...amount(from, to, 1, 'orders'),
    clause: sentence('change.finish_orders', { change: from - to }),
  }),
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
    ...amount(from, to, FREE_STEP_SECONDS, 'seconds'),
    clause: sentence('change.longer_free', { change: to - from }),
  }),
};

export const profileIsOn = ({ profile, consents }: Candidate): boolean =>
  profile !== null && consents.profile !== null;

export const withoutProfile = (candidate: Candidate): Candidate => ({
  ...candidate,
  profile: null,
  consents: { ...candidate.consents, profile: null },
});

const profileOff: Term = {
  name: 'profile_off',
  effort: 'AT_ONCE',
  steps: ({ own }) => Number(profileIsOn(own)),
  with: (candidate, steps) => (steps === 0 ? candidate : withoutProfile(candidate)),
  view: () => yes(sentence('change.profile_off', {})),
};

const NO_HISTORY: ProfileFacts = {
  attemptedMilli: 0,
  completedMilli: 0,
  timedMilli: 0,
  onTimeMilli: 0,
  laneMilli: 0,
  togetherMilli: 0,
};

/** With the profile off nothing was looked up, so what can be proved begins at no history at all. */
const profileOn: Term = {
  name: 'profile_on',
  effort: 'AT_ONCE',
  steps: ({ own }) => Number(!profileIsOn(own)),
  with: (candidate, steps) =>
    steps === 0
      ? candidate
      : {
          ...candidate,
          consents: { ...candidate.consents, profile: candidate.consents.profile ?? WOULD_CONSENT },
          profile: NO_HISTORY,
        },
  view: () => yes(sentence('change.profile_on', {})),
};

/**
 * Orders completed today, as the builder of profiles adds them up: each weighs a full thousand, and
 * what else is known of such an order counts with it. One a day for as long as an outcome counts is
 * the most that is tried.
 */
const moreOrders = (
  name: TermName & `more_${string}`,
  adds: (milli: number) => Partial<ProfileFacts>,
): Term => ({
  name,
  effort: 'IN_TIME',
  steps: ({ world: { policy } }) => policy.profile.windowDays,
  with: (candidate, steps) => {
    const { profile } = candidate;
    if (profile === null || !profileIsOn(candidate) || steps === 0) return candidate;
    const milli = steps * ORDER_MILLI;
    const added = { attemptedMilli: milli, completedMilli: milli, ...adds(milli) };
    const facts = { ...profile };
    for (const [fact, more] of Object.entries(added)) facts[fact as keyof ProfileFacts] += more;
    return { ...candidate, profile: facts };
  },
  view: (_from, _to, steps) => ({
    from: null,
    to: null,
    change: steps,
    step: 1,
    unit: 'more_completed',
    clause: sentence(`change.${name}`, { change: steps }),
  }),
});

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

const amount = (
  from: number,
  to: number,
  step: number,
  unit: Unit,
): Omit<ReturnType<Term['view']>, 'clause'> => ({
  from,
  to,
  change: Math.abs(to - from),
  step,
  unit,
});

/** What is left alone by the profile, in the order in which it is told. */
export const PRESENT_TERMS: readonly Term[] = [
  grab,
  grabFirst,
  shareLocation,
  fresherPosition,
  nearer,
  finishOrders,
  longerFree,
  qualifications,
];

/** Of which profiles are made. */
export const PAST_TERMS: readonly Term[] = [
  moreOrders('more_completed', () => ({})),
  moreOrders('more_punctual', (milli) => ({ timedMilli: milli, onTimeMilli: milli })),
  moreOrders('more_on_lane', (milli) => ({ laneMilli: milli })),
  moreOrders('more_together', (milli) => ({ togetherMilli: milli })),
];

export const PROFILE_SWITCHES = { off: profileOff, on: profileOn } as const;
