import { offerRulesOf } from '../offers.js';
import type { Rule } from './rule.js';

/**
 * Who let the offer of this order pass is left alone for a while, and then asked again: he may have
 * been driving. For how long a no is remembered beyond that is another rule's business.
 */
export const offerLapsed: Rule = ({ offer }, { mode }, { purpose, policy }) => {
  if (purpose !== 'recommend' || mode !== 'offer') return null;
  if (offer?.state !== 'lapsed' && offer?.state !== 'declined') return null;
  const threshold = Math.ceil(offerRulesOf(policy).lapsedPauseMs / 1000);
  return offer.sinceSeconds < threshold ? { value: offer.sinceSeconds, threshold } : null;
};
