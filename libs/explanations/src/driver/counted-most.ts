import type { Role } from '../kinds/kind.js';
import type { DecisionKind } from '../record.js';
import { sentence, type Sentence } from '../sentence.js';
import type { ConsequenceView } from './consequence-view.js';
import type { NotReached } from './not-reached.js';
import type { OutcomeView } from './outcome.js';
import type { PartView } from './part-view.js';
import type { RefusalView } from './refusal-view.js';

export type Counted = {
  readonly kind: DecisionKind;
  readonly role: Role;
  readonly outcome: Pick<OutcomeView, 'total'>;
  readonly parts: readonly PartView[];
  readonly refusal: RefusalView | null;
  readonly notReached: NotReached | null;
  readonly consequence: ConsequenceView | null;
};

/** One thing by name: the part that gave most, the rule that held, or that nothing was compared. */
export function countedMost({
  kind,
  role,
  outcome,
  parts,
  refusal,
  notReached,
  consequence,
}: Counted): Sentence {
  const { total } = outcome;
  if (kind === 'manual_assignment') return sentence('card.by_hand', {});
  const [first, ...others] = parts;
  if (total !== null && first !== undefined) {
    const most = others.reduce((a, b) => (b.contribution > a.contribution ? b : a), first);
    const { factor, contribution } = most;
    return sentence('card.counted_most', { factor, contribution, total });
  }
  if (consequence !== null) return sentence('card.what_happened', {});
  if (role === 'REFUSED' && refusal !== null)
    return sentence('card.one_rule', { reason: refusal.reason });
  if (notReached?.reason === 'not_offered') return sentence('card.accepting', {});
  return notReached?.reason === 'did_not_grab'
    ? sentence('card.grabbing', {})
    : sentence('card.nothing_compared', {});
}
