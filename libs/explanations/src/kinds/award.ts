import { sentence, type Sentence } from '../sentence.js';
import { known, measured, noEffect, reasons, REFUSED, sequenceOf } from './judged.js';
import type { Kind, RoleMeaning, Told } from './kind.js';

export const WON: RoleMeaning = { role: 'WON', label: { zh: '中选', en: 'won' } };
export const LOST: RoleMeaning = { role: 'LOST', label: { zh: '未中选', en: 'lost' } };

/** The window closed and one of those who grabbed got the order. */
export const award: Kind = {
  label: { zh: '订单分配', en: 'award' },
  question: { zh: '这个订单分配给我了吗？', en: 'Did I get this order?' },
  settles: 'everyone',
  records: 'those_who_grabbed',
  personal: false,
  roles: { WON, LOST, REFUSED },
  significance: { effect: 'MAJOR', rule: 'significance.award' },
  events: ({ role }) => (role === 'WON' ? ['order.awarded'] : []),
  narrative: (told) => reasons(told, why),
  consequences: (told) =>
    told.row.role === 'WON' ? [sentence('consequence.won', {})] : noEffect(told),
  inputs: measured,
  proof: {
    by: 'decide',
    judging: {
      winner: ({ winner }) => winner,
      ranked: () => 'LOST',
      revealsSeed: true,
    },
  },
};

const why = (told: Told): Sentence => (told.row.role === 'WON' ? whyWon(told) : whyLost(told));

function whyWon({ row, outcome }: Told): Sentence {
  const total = known(outcome.total);
  switch (outcome.decidedBy) {
    case 'grab_sequence':
      return sentence('why.won_first', { sequence: sequenceOf(row) });
    case 'ticket':
    case 'driver_id':
      return sentence('why.won_by_lot', { total });
    case 'total':
    case 'round':
    case null:
      return sentence('why.won', { total });
  }
}

function whyLost({ row, outcome }: Told): Sentence {
  const { cutoffTotal: cutoff, gap } = outcome;
  if (cutoff === null || gap === null) {
    return sentence('why.lost_first', { sequence: sequenceOf(row) });
  }
  const total = known(outcome.total);
  return gap === 0
    ? sentence('why.lost_by_lot', { total })
    : sentence('why.lost', { total, cutoff, gap });
}
