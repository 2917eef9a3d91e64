// Checks proof files in the reader's own browser: nothing is fetched, nothing is sent, and saved to
// disk it works without a network.
const { verifyWords, verifySteps, verifyChecked } = globalThis;

const $ = (id) => document.getElementById(id);
const state = {
  language: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
  results: [],
  problem: null,
  known: '',
};
const at = () => (state.language === 'zh' ? 0 : 1);
const word = (name, values = {}) =>
  verifyWords[name][at()].replaceAll(/\{(\w+)\}/g, (_, value) => String(values[value]));

function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

const stepLine = ([step, holds]) =>
  h(
    'li',
    { class: holds ? 'holds' : 'fails', 'data-step': step, 'data-holds': String(holds) },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, holds ? '✓' : '✗'),
    verifySteps[step][at()][holds ? 0 : 1],
  );

function card({ name, steps, checkpoints, index, record }) {
  const holds = Object.values(steps).every(Boolean);
  const places = checkpoints.map(({ origin, size }) =>
    index === null || !steps.in_log
      ? word('log', { origin, size })
      : word('place', { origin, size, number: index + 1 }),
  );
  const verdict = word(holds ? 'verified' : 'notVerified');
  return h(
    'article',
    { class: 'card', 'data-verified': String(holds) },
    h('h2', {}, name),
    h('p', { class: `verdict ${holds ? 'holds' : 'fails'}` }, verdict),
    h('ul', { class: 'steps' }, ...Object.entries(steps).map(stepLine)),
    ...places.map((place) => h('p', { class: 'place' }, place)),
    holds && state.known === '' ? h('p', { class: 'note' }, word('unpinned')) : null,
    record === null
      ? null
      : h(
          'details',
          {},
          h('summary', {}, word('record')),
          h('pre', { class: 'record' }, JSON.stringify(record, null, 2)),
        ),
  );
}

/** Two signed roots over one number of decisions. */
function forks() {
  const roots = new Map();
  return state.results
    .flatMap(({ checkpoints }) => checkpoints)
    .filter(({ origin, size, root }) => {
      const known = roots.get(`${origin} ${size}`) ?? root;
      roots.set(`${origin} ${size}`, known);
      return known.some((byte, place) => byte !== root[place]);
    })
    .map((fork) => h('p', { class: 'verdict fails', 'data-fork': '' }, word('forked', fork)));
}

function draw() {
  document.documentElement.lang = state.language === 'zh' ? 'zh-CN' : 'en';
  for (const node of document.querySelectorAll('[data-say]')) {
    node.textContent = word(node.dataset.say);
  }
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === state.language));
  }
  const problem =
    state.problem === null ? [] : [h('p', { class: 'verdict fails' }, word(state.problem))];
  $('answer').replaceChildren(...problem, ...forks(), ...state.results.map(card));
}

/** Why this browser can check nothing here; null where it can. */
async function unable() {
  if (globalThis.crypto?.subtle === undefined) return 'noCrypto';
  const key = new Uint8Array(32).fill(1);
  return crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']).then(
    () => null,
    ({ name }) => (name === 'NotSupportedError' ? 'noEd25519' : null),
  );
}

let round = 0;
async function check() {
  const mine = ++round;
  const known = $('key').value.replaceAll(/\s+/g, '');
  const problem = await unable();
  const files = problem === null ? [...$('files').files] : [];
  const results = await Promise.all(
    files.map(async (file) => ({
      name: file.name,
      ...(await verifyChecked(await file.text(), known)),
    })),
  );
  if (mine !== round) return;
  Object.assign(state, { known, problem, results });
  draw();
}

for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => {
    state.language = button.dataset.language;
    draw();
  });
}
$('files').addEventListener('change', check);
$('key').addEventListener('input', check);
$('check').addEventListener('submit', (event) => event.preventDefault());
draw();
