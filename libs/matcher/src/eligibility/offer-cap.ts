import type { Rule } from './rule.js';

/**
 * Who has as many offers before him as one can weigh is asked once more when he has answered one.
 */
export const offerCap: Rule = ({ openOffers }, _order, { policy: { asking } }) =>
  openOffers !== undefined && asking !== undefined && openOffers >= asking.openOffersMax
    ? { value: openOffers, threshold: asking.openOffersMax }
    : null;
