import { defaultPolicy, type Candidate, type OrderFacts } from '#libs/matcher';
import { candidate, NOW_MS, order, recorded, standing, world } from '../../test/sample.js';
import { policyOf, RECORDS, told } from '../../test/told.js';
import { besideOf } from '../counterfactuals/beside.js';
import type { DriverRow, JudgedRecord } from '../record.js';
import { cardOf, type DriverCard } from './card.js';
import { explainNotReached, tellNotReached } from './explain-not-reached.js';
import { explainToDriver, tellDriver } from './explain-to-driver.js';

const DAY_MS = 86_400_000;

const recordOf = (name: string): (typeof RECORDS)[number][1] => {
  const found = RECORDS.find(([each]) => each === name)?.[1];
  if (found === undefined) throw new Error(`no sample is ${name}`);
  return found;
};

const answersOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    told(recordOf(name)).map((view) => [view.subject.driverId, cardOf(view).answer.text.en]),
  );

describe('[D1] the first line of a card', () => {
  const YES = 'You got this order.';
  const NO = 'You did not get this order.';

  it.each<[string, Record<string, string>]>([
    ['an award', { ann: YES, bo: NO, cy: NO }],
    ['an assignment by hand', { ann: NO, bo: NO, cy: YES }],
    ['a round without a winner', { cy: 'You did not get this order: this time nobody did.' }],
    ['a release not confirmed', { ann: 'This order is no longer yours.' }],
    [
      'a cancellation by the shipper',
      {
        ann: 'This order was cancelled and is no longer yours.',
        bo: 'This order was cancelled: you did not get it, and nobody else did.',
      },
    ],
    ['a completion', { ann: 'This counts in your profile, and not against you.' }],
    [
      'a cancel of his own',
      { ann: 'This counts in your profile, and lowers your completion rate.' },
    ],
  ])('of %s is yes or no', (name, answers) => {
    expect(answersOf(name)).toEqual(answers);
  });

  it('of a recommendation is no promise', () => {
    const { ann, bo, cy } = answersOf('a recommendation');
    expect(ann).toMatch(/^Yes, .*not given away yet/);
    expect([bo, cy]).toEqual(Array(2).fill('No, this order was not recommended to you.'));
  });
});

const cell = '8630a1b07ffffff';
const near = (driverId: string, pickupMeters: number) =>
  candidate(driverId, { place: { source: 'position', pickupMeters, ageSeconds: 60, cell } });
/** A crowd in one cell, so that the winner may be compared with; Zoe is far and else as good. */
const crowd = [
  near('ann', 1_000),
  ...['bo', 'cy', 'di', 'ed', 'fay'].map((id, at) => near(id, 2_000 + at)),
  near('zoe', 45_000),
];

function cardsOf(record: JudgedRecord): Map<string, DriverCard> {
  const { drivers, bundle, ...header } = record;
  const policy = defaultPolicy;
  return new Map(
    drivers.map((row) => {
      const beside = besideOf({ header, bundle, rows: drivers, policy, driverId: row.driverId });
      const full = explainToDriver({ header, bundle, row, policy, standing, beside });
      return [row.driverId, cardOf(full)] as const;
    }),
  );
}

describe('[D1] what counted most', () => {
  it('for a loser is the part in which the winner was ahead, not his own best one', () => {
    const zoe = cardsOf(recorded(order(), world(crowd))).get('zoe');
    expect(zoe?.countedMost).toMatchObject({
      message: 'card.cost_most.winner',
      values: { factor: { value: 'pickup_distance' } },
    });
    expect(zoe?.reasons.map(({ message }) => message)).toEqual(['why.lost']);
  });

  it.each(RECORDS)('calls no part his best that another gave more than, in %s', (_, record) => {
    for (const { narrative, parts } of told(record)) {
      const best = narrative.find(({ message }) => message === 'reason.strongest');
      if (best === undefined) continue;
      const given = parts.map(({ contribution }) => contribution);
      expect(best.values['contribution']?.value).toBe(Math.max(...given));
    }
  });

  it('is held against the full score where nothing of the winner may be told', () => {
    const zoe = cardsOf(recorded(order(), world([near('ann', 1_000), near('zoe', 45_000)])));
    expect(zoe.get('zoe')?.countedMost).toMatchObject({
      message: 'card.cost_most.own',
      values: { factor: { value: 'pickup_distance' } },
    });
  });

  it('is the lot where totals were equal, and the first grab where that wins', () => {
    const equal = cardsOf(recorded(order(), world([near('ann', 1_000), near('bo', 1_000)])));
    expect([...equal.values()].map(({ countedMost }) => countedMost.message)).toContain(
      'card.by_lot',
    );
    const inTurn = crowd.map((each, at) => ({ ...each, grabSequence: at + 1 }));
    const first = cardsOf(recorded(order({ mode: 'first_wins' }), world(inTurn)));
    expect(first.get('zoe')?.countedMost.message).toBe('card.by_first_grab');
  });

  it('for the winner is what gave most, and is said once', () => {
    const ann = cardsOf(recorded(order(), world(crowd))).get('ann');
    expect(ann?.countedMost.message).toBe('card.counted_most');
    expect(ann?.reasons.map(({ message }) => message)).not.toContain('reason.strongest');
  });

  it.each(RECORDS)('leaves at most three reasons on the card of %s', (_, record) => {
    for (const view of told(record)) expect(cardOf(view).reasons.length).toBeLessThanOrEqual(3);
  });
});

