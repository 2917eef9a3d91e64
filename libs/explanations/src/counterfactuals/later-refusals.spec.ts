import type { AboardFacts, Candidate, CargoKind, OrderFacts } from '#libs/matcher';
import { replay } from '../replay.js';
import { candidate, order, recorded, world } from '../../test/sample.js';
import { refusalView } from '../driver/refusal-view.js';
import { inputsOf } from '../driver/inputs.js';
import { besideOf } from './beside.js';

/** One order aboard, to be unloaded on the way. */
const aboard = (cargoKind: CargoKind): AboardFacts => ({
  orders: [
    {
      orderId: 'order-0',
      shared: true,
      cargoKind,
      load: { kilograms: 8_000, litres: 10_000, vehicleSlots: 0 },
      loading: null,
      unloading: { fromMs: 0, untilMs: order().loadingWindow.untilMs },
    },
  ],
  meters: [[1_000], [2_000, 1_000], [302_000, 301_000, 300_000]],
});
const shared: Partial<OrderFacts> = { shared: true, cargoKind: 'food' };
const full = { kilograms: 9_199, litres: 50_000, vehicleSlots: 0 };
const crowded = { kilograms: 10_000, litres: 50_000, vehicleSlots: 0 };

function told(over: Partial<Candidate>, of: Partial<OrderFacts> = {}) {
  const facts = order(of);
  const record = recorded(facts, world([candidate('him', over)]));
  const { drivers: rows, bundle, ...header } = record;
  const { policy } = world([]);
  const { counterfactuals } = besideOf({ ...{ header, bundle, rows, policy, driverId: 'him' } });
  expect(replay(record, policy).verdict).toBe('MATCH');
  const refusal = rows[0]?.refusal ?? null;
  return {
    reason: refusal?.reason,
    said: refusal === null ? null : refusalView(refusal).sentence.text.en,
    changes: counterfactuals?.single.flatMap(({ changes }) => changes.map(({ term }) => term)),
    fixed: counterfactuals?.notActionable.map(({ term }) => term),
  };
}

describe('what stands against a driver besides his truck and place', () => {
  it('is a block that he may lift, where it is his alone', () => {
    expect(told({ blocked: 'by_driver' })).toMatchObject({
      reason: 'blocked_pair',
      said: 'There is a block between you and this shipper (set by you); you are not matched.',
      changes: expect.arrayContaining(['lift_block']) as unknown,
    });
    const between = told({ blocked: 'between' });
    expect([between.changes, between.fixed]).toEqual([[], expect.arrayContaining(['block'])]);
  });

  it('is what he turned down, which he cannot take back', () => {
    const declined = { reason: 'price', agoSeconds: 60, termsChanged: false } as const;
    expect(told({ declined })).toMatchObject({
      reason: 'declined_before',
      changes: [],
      fixed: expect.arrayContaining(['declined']) as unknown,
    });
    expect(told({ declined: { ...declined, termsChanged: true } }).reason).toBeUndefined();
    expect(told({ declined: { ...declined, agoSeconds: 43_200 } }).reason).toBeUndefined();
  });

  it('is an order given back, until its terms change; for ever where nothing else is known', () => {
    const gaveBack = 'driver_cancelled';
    const declined = { reason: 'gave_back', agoSeconds: 60, termsChanged: false } as const;
    expect(told({ gaveBack }).reason).toBe('gave_back_before');
    expect(told({ gaveBack, declined }).reason).toBe('gave_back_before');
    expect(told({ gaveBack, declined: { ...declined, termsChanged: true } }).reason).toBe(
      undefined,
    );
  });

  it('is offers that he may answer first', () => {
    const { reason, changes, said } = told({ openOffers: 4 });
    expect([reason, changes]).toEqual(['offer_cap', ['answer_offers']]);
    expect(said).toBe('4 offers wait for your answer; the most is 3.');
  });

  it.each([
    ['cargo_incompatible', { aboard: aboard('chemicals'), freeLoad: crowded }],
    ['weight', { aboard: aboard('food'), freeLoad: full }],
  ] as const)('is what he carries, which he may finish: %s', (reason, over) => {
    expect(told({ activeOrders: 1, ...over }, shared)).toMatchObject({
      reason,
      changes: ['finish_orders'],
    });
  });

  it('is nothing where the orders may ride together', () => {
    const fits = { activeOrders: 1, aboard: aboard('food'), freeLoad: crowded };
    expect(told(fits, shared).reason).toBeUndefined();
    expect(told({ activeOrders: 1 }).reason).toBe('busy');
  });

  it('is hours at the wheel, which nobody takes back', () => {
    const driving = {
      crew: 1,
      todaySeconds: 28_800,
      sinceRestSeconds: 0,
      origin: 'trips',
    } as const;
    const { nowMs } = world([]);
    const loadingWindow = { fromMs: nowMs, untilMs: nowMs + 1_800_000 };
    const { reason, fixed } = told({ driving }, { loadingWindow });
    expect([reason, fixed]).toEqual(['driving_time', expect.arrayContaining(['driving_time'])]);
  });

  it('is read out among the inputs, each with where it came from', () => {
    const him = candidate('him', {
      blocked: 'between',
      declined: { reason: 'price', agoSeconds: 60, termsChanged: true },
      openOffers: 1,
      aboard: aboard('food'),
      driving: { crew: 2, todaySeconds: 3_600, sinceRestSeconds: 0, origin: 'trips' },
    });
    const read = inputsOf(him, 0).filter(({ source }) =>
      ['pairs', 'declines', 'offers', 'trips'].includes(source),
    );
    expect(read.map(({ code, text }) => `${code}: ${text?.en ?? ''}`)).toEqual([
      'blocked: not set by you alone',
      'declined_because: the freight',
      'declined_ago: 1 min',
      'declined_terms_changed: yes',
      'open_offers: 1',
      'driven_today: 1 h',
      'driven_since_rest: 0 s',
    ]);
  });
});
