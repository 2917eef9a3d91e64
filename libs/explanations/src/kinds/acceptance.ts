import { sentence } from '../sentence.js';
import { WON } from './award.js';
import { measured, noEffect, reasons, REFUSED } from './judged.js';
import type { Kind } from './kind.js';

/** One of those who had an offer accepted it, and the order is his. */
export const acceptance: Kind = {
  label: { zh: '接受派单', en: 'acceptance of an offer' },
  question: { zh: '这个订单归我了吗？', en: 'Is this order mine?' },
  settles: 'everyone',
  records: 'those_offered',
  personal: false,
  roles: { WON, REFUSED },
  significance: { effect: 'MAJOR', rule: 'significance.award' },
  events: ({ role }) => (role === 'WON' ? ['order.awarded'] : []),
  narrative: (told) => reasons(told, () => sentence('why.accepted', {})),
  consequences: (told) =>
    told.row.role === 'WON' ? [sentence('consequence.won', {})] : noEffect(told),
  inputs: measured,
  proof: {
    by: 'decide',
    judging: { winner: ({ winner }) => winner, ranked: () => 'LOST', revealsSeed: true },
  },
};
