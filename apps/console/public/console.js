// The page: takes a token and an order, asks the service what this reader may ask, and draws it. All
// that is shown stands in `state`, so another language is the same state drawn again.
import { ask, bearerOf, forgetToken, keepToken, keptToken, paths, tidyToken } from './asking.js';
import { driverCard } from './driver-card.js';
import { smallCard } from './small-card.js';
import { h } from './element.js';
import { decisionRow, listOf, orderRow } from './lists.js';
import { shipperCard } from './shipper-card.js';
import { chinaTime, named, say } from './words.js';

const $ = (id) => document.getElementById(id);
const STAFF = ['reviewer', 'operator'];
const LISTS_ORDERS = ['shipper', 'operator'];

const state = {
  language: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
  token: keptToken() ?? '',
  bearer: null,
  /** What the token's holder may pick from, and where the next page begins. */
  list: null,
  /** Folded once there is an answer, which then stands where the eye is. */
  listOpen: true,
  /** `{driver}`, `{shipper}` or both, as answered. */
  answer: null,
  problem: null,
  asking: false,
};

/** Only the last question's answer counts; an earlier one that comes late is dropped. */
let asked = 0;

const word = (key, values) => say(state.language, key, values);

function useToken(token) {
  if (token === state.token) return;
  state.token = token;
  state.list = null;
  state.answer = null;
  state.problem = null;
  if (token === '') forgetToken();
  else keepToken(token);
}

async function explain({ decisionId = null } = {}) {
  const typed = tidyToken($('token').value);
  if (typed !== '') useToken(typed);
  $('token').value = '';
  state.bearer = bearerOf(state.token);
  const orderId = $('order').value.trim();
  const driverId = STAFF.includes(state.bearer?.role) ? $('driver').value.trim() : '';
  const mine = ++asked;
  state.answer = null;
  state.problem = null;
  if (state.token === '') state.problem = { title: word('needsToken') };
  else if (orderId === '' && decisionId === null) {
    state.problem = state.list === null ? null : { title: word('needsOrder') };
  }
  state.asking = state.problem === null;
  draw();
  if (state.problem !== null) return;
  const [answered, list] = await Promise.all([
    orderId === '' && decisionId === null ? {} : answerTo({ orderId, decisionId, driverId }),
    state.list === null ? firstList() : { list: state.list },
  ]);
  if (mine !== asked) return;
  state.asking = false;
  state.answer = answered.answer ?? null;
  state.listOpen = state.answer === null;
  state.list = list.list ?? null;
  state.problem = answered.problem ?? list.problem ?? null;
  draw();
  if (state.answer !== null) showAnswer();
}

function showAnswer() {
  const answer = $('answer');
  answer.focus({ preventScroll: true });
  if (answer.getBoundingClientRect().top > innerHeight / 2) answer.scrollIntoView();
}

/** A driver reads his own card; anyone else the order's funnel, and staff a named driver's card too. */
async function answerTo({ orderId, decisionId, driverId }) {
  const get = (path) => ask(path, state.token);
  if (decisionId !== null) return cards(await get(paths.decision(decisionId)));
  if (state.bearer?.role === 'driver') return cards(await get(paths.explanation(orderId)));
  const [funnel, shipper, driver] = await Promise.all([
    get(paths.funnel(orderId)),
    get(paths.explanation(orderId)),
    driverId === '' ? {} : asStaff(get, orderId, driverId),
  ]);
  const problem = funnel.problem ?? shipper.problem ?? null;
  if (problem !== null) return { problem };
  return {
    answer: {
      shipper: { funnel: funnel.body, explanation: shipper.body.explanation ?? null },
      driver: driver.body?.explanation ?? null,
    },
    problem: driver.problem ?? null,
  };
}

/** The whole record where somebody else has approved that; else the card, which anyone on duty may read. */
async function asStaff(get, orderId, driverId) {
  const full = await get(paths.explanation(orderId, driverId));
  return full.problem?.code === 'access_not_approved'
    ? get(paths.explanation(orderId, driverId, 'card'))
    : full;
}

const cards = ({ body, problem }) =>
  problem === undefined
    ? { answer: { driver: body.explanation ?? null, shipper: null } }
    : { problem };

/** Nothing to list is no problem: a reviewer has no orders of his own. */
async function firstList() {
  const bearer = state.bearer;
  if (bearer === null) return { list: null };
  const driver = bearer.role === 'driver';
  if (!driver && !LISTS_ORDERS.includes(bearer.role)) return { list: null };
  const page = driver
    ? (cursor) => paths.myDecisions(bearer.subject, cursor)
    : (cursor) => paths.orders(cursor);
  const { body, problem } = await ask(page(null), state.token);
  if (problem !== undefined) return { problem };
  return { list: { driver, page, items: body.items, cursor: body.nextCursor } };
}

