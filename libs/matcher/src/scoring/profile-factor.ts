import type { Candidate, ProfileFacts } from '../domain.js';
import type { Policy, ProfileFactorName } from '../policy.js';
import type { Factor, Measure } from './factor.js';

type MeasurePast = (past: ProfileFacts, candidate: Candidate, policy: Policy) => Measure;

/**
 * The only door to a driver's past. Closed, it gives the policy's neutral points and no fact about
 * the past. Consent is asked again here, although whoever gathered should have left the profile
 * out: a slip there must not enter a decision.
 */
export const profileFactor =
  (name: ProfileFactorName, measure: MeasurePast): Factor =>
  (candidate, _order, { policy }) => {
    const { profile, consents } = candidate;
    return profile === null || consents.profile === null
      ? { points: policy.profile.neutralPoints[name], facts: { profileOff: true } }
      : measure(profile, candidate, policy);
  };
