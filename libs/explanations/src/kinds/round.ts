import { sentence, type Sentence } from '../sentence.js';
import { LOST, WON } from './award.js';
import { known, measured, noEffect, reasons, REFUSED } from './judged.js';
import type { Kind, Told } from './kind.js';

/**
 * What the others' totals come to together is told in steps of so many points: an exact figure,
 * beside one's own exact totals, would be a rival's.
 */
const LOSS_STEP = 1000;

/** The order was given out together with all open ones of its city. */
export const round: Kind = {
  label: { zh: '统筹派单', en: 'round' },
  question: { zh: '这个订单分配给我了吗？', en: 'Did I get this order?' },
  settles: 'everyone',
  records: 'everyone_evaluated',
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
    judging: { winner: ({ winner }) => winner, ranked: () => 'LOST', revealsSeed: true },
  },
};

function why(told: Told): Sentence {
  const { row, outcome, together } = told;
  const total = known(outcome.total);
  if (row.role === 'WON') {
    const { orders, method } = together ?? { orders: 1, method: 'exact' };
    return method === 'exact'
      ? sentence('why.round_won', { total, orders })
      : sentence('why.round_won_greedy', { total, orders });
  }
  const { tradeOff } = row;
  if (tradeOff !== undefined && tradeOff.lossPoints !== null) {
    return traded(tradeOff.elsewhere, tradeOff.lossPoints);
  }
  if (tradeOff?.elsewhere === true) return sentence('why.round_elsewhere', {});
  const { cutoffTotal: cutoff, gap } = outcome;
  if (cutoff === null || gap === null) return sentence('why.round_nobody', { total });
  return gap === 0
    ? sentence('why.lost_by_lot', { total })
    : sentence('why.lost', { total, cutoff, gap });
}

function traded(elsewhere: boolean, lossPoints: number): Sentence {
  const loss = Math.floor(lossPoints / LOSS_STEP) * LOSS_STEP;
  const little = loss === 0;
  const shown = { loss: little ? LOSS_STEP : loss };
  if (elsewhere) {
    return sentence(
      little ? 'why.round_first_elsewhere_little' : 'why.round_first_elsewhere',
      shown,
    );
  }
  return sentence(little ? 'why.round_traded_little' : 'why.round_traded', shown);
}
