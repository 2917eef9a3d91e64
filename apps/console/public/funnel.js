// An order's funnel: bars that narrow from all drivers to the winner. What was refused is cut off the
// end of its bar, reason by reason, so that what is left under the last cut is what was ranked.
import { h, picture, s, table, unfolding } from './element.js';
import { say, thousands } from './words.js';

const BAR = 24;
const CUT = 16;
const LABEL = 20;
const WIDE = 560;
/** Below this share of the bar above, the rest would be too thin to read and is drawn larger. */
const ZOOM_BELOW = 0.4;

/**
 * The rows from the numbers of the service. Those who grabbed come before the ranked when an award
 * judged only them, and after when it only recommended: then ranking came first.
 */
export function rowsOf({ funnel, winner, kind }, labels) {
  const refused = Object.entries(funnel.refused)
    .sort(([a, many], [b, few]) => last(a) - last(b) || few - many || (a < b ? -1 : 1))
    .map(([reason, count]) => ({ id: 'refused', reason, label: labels[reason] ?? null, count }));
  const grabbed = { id: 'grabbed', count: funnel.grabbed };
  const grabsFirst = kind !== 'recommendation';
  return [
    { id: 'on_duty', count: funnel.onDuty },
    { id: 'found', count: funnel.found },
    { id: 'evaluated', count: funnel.evaluated },
    ...(grabsFirst ? [grabbed] : []),
    ...refused,
    { id: 'ranked', count: funnel.ranked },
    ...(grabsFirst ? [] : [grabbed]),
    { id: 'winner', count: winner === null ? 0 : 1, who: winner },
  ];
}

/** Not grabbing is asked last, of those whom every other rule let pass. */
const last = (reason) => Number(reason === 'did_not_grab');

export function funnelSection(view, labels, language) {
  const rows = rowsOf(view, labels);
  const name = (row) => nameOf(row, language);
  return h(
    'section',
    { class: 'card funnel', 'aria-labelledby': 'funnel-title' },
    h('h2', { id: 'funnel-title' }, say(language, 'funnelTitle')),
    picture({
      name: 'funnel',
      label: say(language, 'funnelSays', countsOf(rows)),
      draw: (width) => drawn(rows, width, language),
    }),
    h('p', { class: 'note' }, say(language, 'funnelNote')),
    unfolding(
      'funnel-table',
      say(language, 'asTable'),
      table({
        caption: say(language, 'funnelTable'),
        head: [say(language, 'stage'), say(language, 'drivers')],
        rows: rows.map((row) => [name(row), countText(row)]),
        numeric: [1],
      }),
    ),
  );
}

const nameOf = ({ id, reason, label }, language) =>
  id === 'refused'
    ? say(language, 'refusedFor', { reason: label?.[language] ?? reason.replaceAll('_', ' ') })
    : say(language, id);

const countText = ({ id, count }) => `${id === 'refused' ? '−' : ''}${thousands(count)}`;

function countsOf(rows) {
  const sum = (id) =>
    rows.filter((row) => row.id === id).reduce((total, { count }) => total + count, 0);
  const ids = ['on_duty', 'found', 'evaluated', 'refused', 'ranked', 'grabbed', 'winner'];
  return Object.fromEntries(ids.map((id) => [id, thousands(sum(id))]));
}

/** Where each bar begins and ends, in drivers, and how many pixels a driver takes from there on. */
function laidOut(rows, span) {
  const top = Math.max(1, ...rows.slice(0, 2).map(({ count }) => count));
  const judged = Math.max(1, ...rows.slice(2).map(({ count }) => count));
  const zoomed = judged < top * ZOOM_BELOW;
  const scale = (at) => span / (zoomed && at >= 2 ? judged : Math.max(top, zoomed ? 0 : judged));
  let left = rows.find(({ id }) => id === 'evaluated').count;
  const placed = rows.map((row, at) => {
    const cut = row.id === 'refused';
    if (cut) left -= row.count;
    const start = cut ? left : 0;
    return {
      ...row,
      x: start * scale(at),
      // One driver among thousands is still to be seen.
      w: row.count === 0 ? 0 : Math.max(3, row.count * scale(at)),
    };
  });
  return { placed, times: zoomed ? Math.round(top / judged) : 1 };
}

