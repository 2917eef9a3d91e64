import { sentence } from '../sentence.js';
import { award, LOST, WON } from './award.js';
import { measured, noEffect, reasons, REFUSED } from './judged.js';
import type { Kind } from './kind.js';

/** A member of staff chose; the ranking is recorded beside the choice. */
export const manualAssignment: Kind = {
  label: { zh: '人工指派', en: 'assignment by hand' },
  question: award.question,
  settles: 'everyone',
  records: 'everyone_evaluated',
  personal: false,
  roles: { WON, LOST, REFUSED },
  significance: { effect: 'MAJOR', rule: 'significance.award' },
  events: ({ role }) => (role === 'WON' ? ['order.assigned_by_hand', 'order.awarded'] : []),
  narrative: (told) =>
    reasons(told, ({ row }) =>
      row.role === 'WON' ? sentence('why.won_by_hand', {}) : sentence('why.lost_by_hand', {}),
    ),
  consequences: (told) =>
    told.row.role === 'WON' ? [sentence('consequence.won', {})] : noEffect(told),
  inputs: measured,
  proof: {
    by: 'decide',
    judging: {
      winner: ({ winner }, assigned) => assigned ?? winner,
      ranked: () => 'LOST',
      revealsSeed: true,
    },
  },
};
