import { shownAfterMs } from '#libs/matcher';
import { sentence } from '../sentence.js';
import { known, measured, reasons, REFUSED } from './judged.js';
import type { Kind, Told } from './kind.js';

/** Everyone eligible is ranked and the best are told. Nothing is given away. */
export const recommendation: Kind = {
  label: { zh: '订单推荐', en: 'recommendation' },
  question: { zh: '这个订单推荐给我了吗？', en: 'Was this order recommended to me?' },
  answers: {
    WON: 'answer.recommended.yes',
    LOST: 'answer.recommended.no',
    REFUSED: 'answer.recommended.no',
    NOT_REACHED: 'answer.recommended.no',
  },
  settles: 'meanwhile',
  records: 'everyone_evaluated',
  personal: false,
  roles: {
    // What is given in a recommendation is the recommendation.
    RECOMMENDED: { role: 'WON', label: { zh: '已推荐给你', en: 'recommended to you' } },
    RANKED: { role: 'LOST', label: { zh: '排在推荐名额之外', en: 'ranked below the recommended' } },
    REFUSED,
  },
  significance: { effect: 'MINOR', rule: 'significance.recommendation' },
  events: ({ role }) => (role === 'RECOMMENDED' ? ['order.recommended'] : []),
  narrative: (told) => reasons(told, why),
  consequences: () => [sentence('consequence.recommended', {})],
  inputs: measured,
  proof: {
    by: 'decide',
    judging: {
      winner: () => null,
      ranked: (rank, { limits }) => (rank <= limits.recommendedMax ? 'RECOMMENDED' : 'RANKED'),
      shownAfterMs: (rank, policy, { staggered }) =>
        staggered === true ? shownAfterMs(rank, policy) : 0,
      revealsSeed: false,
    },
  },
};

function why({ row, policy, outcome }: Told) {
  const most = policy.limits.recommendedMax;
  const [rank, total] = [known(outcome.rank), known(outcome.total)];
  const said = row.role === 'RECOMMENDED' ? 'recommended' : 'ranked';
  const delay = row.shownAfterMs;
  return delay === undefined
    ? sentence(`why.${said}`, { rank, total, most })
    : sentence(`why.${said}_later`, { rank, total, most, delay });
}
