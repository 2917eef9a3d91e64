// One driver's explanation: the answer and its main reasons first, then the sum, the way through the
// stages, what was used about him, what it means, what he can do, and what is kept from him and why.
import { changesIn, profileChanged } from './changes.js';
import { h, s, table, unfolding } from './element.js';
import { partsSection } from './parts.js';
import { stages } from './stages.js';
import { chinaTime, named, say, thousands } from './words.js';

export function driverCard(view, language) {
  const word = (key, values) => say(language, key, values);
  const awarded = view.decision.kind !== 'recommendation';
  const rights = [
    sentences('could-change', word('couldChangeTitle'), changesIn(view), language),
    sentences('consequences', word('consequencesTitle'), view.consequences, language),
    remedies(view.remedies, language),
    sentences(
      'withheld',
      word('withheldTitle'),
      view.withheld.map(({ note }) => note),
      language,
    ),
  ];
  // Without parts the wide column has room for what else there is to read.
  const summed = view.parts.length > 0;
  return h(
    'article',
    { class: `explained role-${view.role.toLowerCase()}`, 'data-role': view.role },
    answer(view, language),
    h(
      'div',
      { class: 'columns' },
      h(
        'div',
        { class: 'main' },
        view.refusal === null ? null : rule(view.refusal, 'refusalTitle', language),
        view.notReached === null ? null : rule(view.notReached, 'notReachedTitle', language),
        profileChanged(view, language),
        summed ? partsSection(view, { awarded }, language) : rights,
        facts(view, language),
      ),
      h(
        'div',
        { class: 'aside' },
        view.procedure.length === 0 ? null : stages(view.procedure, view.search, language),
        summed ? rights : null,
      ),
    ),
  );
}

function answer(view, language) {
  const word = (key, values) => say(language, key, values);
  const { total, cutoffTotal, gap, rank, pool } = view.outcome;
  const figures = [
    total === null ? null : ['total', 'yourTotal', thousands(total)],
    cutoffTotal === null
      ? null
      : [
          'cutoff',
          view.decision.kind === 'recommendation' ? 'cutoffOther' : 'cutoff',
          thousands(cutoffTotal),
        ],
    gap === null || gap <= 0 ? null : ['gap', 'gap', thousands(gap)],
    rank === null ? null : ['rank', 'rank', word('rankOf', { rank, pool: pool.band })],
  ].filter((figure) => figure !== null);
  return h(
    'section',
    { class: 'card answer', 'aria-labelledby': 'answer-title' },
    headOf(view.decision, language),
    h('p', { class: 'question' }, view.question[language]),
    h('h2', { id: 'answer-title', class: 'role' }, view.answer.text[language]),
    h('p', { class: 'role-label' }, view.roleLabel[language]),
    ...reasons(view.narrative, language),
    h('p', { class: 'counted-most' }, view.countedMost.text[language]),
    view.reconstructed ? h('p', { class: 'note' }, word('reconstructed')) : null,
    figures.length === 0
      ? null
      : h(
          'dl',
          { class: 'figures' },
          ...figures.map(([id, name, value]) =>
            h('div', { 'data-figure': id }, h('dt', {}, word(name)), h('dd', {}, value)),
          ),
        ),
  );
}

/** The first sentence is the answer, the others say why. */
export const reasons = (narrative, language) =>
  narrative.map(({ text }, at) => h('p', { class: at === 0 ? 'lead' : 'reason' }, text[language]));

export const headOf = (decision, language) =>
  h(
    'p',
    { class: 'head' },
    h('span', { class: 'kind' }, decision.kindLabel[language]),
    h(
      'time',
      { datetime: decision.decidedAt },
      say(language, 'beijing', { time: chinaTime(decision.decidedAt) }),
    ),
    h(
      'span',
      {},
      decision.decidedByHuman === null
        ? say(language, 'soleAuto')
        : say(language, 'byHuman', { id: decision.decidedByHuman }),
    ),
    h(
      'span',
      { class: 'id' },
      decision.orderId === null || decision.orderVersion === ''
        ? ''
        : say(language, 'onOrder', { order: decision.orderId, version: decision.orderVersion }),
    ),
  );

/** The one rule that decided, with what was measured and what would have done. */
const rule = ({ reason, label, value, threshold, unit, sentence }, title, language) =>
  h(
    'section',
    { class: 'card rule', 'data-reason': reason, 'aria-labelledby': 'rule-title' },
    h('h3', { id: 'rule-title' }, say(language, title)),
    h('p', { class: 'rule-name' }, label[language]),
    h('p', {}, sentence.text[language]),
    unit !== 'moment' && value > 0 && threshold > 0
      ? compared({ value, threshold }, language)
      : null,
  );