describe('[D1 D2] how to object', () => {
  it('says until when the data are whole, and within how many days the answer comes', () => {
    const { objecting } = cardsOf(recorded(order(), world(crowd))).get('zoe') ?? {};
    expect(objecting?.bestAskedUntilMs).toBe(NOW_MS + 180 * DAY_MS);
    const said = objecting?.ways.map(({ text }) => text.en).join(' ');
    expect(said).toContain('There is no deadline');
    expect(said).toContain('kept whole until 2026-05-21 (Beijing time)');
    expect(said).toContain('within 15 calendar days of receipt');
    expect(said).toContain('within 15 working days of receipt at the latest');
    expect(said).toContain('help@freight.example');
  });
});

describe('[D1] the card of who did not grab', () => {
  const award = recorded(order(), world([candidate('ann')]));
  const asked = (row: DriverRow | null, pickupMeters: number) => {
    const { drivers: _rows, bundle, ...header } = award;
    const before = recorded(order(), world([candidate('zoe')], { purpose: 'recommend' }));
    const state = {
      fromMs: NOW_MS - 1,
      onDuty: true,
      cityCode: '3201',
      placeSource: 'position' as const,
      observedAtMs: NOW_MS - 1,
    };
    const view = explainNotReached({
      ...{ driverId: 'zoe', header, bundle, policy: defaultPolicy, standing },
      evidence: { registeredAtMs: 0, pickupMeters, state },
      recommendation: { decisionId: 'before', decidedAtMs: NOW_MS, bundle: before.bundle, row },
    });
    return cardOf(view);
  };
  const recommended = recorded(order(), world([candidate('zoe')], { purpose: 'recommend' }));

  it('says that he would have had to grab, whatever else was missing', () => {
    const changes = (row: DriverRow | null, meters: number) =>
      asked(row, meters).couldChange.map(({ message }) => message);
    expect(changes(recommended.drivers[0] ?? null, 1_000)).toEqual(['advice.grab']);
    expect(changes(null, 400_123)).toEqual(['advice.nearer', 'advice.must_grab']);
  });

  it('advises nobody to be nearer by more than he could have driven', () => {
    const changes = (meters: number) =>
      asked(null, meters).couldChange.map(({ message }) => message);
    expect(changes(420_000)[0]).toBe('advice.nearer');
    expect(changes(1_541_900)).toEqual(['advice.too_far', 'advice.must_grab']);
  });

  it('tells a coarse distance to a tenth of a kilometre, and keeps the exact one beside it', () => {
    const far = asked(null, 400_123).reasons.find(
      ({ message }) => message === 'not_reached.beyond_reach',
    );
    expect(far?.text.en).toBe(
      'You were about 400.2 km from the loading place; the reach is 300 km.',
    );
    expect(far?.values['value']?.value).toBe(400_123);
  });

  it('says until when the reason can be found out', () => {
    expect(asked(null, 1_000).objecting.bestAskedUntilMs).toBe(NOW_MS + 30 * DAY_MS);
  });
});

describe('[D1] the card of who has another truck', () => {
  const refused = (over: Partial<Candidate>, terms: Partial<OrderFacts> = {}) =>
    cardsOf(recorded(order(terms), world([...crowd, candidate('yan', over)]))).get('yan');

  it('says what truck the order needs, whatever his own lacked first', () => {
    const card = refused({ body: 'tank' }, { bodyTypes: ['box'], minLengthMillimeters: 9_600 });
    expect(card?.role).toBe('REFUSED');
    expect(card?.reasons.map(({ message }) => message)).toEqual([
      'refusal.body_type',
      'card.truck_needed',
    ]);
    expect(card?.reasons[1]?.text.en).toContain('box truck');
    expect(card?.reasons[1]?.text.en).toContain('at least 9.6 m long');
    expect(card?.reasons[1]?.text.zh).toContain('车长至少 9.6 米');
    const short = refused({ lengthMillimeters: 1_000 }, { minLengthMillimeters: 9_600 });
    expect(short?.reasons.map(({ message }) => message)).toEqual([
      'refusal.length',
      'card.truck_needed',
    ]);
  });

  it('tells him that it is the truck, and holds no total against him that he has not', () => {
    const card = refused({ body: 'tank' });
    expect(card?.couldChange.map(({ message }) => message)).toEqual(['advice.truck_stays']);
    expect([card?.total, card?.cutoffTotal, card?.gap]).toEqual([null, null, null]);
    expect(card?.countedMost.text.en).toContain('so there is no total to compare');
  });
});

describe('[D1] where points decided nothing', () => {
  it('no total is shown as the one that was needed', () => {
    const inTurn = crowd.map((each, at) => ({ ...each, grabSequence: at + 1 }));
    const zoe = cardsOf(recorded(order({ mode: 'first_wins' }), world(inTurn))).get('zoe');
    expect(zoe?.countedMost.message).toBe('card.by_first_grab');
    expect([zoe?.cutoffTotal, zoe?.gap]).toEqual([null, null]);
  });
});

describe('what is told for a card alone', () => {
  it.each(RECORDS)('of %s is what the full record says', (_, record) => {
    const { drivers, bundle, ...header } = record;
    const about = { header, bundle, policy: policyOf(record), standing };
    for (const row of drivers) {
      const short = tellDriver({ row, ...about });
      expect('inputs' in short).toBe(false);
      expect(cardOf(short)).toEqual(cardOf(explainToDriver({ row, ...about })));
    }
    const evidence = { registeredAtMs: null, state: null, pickupMeters: null };
    const nobody = { driverId: 'zoe', evidence, ...about };
    expect(cardOf(tellNotReached(nobody))).toEqual(cardOf(explainNotReached(nobody)));
  });
});
