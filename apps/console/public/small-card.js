// A driver's card as the service makes it: one screen. What staff read of a driver whose full record
// nobody has approved them to see.
import { h } from './element.js';
import { headOf, reasons } from './driver-card.js';
import { say, thousands } from './words.js';

export function smallCard(card, language) {
  const word = (key) => say(language, key);
  const list = (name, title, said) =>
    h(
      'section',
      { class: `card ${name}`, 'aria-labelledby': `${name}-title` },
      h('h3', { id: `${name}-title` }, title),
      h('ul', {}, ...said.map(({ text }) => h('li', {}, text[language]))),
    );
  const totals = [
    ['yourTotal', card.total],
    ['cutoff', card.cutoffTotal],
  ].filter(([, value]) => value !== null);
  return h(
    'article',
    {
      class: `explained role-${card.role.toLowerCase()}`,
      'data-role': card.role,
      'data-view': 'card',
    },
    h(
      'section',
      { class: 'card answer', 'aria-labelledby': 'answer-title' },
      headOf({ decidedByHuman: null, orderVersion: '', ...card.decision }, language),
      h('p', { class: 'question' }, card.question[language]),
      h('h2', { id: 'answer-title', class: 'role' }, card.answer.text[language]),
      h('p', { class: 'role-label' }, card.roleLabel[language]),
      ...reasons(card.reasons, language),
      h('p', { class: 'counted-most' }, card.countedMost.text[language]),
      h(
        'dl',
        { class: 'figures' },
        ...totals.map(([name, value]) =>
          h('div', {}, h('dt', {}, word(name)), h('dd', {}, thousands(value))),
        ),
      ),
    ),
    list('could-change', word('couldChangeTitle'), card.couldChange),
    list('consequences', word('consequencesTitle'), card.means),
    list('remedies', word('remediesTitle'), card.objecting.ways),
  );
}
