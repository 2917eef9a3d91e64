import type { Kind } from './kind.js';
import { NOBODY, nobodyChosen } from './nobody-chosen.js';

/** A round ended, somebody had grabbed, and no one of them was eligible. */
export const noAward: Kind = {
  ...nobodyChosen,
  label: { zh: '本轮无人中选', en: 'round without a winner' },
  question: { zh: '这一轮订单分配给我了吗？', en: 'Did I get this order in this round?' },
  answers: NOBODY,
  settles: 'everyone',
  records: 'those_who_grabbed',
  significance: { effect: 'MAJOR', rule: 'significance.award' },
};
