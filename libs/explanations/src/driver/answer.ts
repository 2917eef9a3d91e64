import type { Consequence } from '../consequence.js';
import type { Role } from '../kinds/kind.js';
import { KINDS } from '../kinds/table.js';
import type { DecisionKind } from '../record.js';
import { sentence, type Sentence } from '../sentence.js';
import type { NotReachedReason } from './not-reached.js';

type Answered = {
  readonly kind: DecisionKind;
  readonly role: Role;
  readonly consequence?: Consequence | undefined;
  readonly reason?: NotReachedReason;
};

/** Yes or no, before any reason: whether he got what the decision was about. */
export function answerOf({ kind, role, consequence, reason }: Answered): Sentence {
  if (reason === 'concerned_another_driver') return sentence('answer.about_another', {});
  if (consequence?.of === 'cancellation' && consequence.took === 'order') {
    return sentence('answer.cancelled.order', {});
  }
  const key = KINDS[kind].answers?.[role];
  return sentence(key ?? (role === 'WON' ? 'answer.order.yes' : 'answer.order.no'), {});
}
