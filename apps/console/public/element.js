// Nodes are made here and nowhere else. What a user wrote arrives as a string and becomes a text node,
// so no text can become markup; styles are classes, as the content security policy wants.

const SVG = 'http://www.w3.org/2000/svg';

/** `h('p', {class: 'muted'}, 'text', node, null)`: an element of HTML. Null children are left out. */
export const h = (name, attributes = {}, ...children) =>
  filled(document.createElement(name), attributes, children);

/** The same for SVG. */
export const s = (name, attributes = {}, ...children) =>
  filled(document.createElementNS(SVG, name), attributes, children);

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    if (name === 'onclick') element.addEventListener('click', value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) element.append(child);
  }
  return element;
}

/** A table with a caption and head cells; the first cell of each row names it. `numeric` marks columns. */
export function table({ caption, head, rows, foot = [], numeric = [] }) {
  const as = (name, at, cell) =>
    h(name, { class: numeric.includes(at) ? 'number' : null, ...scope(name, at) }, cell);
  const row = (cells) => h('tr', {}, ...cells.map((cell, at) => as(at ? 'td' : 'th', at, cell)));
  const heads = head.map((cell, at) =>
    h('th', { scope: 'col', class: numeric.includes(at) ? 'number' : null }, cell),
  );
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, ...heads)),
      h('tbody', {}, ...rows.map(row)),
      foot.length > 0 ? h('tfoot', {}, ...foot.map(row)) : null,
    ),
  );
}

const scope = (name, at) => (name === 'th' && at === 0 ? { scope: 'row' } : {});

/** What unfolds. `name` keeps it open when the page is drawn again in the other language. */
export const unfolding = (name, summary, ...content) =>
  h('details', { 'data-name': name }, h('summary', {}, summary), ...content);

/**
 * An SVG as wide as the place it stands in, drawn again whenever that changes, so that its letters
 * keep their size. `draw(width)` gives `{height, nodes}`; `label` is what is read out for it.
 */
export function picture({ name, label, draw }) {
  const svg = s('svg', {
    class: 'picture',
    role: 'img',
    'aria-label': label,
    'data-picture': name,
  });
  const frame = h('div', { class: 'frame' }, svg);
  let drawn = 0;
  new ResizeObserver(() => {
    const width = Math.floor(frame.clientWidth);
    if (width === 0 || width === drawn) return;
    drawn = width;
    const { height, nodes } = draw(width);
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.setAttribute('width', width);
    svg.setAttribute('height', height);
    svg.replaceChildren(...nodes);
  }).observe(frame);
  return frame;
}
