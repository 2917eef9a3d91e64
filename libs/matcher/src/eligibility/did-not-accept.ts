import type { Rule } from './rule.js';

// Last in precedence, as for grabs: whoever could not have had it by accepting is told that reason.

/** An offered order goes to who accepts it, and only an offer can be accepted. */
export const notOffered: Rule = ({ grabSequence, offer }, { mode }, { purpose }) =>
  purpose === 'award' && mode === 'offer' && grabSequence === null && offer === undefined
    ? { value: null, threshold: null }
    : null;

/** He had an offer, and somebody else accepted first or nobody did; what had become of his. */
export const didNotAccept: Rule = ({ grabSequence, offer }, { mode }, { purpose }) =>
  purpose === 'award' && mode === 'offer' && grabSequence === null && offer !== undefined
    ? { value: offer.state, threshold: null }
    : null;
