import type { Circumstances } from '../circumstances.js';
import type { Refusal } from '../decision.js';
import type { Candidate, OrderFacts } from '../domain.js';

/** What was measured and what would have been needed, in the unit `REFUSAL_UNITS` names. */
export type Shortfall = Pick<Refusal, 'value' | 'threshold'>;

/** One reason to pass a driver over; null when it does not hold. Pure, like everything here. */
export type Rule = (
  candidate: Candidate,
  order: OrderFacts,
  circumstances: Circumstances,
) => Shortfall | null;