async function longerList() {
  const { list, token } = state;
  const { body, problem } = await ask(list.page(list.cursor), token);
  if (state.list !== list) return;
  state.listOpen = true;
  if (problem !== undefined) state.problem = problem;
  else state.list = { ...list, items: [...list.items, ...body.items], cursor: body.nextCursor };
  draw();
}

function pick({ orderId, decisionId = null }) {
  $('order').value = orderId ?? '';
  void explain({ decisionId });
}

function draw() {
  const { language, bearer, token } = state;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll('[data-say]')) {
    element.textContent = word(element.dataset.say);
  }
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  }
  $('token').placeholder = token === '' ? '' : word('tokenKept');
  $('forget').hidden = token === '';
  $('driver-field').hidden = !STAFF.includes(bearer?.role);
  $('who').textContent = bearer === null ? '' : whoText(bearer);
  $('progress').textContent = state.asking ? word('asking') : '';
  $('answer').setAttribute('aria-busy', String(state.asking));
  $('list').replaceChildren(...drawnList());
  $('problem').replaceChildren(...drawnProblem());
  drawAnswer();
}

const whoText = ({ role, subject, untilMs }) =>
  [
    word('signedIn', { role: named(state.language, 'who', role), subject }),
    ...(Number.isFinite(untilMs) ? [word('until', { time: chinaTime(untilMs) })] : []),
  ].join(' · ');

function drawnList() {
  const { list, language } = state;
  if (list === null) return [];
  const row = list.driver ? decisionRow : orderRow;
  const orders = state.bearer?.role === 'shipper' ? 'myOrders' : 'allOrders';
  return [
    listOf({
      title: word(list.driver ? 'myDecisions' : orders),
      open: state.listOpen,
      items: list.items,
      more: list.cursor === null ? null : () => void longerList(),
      row: (item) => row(item, { language, pick }),
      language,
    }),
  ];
}

/** The kind in the reader's language, then this case and its fields in the service's own words. */
function drawnProblem() {
  const { problem, language } = state;
  if (problem === null) return [];
  const { code, title, detail, errors = [], requestId } = problem;
  const ownWords = ['unreachable', 'unreadable'].includes(code) ? word(code) : null;
  const known = named(language, 'problem', code ?? '');
  const heading = ownWords ?? (known === String(code).replaceAll('_', ' ') ? title : known);
  return [
    h(
      'section',
      { class: 'card problem', 'data-code': code ?? 'page' },
      h('h2', {}, heading ?? title ?? code),
      detail === undefined || detail === title ? null : h('p', { lang: 'en' }, detail),
      errors.length === 0
        ? null
        : h(
            'ul',
            { lang: 'en' },
            ...errors.map(({ path, message }) => h('li', {}, h('code', {}, path), ` ${message}`)),
          ),
      requestId === undefined
        ? null
        : h('p', { class: 'note' }, `${word('requestId')} `, h('code', {}, requestId)),
    ),
  ];
}

function drawAnswer() {
  const { answer, language } = state;
  const open = [...$('answer').querySelectorAll('details[open]')].map(
    ({ dataset }) => dataset.name,
  );
  const drawn = [];
  if (answer?.driver) {
    const small = answer.driver.schema === 'paidan.card/1';
    drawn.push((small ? smallCard : driverCard)(answer.driver, language));
  }
  if (answer?.shipper) drawn.push(shipperCard(answer.shipper, language));
  if (answer !== null && drawn.length === 0) {
    drawn.push(
      h('section', { class: 'card answer' }, h('p', { class: 'lead' }, word('undecided'))),
    );
  }
  $('answer').replaceChildren(...drawn);
  for (const details of $('answer').querySelectorAll('details')) {
    details.open = open.includes(details.dataset.name);
  }
}

/** `#token=…&order=…` opens an answer directly; it is taken out of the address before anything else. */
function takeFragment() {
  if (location.hash.length < 2) return false;
  const given = new URLSearchParams(location.hash.slice(1));
  if (!given.has('token') && !given.has('order')) return false;
  history.replaceState(null, '', location.pathname + location.search);
  useToken(tidyToken(given.get('token') ?? state.token));
  $('order').value = given.get('order') ?? '';
  $('driver').value = given.get('driver') ?? '';
  return true;
}

$('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  void explain();
});
$('forget').addEventListener('click', () => {
  asked += 1;
  useToken('');
  state.bearer = null;
  state.asking = false;
  draw();
  $('token').focus();
});
for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => {
    state.language = button.dataset.language;
    draw();
  });
}
addEventListener('hashchange', () => {
  if (takeFragment()) void explain();
});

takeFragment();
draw();
if (state.token !== '') void explain();
