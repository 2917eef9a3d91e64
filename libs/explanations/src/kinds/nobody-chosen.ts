import { sentence } from '../sentence.js';
import { known, measured, noEffect, reasons, REFUSED } from './judged.js';
import type { Kind } from './kind.js';

/** Whatever he was, nobody got it. */
export const NOBODY = {
  LOST: 'answer.order.nobody',
  REFUSED: 'answer.order.nobody',
  NOT_REACHED: 'answer.order.nobody',
} as const satisfies Kind['answers'];

/** What the ways in which a judging ends without a winner have in common. */
export const nobodyChosen: Pick<
  Kind,
  'personal' | 'roles' | 'events' | 'narrative' | 'consequences' | 'inputs' | 'proof'
> = {
  personal: false,
  roles: {
    // Ranked and not chosen: nobody was, and he is told so.
    RANKED: { role: 'LOST', label: { zh: '无人中选', en: 'nobody was chosen' } },
    REFUSED,
  },
  events: () => [],
  narrative: (told) =>
    reasons(told, ({ outcome }) =>
      sentence('why.ranked_without_award', {
        rank: known(outcome.rank),
        total: known(outcome.total),
      }),
    ),
  consequences: noEffect,
  inputs: measured,
  proof: {
    by: 'decide',
    judging: { winner: () => null, ranked: () => 'RANKED', revealsSeed: true },
  },
};