function drawn(rows, width, language) {
  const wide = width >= WIDE;
  const x0 = wide ? (language === 'zh' ? 190 : 210) : 0;
  const span = width - x0 - (wide ? 72 : 0);
  const { placed, times } = laidOut(rows, span);
  // What flows lies under the bars.
  const flows = [];
  const nodes = [];
  let y = 2;
  let above = null;
  placed.forEach((row, at) => {
    if (at === 2 && times > 1) {
      flows.push(...lens({ above, x0, y: y + (wide ? 0 : LABEL), times, span, language }));
      y += 34;
      above = null;
    }
    const tall = row.id === 'refused' ? CUT : BAR;
    const barY = wide ? y : y + LABEL;
    // What is left runs down from bar to bar as one shape; a cut shows beside it.
    const rest = row.id === 'refused' ? row.x : row.w;
    if (above !== null && row.id !== 'grabbed') {
      flows.push(flow({ from: above, to: { y: barY, w: rest }, x0 }));
    }
    if (row.id === 'refused' && rest > 0) {
      flows.push(s('rect', { class: 'flow', x: x0, y: barY, width: rest, height: tall }));
    }
    nodes.push(stage(row, { x0, y, barY, tall, wide, width, language }));
    // A count beside the stream: those who grabbed are judged like all others.
    if (row.id !== 'grabbed') above = { y: barY + tall, w: rest };
    y = barY + tall + (row.id === 'refused' ? 6 : 12);
  });
  return { height: y, nodes: [...flows, ...nodes] };
}

function stage(row, { x0, y, barY, tall, wide, width, language }) {
  const text = nameOf(row, language);
  const middle = barY + tall / 2;
  const who = row.id === 'winner' ? (row.who ?? say(language, 'nobodyYet')) : null;
  return s(
    'g',
    {
      class: `stage ${row.id}`,
      'data-stage': row.id,
      'data-count': row.count,
      ...(row.reason === undefined ? {} : { 'data-reason': row.reason }),
    },
    s('rect', { class: 'bar', x: x0 + row.x, y: barY, width: row.w, height: tall, rx: 3 }),
    s(
      'text',
      wide
        ? { class: 'name', x: x0 - 12, y: middle, 'text-anchor': 'end' }
        : { class: 'name', x: 0, y: y + LABEL / 2 },
      text,
    ),
    s(
      'text',
      {
        class: 'count',
        x: width,
        y: wide ? middle : y + LABEL / 2,
        'text-anchor': 'end',
      },
      countText(row),
    ),
    who === null
      ? null
      : s('text', { class: 'who', x: x0 + row.w + 10, y: middle }, clipped(who, width - x0)),
  );
}

/** The shape between two bars. */
const flow = ({ from, to, x0 }) =>
  s('path', {
    class: 'flow',
    d: `M${x0} ${from.y}H${x0 + from.w}L${x0 + to.w} ${to.y}H${x0}Z`,
  });

/** Between two scales: the end of the small bar widens to the full width, and says how much. */
const lens = ({ above, x0, y, times, span, language }) => [
  s('path', {
    class: 'lens',
    d: `M${x0} ${above.y}H${x0 + above.w}L${x0 + span} ${y + 34}H${x0}Z`,
  }),
  s(
    'text',
    { class: 'zoom', x: x0 + 10, y: y + 20 },
    say(language, 'zoomed', { times: thousands(times) }),
  ),
];

/** An id of up to 64 letters in the room there is, at about 8 pixels a letter. */
const clipped = (text, room) => {
  const letters = Math.max(8, Math.floor((room - 80) / 8));
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
};
