// What there is to ask about: a driver's own decisions, a shipper's own orders. A click asks.
import { h } from './element.js';
import { roleChip } from './driver-card.js';
import { chinaTime, named, say, thousands } from './words.js';

/** `items` as buttons, and one more for the next page while there is one. */
export function listOf({ title, open, items, more, row, language }) {
  return h(
    'details',
    { class: 'list', open },
    h('summary', {}, title),
    items.length === 0
      ? h('p', { class: 'note' }, say(language, 'nothingYet'))
      : h('ul', {}, ...items.map((item) => h('li', {}, row(item)))),
    more === null
      ? null
      : h('button', { type: 'button', class: 'more', onclick: more }, say(language, 'more')),
  );
}

export const decisionRow = (item, { language, pick }) =>
  h(
    'button',
    { type: 'button', onclick: () => pick(item), 'data-decision': item.decisionId, class: 'row' },
    roleChip(item.role, language),
    h('span', { class: 'what' }, named(language, 'kind', item.kind)),
    h('span', { class: 'when' }, chinaTime(item.decidedAt)),
    h('span', { class: 'id' }, item.orderId ?? ''),
  );

export const orderRow = (item, { language, pick }) =>
  h(
    'button',
    { type: 'button', onclick: () => pick(item), 'data-order': item.orderId, class: 'row' },
    h('span', { class: `chip status-${item.status}` }, named(language, 'status', item.status)),
    h(
      'span',
      { class: 'what' },
      `${item.loading.cityCode} → ${item.unloading.cityCode} · ¥ ${yuan(item.freightFen)}`,
    ),
    h('span', { class: 'when' }, chinaTime(item.postedAt)),
    h('span', { class: 'id' }, item.orderId),
  );

/** Fen are whole; the two decimals show only when there are any. */
function yuan(fen) {
  const rest = fen % 100;
  const whole = thousands((fen - rest) / 100);
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(2, '0')}`;
}
