// The stages a decision was taken in, and how far this driver came.
import { h } from './element.js';
import { say } from './words.js';

const OWN_SIGNS = { PASSED: '✓', BY_GRAB: '✓', STOPPED: '✕', NOT_ASKED: '·', UNKNOWN: '?' };

export const stages = (procedure, search, language) =>
  h(
    'section',
    { class: 'card stages', 'aria-labelledby': 'stages-title' },
    h('h3', { id: 'stages-title' }, say(language, 'stagesTitle')),
    h(
      'ol',
      {},
      ...procedure.map(({ stage, label, out, own }) =>
        h(
          'li',
          { class: `own-${own.toLowerCase()}`, 'data-stage': stage },
          h('span', { class: 'sign', 'aria-hidden': 'true' }, OWN_SIGNS[own] ?? '?'),
          h('span', { class: 'stage-name' }, label[language]),
          h('span', { class: 'own' }, say(language, own)),
          h('span', { class: 'left' }, say(language, 'driversLeft', { count: out.band })),
        ),
      ),
    ),
    search === null ? null : h('p', { class: 'note' }, search.text[language]),
  );
