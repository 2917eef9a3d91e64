import type { Rule } from './rule.js';

/**
 * An order does not go back to the driver who let it go, for as long as the policy says and on the
 * terms that it had then. Where nothing is known of when, or the policy says nothing, never.
 */
export const gaveBackBefore: Rule = ({ gaveBack, declined }, _order, { policy: { asking } }) => {
  if (gaveBack === null) return null;
  const forgotten =
    declined?.reason === 'gave_back' &&
    asking !== undefined &&
    (declined.termsChanged || declined.agoSeconds >= asking.gaveBackSeconds);
  return forgotten ? null : { value: gaveBack, threshold: null };
};
