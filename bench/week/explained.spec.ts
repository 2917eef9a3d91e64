import {
  besideOf,
  explainToDriver,
  policyHash,
  recordOf,
  seedHash,
  ticket,
  type DriverExplanation,
  type Sentence,
} from '#libs/explanations';
import { decide, defaultPolicy, type Candidate, type OrderFacts } from '#libs/matcher';
import { canariesOf, markOf } from './canaries.js';
import { checked } from './explained.js';
import type { Recorded } from './recorded.js';

const NOW_MS = Date.UTC(2026, 10, 30, 2);
const HOUR_MS = 3_600_000;
const SEED = 'ab'.repeat(32);
const CONTACT = 'week';

const order: OrderFacts = {
  orderId: 'order-1',
  orderVersion: 1,
  shipperId: 'shipper-1',
  fromCityCode: '3301',
  toCityCode: '3100',
  laneMeters: 160_123,
  loadingWindow: { fromMs: NOW_MS + HOUR_MS, untilMs: NOW_MS + 4 * HOUR_MS },
  load: { kilograms: 9_200, litres: 30_000, vehicleSlots: 0 },
  bodyTypes: ['box'],
  minLengthMillimeters: 9_600,
  cargoKind: 'general',
  handling: 'none',
  qualifications: [],
  mode: 'grab_then_award',
  postedAtMs: NOW_MS - HOUR_MS,
} as OrderFacts;

const driver = (seat: number, over: Partial<Candidate> = {}): Candidate => {
  const driverId = `week-${String(seat).padStart(5, '0')}`;
  return {
    driverId,
    body: 'box',
    lengthMillimeters: 9_600 + seat,
    freeLoad: { kilograms: 15_000 + seat, litres: 55_000 + seat, vehicleSlots: 0 },
    activeOrders: 0,
    qualifications: [],
    place: {
      source: 'position',
      pickupMeters: 6_123 + seat * 37,
      ageSeconds: 65,
      cell: `863${String(seat).padStart(3, '0')}1b07fffff`.slice(0, 15),
    },
    consents: {
      location: `2026-11.${markOf({ driverId }, 'location')}`,
      profile: `2026-11.${markOf({ driverId }, 'profile')}`,
    },
    profile: {
      attemptedMilli: 8_000 + seat,
      completedMilli: 7_000 + seat,
      timedMilli: 6_500 + seat,
      onTimeMilli: 6_000 + seat,
      laneMilli: 2_000 + seat,
      togetherMilli: 1_500 + seat,
    },
    waitingSeconds: 3_900 + seat,
    gaveBack: null,
    grabSequence: seat,
    ticket: ticket(SEED, 'order-1', driverId),
    ...over,
  };
};

const near = driver(1, { place: { ...driver(1).place, pickupMeters: 1_234 } });
const far = driver(2, { place: { ...driver(2).place, pickupMeters: 21_456 } });
const short = driver(3, { lengthMillimeters: 6_803 });
const crowd = [near, ...[4, 5, 6, 7, 8].map((seat) => alike(driver(seat))), far, short];

/** In the winner's cell, so that there is a crowd to compare with. */
function alike(candidate: Candidate): Candidate {
  return { ...candidate, place: { ...candidate.place, cell: near.place.cell } };
}

const candidates = crowd.map((each) =>
  each.driverId === near.driverId || each.place.cell === near.place.cell ? alike(each) : each,
);

function told(driverId: string): { view: DriverExplanation; known: Recorded } {
  const policy = defaultPolicy;
  const world = {
    nowMs: NOW_MS,
    purpose: 'award' as const,
    policy,
    search: {
      ...{ onDuty: 900, reachMeters: 80_000, rings: 4, cells: 61, found: 8, evaluated: 8 },
      ...{ endedBy: 'limit' as const, provenMeters: 31_415 },
    },
    candidates,
  };
  const record = recordOf(decide(order, world), {
    decisionId: 'decision-1',
    kind: 'award',
    round: 1,
    order,
    world,
    policyHash: policyHash(policy),
    tieSeed: SEED,
    tieSeedHash: seedHash(SEED),
    decidedByHuman: null,
    cause: null,
    assigned: null,
  });
  const { drivers, ...decision } = record;
  const { bundle, ...header } = decision;
  const rows = new Map(drivers.map((row) => [row.driverId, row]));
  const row = rows.get(driverId);
  if (row === undefined) throw new Error(`${driverId} is not in the sample`);
  const controller = { name: 'week', contact: CONTACT, protectionOfficer: 'week' };
  const view = explainToDriver({
    ...{ header, bundle, row, policy },
    standing: { controller, codeDigest: null },
    beside: besideOf({ header, bundle, rows: drivers, policy, driverId }),
  });
  const known = { driverId, decision, row, policy, evidence: null, before: null };
  return { view, known: { ...known, contact: CONTACT, rows } };
}

const faultsWith = (driverId: string, twin: (view: DriverExplanation) => DriverExplanation) => {
  const { view, known } = told(driverId);
  return checked(twin(view), known, canariesOf(known.rows.values(), new Map())).faults;
};

it.each(candidates.map(({ driverId }) => driverId))(
  'finds nothing wrong with what %s is told',
  (driverId) => {
    expect(faultsWith(driverId, (view) => view)).toEqual([]);
  },
);

it('has a loser who is compared with the winner in bands, and told what would have won', () => {
  const { view } = told(far.driverId);
  expect(view.role).toBe('LOST');
  expect(view.contrast?.parts.length).toBeGreaterThan(3);
  expect(view.counterfactuals?.verdict).toMatch(/CHANGES|JOINT/);
});

type Change = (text: { zh: string; en: string }) => { zh: string; en: string };

