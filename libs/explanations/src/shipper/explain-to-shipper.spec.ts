import { defaultPolicy } from '#libs/matcher';
import type { Candidate, OrderFacts } from '#libs/matcher';
import { candidate, order, recorded, scalarsIn, world } from '../../test/sample.js';
import type { DecisionRecord } from '../record.js';
import { explainToShipper } from './explain-to-shipper.js';

const explain = (record: DecisionRecord, alsoMeasured: readonly Candidate[] = []) => {
  const { drivers: rows, bundle, ...header } = record;
  return explainToShipper({ header, bundle, rows, policy: defaultPolicy, alsoMeasured });
};

const ask = (trucks: readonly Partial<Candidate>[], facts: Partial<OrderFacts> = {}) =>
  explain(
    recorded(
      order(facts),
      world(
        trucks.map((over, at) => candidate(`d${at}`, over)),
        { purpose: 'recommend' },
      ),
    ),
  );

const light = (kilograms: number): Partial<Candidate> => ({
  freeLoad: { kilograms, litres: 60_000, vehicleSlots: 0 },
});

describe('what a shipper is told', () => {
  it('[D1] why this driver: his total, and a quarter of the scale for each factor', () => {
    const record = recorded(order(), world([candidate('ann', { waitingSeconds: 7_654 })]));
    const view = explain(record);
    expect(view.narrative[0]).toMatchObject({ message: 'shipper.won' });
    expect(view.winner?.total).toBe(record.cutoffTotal);
    const told = view.winner?.parts.map(({ factor }) => factor);
    expect(told).toHaveLength(12);
    expect(told).not.toContain('fair_share');
    expect(told).not.toContain('homeward');
    expect(view.relaxations).toEqual([]);
  });

  it('[D1] why none of those who grabbed got it, without a word of drivers nobody looked at', () => {
    const { narrative } = explain(recorded(order(), world([candidate('ann', light(10))])));
    expect(narrative[0]).toMatchObject({
      message: 'shipper.no_grabber_eligible',
      values: { evaluated: { value: 1 } },
    });
  });

  it('[D1] what would help after such a round, asked of everyone near and not of its grabbers alone', () => {
    const round = recorded(order(), world([candidate('ann', light(8_000))]));
    const near = ['ann', 'bo', 'cy'].map((id) =>
      candidate(id, { ...light(8_500), grabSequence: null }),
    );
    const alone = explain(round).relaxations[0];
    const told = explain(round, near).relaxations[0];
    expect([alone?.term, alone?.to, alone?.trucks]).toEqual(['weight', 8_000, 1]);
    // Ann as the round judged her is not reached by what would do for the other two.
    expect([told?.term, told?.to, told?.trucks]).toEqual(['weight', 8_500, 2]);
  });

  it('[D7] nothing personal of the winner: no distance, no rate, no consent, no cell', () => {
    const record = recorded(order(), world([candidate('ann', { waitingSeconds: 7_654 })]));
    const told = scalarsIn(explain(record));
    const { place, consents, waitingSeconds, ticket } =
      record.drivers[0]?.candidate ?? candidate('');
    for (const secret of [
      place.pickupMeters,
      place.cell,
      consents.profile,
      waitingSeconds,
      ticket,
    ]) {
      expect(told).not.toContain(secret);
    }
  });

  it('why none yet: the funnel, and the refusals by how often they held', () => {
    const view = ask([light(8_500), light(8_500), { body: 'box' }]);
    expect(view.narrative.map(({ message }) => message)).toEqual([
      'shipper.nobody_eligible',
      'shipper.refused',
      'relax.weight',
    ]);
    expect(view.refusals.map(({ reason, trucks }) => [reason, trucks])).toEqual([
      ['weight', 2],
      ['body_type', 1],
    ]);
  });

  it('with nobody near there is nothing to relax', () => {
    const view = ask([]);
    expect(view.narrative.map(({ message }) => message)).toEqual(['shipper.nobody_near']);
  });

  it('eligible drivers who have not grabbed yet are told as such', () => {
    const view = ask([{ grabSequence: null }]);
    expect(view.narrative[0]).toMatchObject({
      message: 'shipper.eligible_wait',
      values: { ranked: { value: 1 }, told: { value: 1 } },
    });
  });
});

describe('the single change that reaches the most trucks', () => {
  const best = (trucks: readonly Partial<Candidate>[], facts: Partial<OrderFacts> = {}) =>
    ask(trucks, facts).relaxations.map(({ term, from, to, trucks }) => [term, from, to, trucks]);

  it('counts by the rules that decide, and lists the terms by what they gain', () => {
    expect(
      best([
        { body: 'box' },
        { body: 'box' },
        { body: 'box' },
        { lengthMillimeters: 7_600 },
        light(8_050),
        light(8_999),
      ]),
    ).toEqual([
      ['body_type', 'flatbed', 'box', 3],
      ['length', 9_600, 7_600, 1],
      ['weight', 9_200, 8_900, 1],
    ]);
  });

  it('rounds what a truck has free down, so that the advice fits it and does not spell it out', () => {
    expect(best([light(8_050)])).toEqual([['weight', 9_200, 8_000, 1]]);
  });

  it('does not count a truck that would still be refused for something else', () => {
    expect(best([{ body: 'box', lengthMillimeters: 6_800 }])).toEqual([]);
  });

  it('steps one rung down the ladder of lengths, and from the lowest to none', () => {
    expect(best([{ lengthMillimeters: 6_800 }], { minLengthMillimeters: 6_900 })).toEqual([
      ['length', 6_900, 6_800, 1],
    ]);
    expect(best([{ lengthMillimeters: 3_800 }], { minLengthMillimeters: 4_200 })).toEqual([
      ['length', 4_200, 0, 1],
    ]);
  });

  it('offers the shortest wait that reaches as many', () => {
    const place = { ...candidate('').place, pickupMeters: 100_000 };
    const loadingWindow = { fromMs: 0, untilMs: order().postedAtMs + 2 * 3_600_000 };
    const [first] = best([{ place }], { loadingWindow });
    expect(first).toEqual([
      'loading_window',
      loadingWindow.untilMs,
      loadingWindow.untilMs + 2 * 3_600_000,
      1,
    ]);
  });

  it('[M16] never offers to drop a licence that the cargo itself requires', () => {
    const qualifications = ['cold_chain', 'oversize'] as const;
    const facts = { cargoKind: 'frozen', qualifications } as const;
    expect(best([{ qualifications: ['cold_chain'] }], facts)).toEqual([
      ['qualification', 'oversize', null, 1],
    ]);
    expect(best([{ qualifications: ['oversize'] }], facts)).toEqual([]);
  });

  it('says nothing helps when nothing does', () => {
    const view = ask([{ activeOrders: 1 }]);
    expect(view.relaxations).toEqual([]);
    expect(view.narrative.at(-1)?.message).toBe('shipper.no_relaxation');
  });

  it('ignores who has not grabbed: an award’s record gives the same counts', () => {
    const trucks = [candidate('a', { ...light(8_000), grabSequence: null })];
    const view = explain(recorded(order(), world(trucks)));
    expect(view.relaxations).toMatchObject([{ term: 'weight', to: 8_000, trucks: 1 }]);
  });
});
