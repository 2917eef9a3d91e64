import type { Policy, RemedyRules } from './policy.js';

export const DEFAULT_REMEDIES: RemedyRules = {
  // A tenth of all there is to gain: it decides among comparable drivers and sends nobody far.
  compensationWeight: 10,
  // Long enough to meet an order like the one that was lost.
  compensationDays: 30,
  // Goods can wait this long for a person; a truck at the gate can wait no longer.
  humanDecisionMs: 10 * 60_000,
};

/** What holds for an order whose policy says nothing of remedies. */
export const remediesOf = ({ remedies = DEFAULT_REMEDIES }: Policy): RemedyRules => remedies;
