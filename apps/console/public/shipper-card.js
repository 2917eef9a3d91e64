// What a shipper reads of his order: why this driver, or why none yet and which single easing of the
// order would reach the most trucks. Then the funnel.
import { h, s, table, unfolding } from './element.js';
import { headOf, reasons, rulesOf } from './driver-card.js';
import { funnelSection } from './funnel.js';
import { say, thousands } from './words.js';

export function shipperCard({ explanation, funnel }, language) {
  const labels = Object.fromEntries(
    (explanation?.refusals ?? []).map(({ reason, label }) => [reason, label]),
  );
  return h(
    'article',
    { class: 'explained role-shipper', 'data-role': 'SHIPPER' },
    explanation === null ? undecided(language) : answer(explanation, language),
    h(
      'div',
      { class: 'columns' },
      h('div', { class: 'main' }, funnel.funnel && funnelSection(funnel, labels, language)),
      explanation === null
        ? null
        : h(
            'div',
            { class: 'aside' },
            explanation.winner === null ? null : winnerSection(explanation.winner, language),
            explanation.relaxations.length === 0
              ? null
              : relaxSection(explanation.relaxations, language),
            h('section', { class: 'card more' }, rulesOf(explanation, language)),
          ),
    ),
  );
}

const undecided = (language) =>
  h('section', { class: 'card answer' }, h('p', { class: 'lead' }, say(language, 'undecided')));

const answer = (explanation, language) =>
  h(
    'section',
    { class: 'card answer', 'aria-labelledby': 'answer-title' },
    headOf(explanation.decision, language),
    h('h2', { id: 'answer-title', class: 'visually-hidden' }, say(language, 'whyShipper')),
    ...reasons(explanation.narrative, language),
  );

function winnerSection({ driverId, total, parts }, language) {
  return h(
    'section',
    { class: 'card winner', 'aria-labelledby': 'winner-title' },
    h('h3', { id: 'winner-title' }, say(language, 'winnerTitle')),
    h('p', { class: 'rule-name' }, driverId),
    total === null
      ? null
      : h('p', {}, `${say(language, 'total')} `, h('b', { class: 'tabular' }, thousands(total))),
    parts.length === 0
      ? null
      : h(
          'ul',
          { class: 'quarters' },
          ...parts.map(({ factor, label, quarter }) =>
            h(
              'li',
              { 'data-factor': factor },
              h('span', {}, label[language]),
              quarterPicture(quarter, language),
            ),
          ),
        ),
    h('p', { class: 'note' }, say(language, 'winnerNote')),
  );
}

const QUARTERS = [1, 2, 3, 4];

const quarterPicture = (quarter, language) =>
  s(
    'svg',
    {
      class: 'quarter',
      viewBox: '0 0 70 10',
      role: 'img',
      'aria-label': say(language, 'quarterOf', { quarter }),
    },
    ...QUARTERS.map((each) =>
      s('rect', {
        class: each <= quarter ? 'on' : 'off',
        x: (each - 1) * 18,
        y: 0,
        width: 16,
        height: 10,
        rx: 2,
      }),
    ),
  );

/** Each easing with the trucks it would add, the longest bar first as the service ranks them. */
function relaxSection(relaxations, language) {
  const most = Math.max(1, ...relaxations.map(({ trucks }) => trucks));
  return h(
    'section',
    { class: 'card relax', 'aria-labelledby': 'relax-title' },
    h('h3', { id: 'relax-title' }, say(language, 'relaxTitle')),
    h(
      'ul',
      {},
      ...relaxations.map(({ term, trucks, sentence }) =>
        h(
          'li',
          { 'data-term': term },
          h('p', {}, sentence.text[language]),
          s(
            'svg',
            {
              class: 'factor-bar',
              viewBox: '0 0 1000 10',
              preserveAspectRatio: 'none',
              'aria-hidden': 'true',
            },
            s('rect', { class: 'bar gained', width: (trucks * 1000) / most, height: 10 }),
          ),
        ),
      ),
    ),
    unfolding(
      'relax-table',
      say(language, 'asTable'),
      table({
        caption: say(language, 'relaxTable'),
        head: [say(language, 'change'), say(language, 'moreTrucks')],
        rows: relaxations.map(({ trucks, sentence }) => [
          sentence.text[language],
          `+${thousands(trucks)}`,
        ]),
        numeric: [1],
      }),
    ),
  );
}
