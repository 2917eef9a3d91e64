import type { Candidate, OrderFacts, ProfileFacts } from '../domain.js';
import type { Policy, ProfileFactorName } from '../policy.js';
import type { Measure } from './factor.js';

/** All that a factor about the past may look at of a driver. */
export type Past = Pick<Candidate, 'body' | 'consents' | 'profile' | 'share'>;

type MeasurePast = (
  past: ProfileFacts,
  driver: Pick<Candidate, 'body' | 'share'>,
  policy: Policy,
) => Measure;

/** A factor, and by what it takes also asked of a past alone, without an order. */
export type ProfileFactor = (
  driver: Past,
  order: OrderFacts | null,
  circumstances: { readonly policy: Policy },
) => Measure;

/**
 * The only door to a driver's past. Closed, it gives the policy's neutral points and no fact about
 * the past. Consent is asked again here, although whoever gathered should have left the profile
 * out: a slip there must not enter a decision.
 */
export const profileFactor =
  (name: ProfileFactorName, measure: MeasurePast): ProfileFactor =>
  (driver, _order, { policy }) => {
    const { profile, consents } = driver;
    return profile === null || consents.profile === null
      ? { points: neutralPoints(name, policy), facts: { profileOff: true } }
      : measure(profile, driver, policy);
  };

/** `parsePolicy` lets no factor about the past have a weight without them. */
export function neutralPoints(name: ProfileFactorName, { profile }: Policy): number {
  const points = profile.neutralPoints[name];
  if (points === undefined) throw new Error(`the policy has no neutral points for ${name}`);
  return points;
}