/** Two bars on one scale. Their numbers stand in the sentence above, with their units. */
function compared({ value, threshold }, language) {
  const longest = Math.max(value, threshold);
  const bar = (name, size) => [
    h('dt', {}, say(language, name)),
    h(
      'dd',
      {},
      s(
        'svg',
        {
          class: 'factor-bar',
          viewBox: '0 0 1000 10',
          preserveAspectRatio: 'none',
          'aria-hidden': 'true',
        },
        s('rect', {
          class: `bar ${name}`,
          width: Math.max(4, (size * 1000) / longest),
          height: 10,
        }),
      ),
    ),
  ];
  return h('dl', { class: 'compared' }, ...bar('measured', value), ...bar('needed', threshold));
}

const sentences = (name, title, list, language) =>
  list.length === 0
    ? null
    : h(
        'section',
        { class: `card ${name}`, 'aria-labelledby': `${name}-title` },
        h('h3', { id: `${name}-title` }, title),
        h('ul', {}, ...list.map(({ text }) => h('li', {}, text[language]))),
      );

function remedies({ contact, until, ways }, language) {
  const told = [until, ...ways];
  const section = sentences('remedies', say(language, 'remediesTitle'), told, language);
  if (contact !== null) section?.append(h('p', {}, say(language, 'contact', { contact })));
  return section;
}

function facts(view, language) {
  const word = (key, values) => say(language, key, values);
  const text = (datum) => datum.text?.[language] || word('none');
  const source = ({ source: from, origin }) => {
    const where = word(from === 'driver' ? 'driver_source' : from);
    return origin === 'OBSERVED' ? where : `${where} · ${word(origin)}`;
  };
  const profile =
    view.profile === null ? null : word(view.profile === 'ON' ? 'profileOn' : 'profileOff');
  return h(
    'section',
    { class: 'card more' },
    view.inputs.length === 0
      ? null
      : unfolding(
          'facts',
          word('factsTitle'),
          profile === null ? null : h('p', { class: 'note' }, profile),
          table({
            caption: word('factsTitle'),
            head: ['fact', 'value', 'source', 'age'].map((key) => word(key)),
            rows: view.inputs.map((datum) => [
              datum.label[language],
              text(datum),
              source(datum),
              datum.ageSeconds === null
                ? ''
                : word('seconds', { count: thousands(datum.ageSeconds) }),
            ]),
            numeric: [3],
          }),
        ),
    view.order.length === 0
      ? null
      : unfolding(
          'terms',
          word('termsTitle'),
          table({
            caption: word('termsTitle'),
            head: ['fact', 'value'].map((key) => word(key)),
            rows: view.order.map((term) => [term.label[language], text(term)]),
          }),
        ),
    view.tieBreak === null ? null : lot(view.tieBreak, language),
    rulesOf(view, language),
  );
}

const lot = ({ rule: how, seedHash, seed, ownTicket, recompute }, language) =>
  unfolding(
    'lot',
    say(language, 'tieTitle'),
    h('p', {}, how.text[language]),
    pairs(
      [
        ['seedHash', seedHash],
        ['seed', seed],
        ['ticket', ownTicket],
      ],
      language,
    ),
    h('p', { class: 'note' }, recompute.text[language]),
  );

/** By which version of the rules and the program it was decided. */
export const rulesOf = ({ parameters, decision, system }, language) =>
  unfolding(
    'rules',
    say(language, 'rulesTitle'),
    system === undefined
      ? null
      : h('p', {}, h('a', { href: system.publishedRules.path }, say(language, 'fullRules'))),
    pairs(
      [
        [
          'policy',
          say(language, 'policyName', {
            name: parameters.policyName,
            version: parameters.policyVersion,
          }),
        ],
        ['', parameters.policyHash],
        ['engine', decision.engineVersion],
        ['decision', decision.decisionId],
      ],
      language,
    ),
    table({
      caption: say(language, 'weight'),
      head: [say(language, 'part'), say(language, 'weight')],
      rows: parameters.weights.map(({ label, weight }) => [label[language], thousands(weight)]),
      numeric: [1],
    }),
  );

const pairs = (list, language) =>
  h(
    'dl',
    { class: 'pairs' },
    ...list
      .filter(([, value]) => value !== null)
      .flatMap(([name, value]) => [
        h('dt', {}, name === '' ? 'SHA-256' : say(language, name)),
        h('dd', {}, value),
      ]),
  );

/** A role as a small label, for lists. */
export const roleChip = (role, language) =>
  h('span', { class: `chip role-${role.toLowerCase()}` }, named(language, 'role', role));
