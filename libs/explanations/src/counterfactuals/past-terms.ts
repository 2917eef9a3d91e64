import type { Candidate, Policy, ProfileFacts } from '#libs/matcher';
import { sentence } from '../sentence.js';
import type { TermName } from './counterfactual-view.js';
import { WOULD_CONSENT, yes, type Term } from './term.js';

/** What an order completed today weighs in a profile, in thousandths. */
const ORDER_MILLI = 1_000;

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

/** With the profile off nothing was looked up: what can be proved begins at no history at all. */
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
  counts: (policy: Policy) => boolean = () => true,
): Term => ({
  name,
  effort: 'IN_TIME',
  steps: ({ world: { policy } }) => (counts(policy) ? policy.profile.windowDays : 0),
  with: (candidate, steps) => {
    const { profile } = candidate;
    if (profile === null || !profileIsOn(candidate) || steps === 0) return candidate;
    const milli = steps * ORDER_MILLI;
    const added = { attemptedMilli: milli, completedMilli: milli, ...adds(milli) };
    const facts: Record<string, number> = { ...profile };
    for (const [fact, more] of Object.entries(added)) facts[fact] = (facts[fact] ?? 0) + more;
    return { ...candidate, profile: { ...profile, ...facts } };
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

/** Of which profiles are made. */
export const PAST_TERMS: readonly Term[] = [
  moreOrders('more_completed', () => ({})),
  moreOrders('more_punctual', (milli) => ({ timedMilli: milli, onTimeMilli: milli })),
  moreOrders('more_on_lane', (milli) => ({ laneMilli: milli })),
  moreOrders('more_together', (milli) => ({ togetherMilli: milli })),
  moreOrders(
    'more_of_cargo',
    (milli) => ({ cargoMilli: milli }),
    ({ weights }) => weights.cargo_experience !== undefined,
  ),
];

export const PROFILE_SWITCHES = { off: profileOff, on: profileOn } as const;
