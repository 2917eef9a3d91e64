import type { Rule } from './rule.js';

/** An order does not go back to the driver who let it go; no threshold could have changed that. */
export const gaveBackBefore: Rule = ({ gaveBack }) =>
  gaveBack === null ? null : { value: gaveBack, threshold: null };
