import type { Rule } from './rule.js';

/** Last in precedence: whoever could not have won by grabbing is told that reason instead. */
export const didNotGrab: Rule = ({ grabSequence }, { mode }, { purpose }) =>
  purpose === 'award' && mode !== 'offer' && grabSequence === null
    ? { value: null, threshold: null }
    : null;
