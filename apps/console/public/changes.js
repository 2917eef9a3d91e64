// What a driver could change, and how his profile changed.
import { h, table } from './element.js';
import { say, thousands } from './words.js';

/** What is proved to have been enough goes before what is only in his hands. */
export function changesIn({ counterfactuals, couldChange }) {
  switch (counterfactuals?.verdict) {
    case 'CHANGES':
      return counterfactuals.single.map(({ sentence }) => sentence);
    case 'JOINT':
      return counterfactuals.joint === null ? couldChange : [counterfactuals.joint.sentence];
    case 'NOTHING':
      return [counterfactuals.sentence];
    default:
      return couldChange;
  }
}

/** A profile before and after, factor by factor, as points in later totals. */
export function profileChanged({ consequence }, language) {
  const changed = consequence?.profile ?? null;
  if (changed === null || changed.effects.length === 0) return null;
  const word = (key) => say(language, key);
  return h(
    'section',
    { class: 'card profile-changed', 'aria-labelledby': 'profile-changed-title' },
    h('h3', { id: 'profile-changed-title' }, word('happenedTitle')),
    table({
      caption: changed.label[language],
      head: [word('part'), word('before'), word('after')],
      rows: changed.effects.map(({ label, contributionBefore, contributionAfter }) => [
        label[language],
        thousands(contributionBefore),
        thousands(contributionAfter),
      ]),
      numeric: [1, 2],
    }),
  );
}
