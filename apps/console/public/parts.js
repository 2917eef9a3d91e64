// A driver's total as a picture: one bar for the sum against the total that was needed, then for each
// part its own bar in a track as long as the part could give at most.
import { h, picture, s, table, unfolding } from './element.js';
import { say, thousands } from './words.js';

/** What looks at a driver's past, and is neutral when his profile is off; the rest is of this trip. */
const PROFILE = [
  'completion_rate',
  'punctuality',
  'lane_experience',
  'completed_together',
  'cargo_experience',
  'exploration',
  'observed_rating',
];
const SHARES = ['waiting', 'fair_share'];
const groupOf = (factor) =>
  PROFILE.includes(factor) ? 'profile' : SHARES.includes(factor) ? 'waiting' : 'trip';
const GROUPS = { trip: 'groupTrip', profile: 'groupProfile', waiting: 'groupWaiting' };

const SUM = { height: 92, y: 34, bar: 26 };

export function partsSection({ parts, outcome }, { awarded }, language) {
  const most = parts.reduce((sum, part) => sum + part.most, 0);
  const cutoffName = say(language, awarded ? 'cutoff' : 'cutoffOther');
  const { total, cutoffTotal } = outcome;
  const label = say(language, 'partsSay', {
    total: thousands(total),
    most: thousands(most),
    cutoff: cutoffTotal === null ? say(language, 'noCutoff') : thousands(cutoffTotal),
  });
  return h(
    'section',
    { class: 'card parts', 'aria-labelledby': 'parts-title' },
    h('h2', { id: 'parts-title' }, say(language, 'partsTitle')),
    legend(parts, language),
    picture({
      name: 'sum',
      label,
      draw: (width) => sumDrawn({ parts, total, cutoffTotal, cutoffName, most, width, language }),
    }),
    h('ol', { class: 'factors' }, ...parts.map((part) => factor(part, parts, language))),
    unfolding('parts-table', say(language, 'asTable'), partsTable(parts, outcome, language)),
  );
}

const legend = (parts, language) =>
  h(
    'ul',
    { class: 'legend' },
    ...Object.entries(GROUPS)
      .filter(([group]) => parts.some((part) => groupOf(part.factor) === group))
      .map(([group, word]) => h('li', { class: group }, say(language, word))),
  );

/** All parts end to end on a scale that ends at what could be had, and the mark that was to be reached. */
function sumDrawn({ parts, total, cutoffTotal, cutoffName, most, width, language }) {
  const px = (value) => (value * width) / Math.max(1, most);
  const { y, bar, height } = SUM;
  const nodes = [s('rect', { class: 'track', x: 0, y, width, height: bar, rx: 3 })];
  let reached = 0;
  for (const { factor: name, contribution, label } of parts) {
    nodes.push(
      s(
        'rect',
        {
          class: `segment ${groupOf(name)}`,
          'data-factor': name,
          'data-contribution': contribution,
          x: px(reached),
          y,
          // A hair of the ground stays between two segments.
          width: Math.max(0, px(contribution) - 1),
          height: bar,
        },
        s('title', {}, `${label[language]} ${thousands(contribution)}`),
      ),
    );
    reached += contribution;
  }
  if (cutoffTotal !== null && cutoffTotal > total) {
    nodes.push(
      s(
        'rect',
        { class: 'missing', x: px(total), y, width: px(cutoffTotal - total), height: bar },
        s('title', {}, `${say(language, 'missing')} ${thousands(cutoffTotal - total)}`),
      ),
    );
  }
  nodes.push(...mark({ x: px(total), up: false, name: say(language, 'yourTotal'), total, width }));
  if (cutoffTotal !== null) {
    nodes.push(
      ...mark({ x: px(cutoffTotal), up: true, name: cutoffName, total: cutoffTotal, width }),
    );
  }
  return { height, nodes };
}

/** A line across the bar with its name above or below, kept inside the picture. */
function mark({ x, up, name, total, width }) {
  const { y, bar, height } = SUM;
  const at = Math.min(Math.max(x, 1), width - 1);
  const anchor = x > width * 0.72 ? 'end' : x < width * 0.28 ? 'start' : 'middle';
  return [
    s('line', {
      class: up ? 'mark cutoff' : 'mark own',
      x1: at,
      x2: at,
      y1: up ? y - 10 : y,
      y2: up ? y + bar : y + bar + 8,
    }),
    s(
      'text',
      {
        class: up ? 'mark-name cutoff' : 'mark-name own',
        x: at,
        y: up ? y - 20 : height - 10,
        'text-anchor': anchor,
      },
      `${name} ${thousands(total)}`,
    ),
  ];
}

function factor(
  { factor: name, label, points, weight, contribution, most, sentence },
  all,
  language,
) {
  const longest = Math.max(1, ...all.map((part) => part.most));
  const px = (value) => Math.round((value * 1000) / longest);
  const group = groupOf(name);
  return h(
    'li',
    { class: `factor ${group}`, 'data-factor': name },
    h('span', { class: 'factor-name' }, label[language]),
    h(
      'span',
      { class: 'formula' },
      `${thousands(points)} × ${weight} = `,
      h('b', {}, thousands(contribution)),
      h('span', { class: 'of' }, ` ${say(language, 'ofMost', { most: thousands(most) })}`),
    ),
    s(
      'svg',
      {
        class: 'factor-bar',
        viewBox: '0 0 1000 10',
        preserveAspectRatio: 'none',
        'aria-hidden': 'true',
      },
      s('rect', { class: 'track', x: 0, y: 0, width: px(most), height: 10 }),
      s('rect', {
        class: `bar ${group}`,
        'data-factor': name,
        'data-contribution': contribution,
        x: 0,
        y: 0,
        width: px(contribution),
        height: 10,
      }),
    ),
    h('p', { class: 'because' }, sentence.text[language]),
  );
}

function partsTable(parts, { total, cutoffTotal, gap }, language) {
  const word = (key) => say(language, key);
  const last = (key, value) => [word(key), '', '', thousands(value), ''];
  return table({
    caption: word('partsTable'),
    head: ['part', 'points', 'weight', 'contribution', 'most'].map(word),
    rows: parts.map((part) => [
      part.label[language],
      thousands(part.points),
      thousands(part.weight),
      thousands(part.contribution),
      thousands(part.most),
    ]),
    foot: [
      [
        ...last('total', total).slice(0, 4),
        thousands(parts.reduce((sum, { most }) => sum + most, 0)),
      ],
      ...(cutoffTotal === null ? [] : [last('cutoff', cutoffTotal)]),
      ...(gap === null || gap <= 0 ? [] : [last('gap', gap)]),
    ],
    numeric: [1, 2, 3, 4],
  });
}
