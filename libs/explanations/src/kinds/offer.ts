import { offerRulesOf, offerShownAfterMs } from '#libs/matcher';
import { sentence } from '../sentence.js';
import { known, measured, reasons, REFUSED } from './judged.js';
import type { Kind, Told } from './kind.js';

/** One batch of a cascade: the best who are left are asked, each for a while. */
export const offer: Kind = {
  label: { zh: '派单', en: 'offer' },
  question: { zh: '这个订单派给我了吗？', en: 'Was this order offered to me?' },
  answers: {
    WON: 'answer.offered.yes',
    LOST: 'answer.offered.no',
    REFUSED: 'answer.offered.no',
    NOT_REACHED: 'answer.offered.no',
  },
  settles: 'meanwhile',
  records: 'everyone_evaluated',
  personal: false,
  roles: {
    // What is given in an offer is the offer.
    RECOMMENDED: { role: 'WON', label: { zh: '已派单给你', en: 'offered to you' } },
    RANKED: { role: 'LOST', label: { zh: '排在本批派单之后', en: 'ranked below this batch' } },
    REFUSED,
  },
  // Only who is asked can have it, so unlike a recommendation it decides over income.
  significance: { effect: 'MAJOR', rule: 'significance.offer' },
  events: ({ role }) => (role === 'RECOMMENDED' ? ['order.offered'] : []),
  narrative: (told) => reasons(told, why),
  consequences: ({ row }) => [
    row.role === 'RECOMMENDED'
      ? sentence('consequence.offered', {})
      : sentence('consequence.not_offered_yet', {}),
  ],
  inputs: measured,
  proof: {
    by: 'decide',
    judging: {
      winner: () => null,
      ranked: (rank, policy) => (rank <= offerRulesOf(policy).batchSize ? 'RECOMMENDED' : 'RANKED'),
      shownAfterMs: offerShownAfterMs,
      revealsSeed: false,
    },
  },
};

/** Being shown it later is part of what was decided, so it is said beside the place. */
function why({ row, policy, outcome }: Told) {
  const { batchSize: most } = offerRulesOf(policy);
  const [rank, total] = [known(outcome.rank), known(outcome.total)];
  if (row.role !== 'RECOMMENDED') return sentence('why.ranked_below_offers', { rank, total, most });
  const delay = row.shownAfterMs;
  return delay === undefined
    ? sentence('why.offered', { rank, total, most })
    : sentence('why.offered_later', { rank, total, most, delay });
}
