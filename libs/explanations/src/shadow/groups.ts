import type { Candidate } from '#libs/matcher';

/** By what drivers are told apart in a shadow run: never by who they are. */
export const DIMENSIONS = ['profile', 'experience', 'location', 'body'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Below so much evidence a driver is new: five orders, decayed. */
const NEW_MILLI = 5_000;

export function groupOf(dimension: Dimension, candidate: Candidate): string {
  const { consents, profile, body } = candidate;
  const on = consents.profile !== null && profile !== null;
  switch (dimension) {
    case 'profile':
      return on ? 'on' : 'off';
    case 'experience':
      if (!on) return 'not_known';
      return profile.attemptedMilli < NEW_MILLI ? 'new' : 'old';
    case 'location':
      return consents.location === null ? 'off' : 'on';
    case 'body':
      return body;
  }
}

/** Between which groups a difference of treatment is looked for. */
export const PAIRS: readonly (readonly [Dimension, string, string])[] = [
  ['experience', 'new', 'old'],
  ['profile', 'off', 'on'],
  ['location', 'off', 'on'],
];
