import type { Contrast } from '../contrast/contrast.js';
import type { ComparedPart } from '../contrast/contrast-view.js';
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
  readonly outcome: Pick<OutcomeView, 'total' | 'cutoffTotal' | 'gap' | 'decidedBy'>;
  readonly parts: readonly PartView[];
  readonly contrast: {
    readonly against: Contrast['against'];
    readonly parts: readonly ComparedPart[];
  } | null;
  readonly refusal: RefusalView | null;
  readonly notReached: NotReached | null;
  readonly consequence: ConsequenceView | null;
};

/**
 * One thing by name: the part that gave most or, of who lost, the one that cost him most; the rule
 * that held; or that nothing was compared.
 */
export function countedMost(counted: Counted): Sentence {
  const { kind, role, outcome, parts, refusal, notReached, consequence } = counted;
  const { total, decidedBy } = outcome;
  if (kind === 'manual_assignment') return sentence('card.by_hand', {});
  if (total !== null && parts.length > 0) {
    if (kind === 'acceptance') return sentence('card.accepting', {});
    if (decidedBy === 'grab_sequence') return sentence('card.by_first_grab', {});
    return role === 'LOST' ? costMost(counted) : gaveMost(parts, total);
  }
  if (consequence !== null) return sentence('card.what_happened', {});
  if (role === 'REFUSED' && refusal !== null)
    return sentence('card.one_rule', { reason: refusal.reason });
  if (notReached?.reason === 'not_offered') return sentence('card.accepting', {});
  if (notReached?.reason !== 'did_not_grab') return sentence('card.nothing_compared', {});
  const rule = notReached.recommended?.refusal?.reason;
  return rule === undefined
    ? sentence('card.grabbing', {})
    : sentence('card.grabbing_and_rule', { reason: rule });
}

function gaveMost(parts: readonly PartView[], total: number): Sentence {
  const { factor, contribution } = greatest(parts, (part) => part.contribution);
  return sentence('card.counted_most', { factor, contribution, total });
}

/**
 * Of whoever had to be beaten he is told bands, so a gap counts by what it is at the least: where
 * he may have been ahead as well, nothing is claimed. Without any such gap it is the part in which
 * he missed most of the full score.
 */
function costMost({ kind, outcome, parts, contrast }: Counted): Sentence {
  const { cutoffTotal, gap } = outcome;
  const compared = kind === 'recommendation' || kind === 'offer' || kind === 'award';
  if (!compared || cutoffTotal === null) return sentence('card.nobody_chosen', {});
  if (gap === 0) return sentence('card.by_lot', {});
  const behind = (contrast?.parts ?? []).filter((part) => leastGap(part) > 0);
  if (contrast === null || behind.length === 0) {
    const { factor, contribution, most } = greatest(parts, (part) => part.most - part.contribution);
    return sentence('card.cost_most.own', { factor, contribution, most });
  }
  const { factor, own, rival } = greatest(behind, leastGap);
  return sentence(`card.cost_most.${contrast.against}`, { factor, own, ...rival });
}

const leastGap = ({ gap }: ComparedPart): number => gap.least;

/** The first listed on a tie. */
const greatest = <T>(all: readonly T[], size: (each: T) => number): T =>
  all.reduce((best, each) => (size(each) > size(best) ? each : best));