/** The first sentence of a message, wherever it stands, says something else. */
const saying = (message: string, change: Change) => (view: DriverExplanation) =>
  altered(view, (said) => (said.message === message ? { ...said, text: change(said.text) } : said));

const altered = (
  view: DriverExplanation,
  change: (said: Sentence) => Sentence,
): DriverExplanation => {
  const walk = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if ('message' in value && 'text' in value) return change(value as Sentence);
    if (Array.isArray(value)) return value.map(walk);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(view) as DriverExplanation;
};

const english =
  (from: string | RegExp, to: string): Change =>
  ({ zh, en }) => ({
    zh,
    en: en.replace(from, to),
  });
const chinese =
  (from: string | RegExp, to: string): Change =>
  ({ zh, en }) => ({
    zh: zh.replace(from, to),
    en,
  });

const lies: readonly (readonly [string, (view: DriverExplanation) => DriverExplanation, string])[] =
  [
    [
      'another total in English',
      saying('why.lost', english(/\d(?= won)/, '□')),
      'why.lost does not say',
    ],
    ['another total in Chinese', saying('why.lost', chinese(/\d(?=，相差)/, '0')), 'why.lost'],
    [
      'a rounded distance',
      saying('part.pickup_distance', english('21.456 km', '21.5 km')),
      'part.pickup_distance does not say 21.456 km',
    ],
    [
      'metres for kilometres',
      saying('part.pickup_distance', chinese('公里', '米')),
      'part.pickup_distance does not say 21.456 km',
    ],
    [
      'a minute more',
      saying('part.waiting', english('1 h 5 min', '1 h 6 min')),
      'part.waiting does not say',
    ],
    [
      'a percentage that is ten times as much',
      saying('part.completion_rate', chinese(/(\d+)\.(\d)%/, '$1$2%')),
      'part.completion_rate does not say',
    ],
    [
      'a number that is nobody’s',
      saying('consequence.no_effect', english('later', 'the next 3')),
      'consequence.no_effect says 3 plain',
    ],
    [
      'another number in values and text alike',
      (view) =>
        altered(view, (said) =>
          said.message === 'why.lost'
            ? {
                ...said,
                values: { ...said.values, gap: { value: 7, unit: 'points' } },
                text: { zh: said.text.zh.replace(/差 [\d,]+/, '差 7'), en: said.text.en },
              }
            : said,
        ),
      'why.lost: gap is',
    ],
    [
      'another factor than the one that counted',
      saying('card.cost_most.winner', english('empty distance to loading', 'luck')),
      'card.cost_most.winner does not name',
    ],
    [
      'two weeks to answer',
      saying('remedy.object', ({ zh, en }) => ({
        zh: zh.replace('15', '14'),
        en: en.replace('15', '14'),
      })),
      'remedy.object does not say 15',
    ],
    [
      'an input that is read out wrong',
      (view) => ({
        ...view,
        inputs: view.inputs.map((each) =>
          each.code === 'waiting' && each.text !== null
            ? { ...each, text: { ...each.text, zh: each.text.zh.replace('5', '6') } }
            : each,
        ),
      }),
      'waiting does not say',
    ],
    [
      'an input that was not the one measured',
      (view) => ({
        ...view,
        inputs: view.inputs.map((each) => (each.code === 'length' ? { ...each, value: 1 } : each)),
      }),
      'length is 9602, and 1 is told',
    ],
  ];

it.each(lies)('notices when a driver is told %s', (_, twin, fault) => {
  expect(faultsWith(far.driverId, twin).join('\n')).toContain(fault);
});

/** Something of the winner comes to somebody else, in a place nobody thought of. */
const holding =
  (leaked: unknown) =>
  (view: DriverExplanation): DriverExplanation =>
    ({ ...view, aside: leaked }) as DriverExplanation;

const rival = driver(4);
const leaks: readonly (readonly [
  string,
  (view: DriverExplanation) => DriverExplanation,
  string,
])[] = [
  ['id', holding(near.driverId), 'it holds week-00001, which is of somebody else'],
  ['capacity', holding(near.freeLoad.litres), 'it holds 55001, which is of week-00001'],
  ['length', holding({ lengthMillimeters: 9_601 }), 'it holds 9601, which is of week-00001'],
  ['distance', holding([near.place.pickupMeters]), 'it holds 1234, which is of week-00001'],
  ['cell', holding(`cell ${near.place.cell}`), `it holds ${near.place.cell}, which`],
  ['consent', holding(near.consents.location), 'it holds q00001l, which is of somebody else'],
  ['past', holding(near.profile), 'it holds 8001, which is of week-00001'],
  ['waiting time', holding(near.waitingSeconds), 'it holds 3901, which is of week-00001'],
  ['ticket', holding(near.ticket), 'it holds the ticket of week-00001'],
  [
    'total, of one who did not win,',
    (view) => holding(told(rival.driverId).view.outcome.total)(view),
    'which is of week-00004',
  ],
  [
    'part, finer than its band,',
    (view) => ({
      ...view,
      contrast: view.contrast && {
        ...view.contrast,
        parts: view.contrast.parts.map((part) => ({
          ...part,
          rival: { ...part.rival, least: part.rival.least + 1 },
        })),
      },
    }),
    'an edge of its own',
  ],
  [
    'part, in a band that it is not in,',
    (view) => ({
      ...view,
      contrast: view.contrast && {
        ...view.contrast,
        parts: view.contrast.parts.map((part) => ({
          ...part,
          rival: { least: 0, most: 0 },
          gap: { least: -part.own, most: -part.own },
        })),
      },
    }),
    'the band does not hold what is in it',
  ],
];

it.each(leaks)('notices when the %s of another comes to a driver', (_, twin, fault) => {
  expect(faultsWith(far.driverId, twin).join('\n')).toContain(fault);
});
