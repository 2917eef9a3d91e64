import { bodyServed } from '../body-match.js';
import type { Rule } from './rule.js';

export const bodyType: Rule = ({ body }, { bodyTypes }, { policy }) =>
  bodyServed(body, bodyTypes, policy.substitutions) === null
    ? { value: body, threshold: bodyTypes.join(',') }
    : null;
