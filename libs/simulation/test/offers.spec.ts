import {
  acceptOffer,
  amendOrder,
  cancelOrder,
  changeDuty,
  collectUntilMs,
  declineOffer,
  firstStep,
  grabOrder,
  nearbyCargo,
  offersOfDriver,
  Rejection,
  type Caller,
  type Database,
  type Order,
  type Tx,
} from '#libs/dispatch';
import { policyHash } from '#libs/explanations';
import { defaultPolicy, type Mode, type Policy } from '#libs/matcher';
import { aDriver, anOrder, START_MS } from '../../dispatch/src/ports/samples.contract.js';
import { Faults } from '../src/faults.js';
import { Stage } from '../src/stage.js';

// How an order is offered, shown and put off, hour by hour on a clock that is moved by hand: the
// real use cases on a database in memory. Each complaint is answered twice: by the product, and by
// a twin built as the system was that was complained of.

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;

const policy: Policy = {
  ...defaultPolicy,
  offers: {
    batchSize: 1,
    timeoutMs: 30 * SECOND_MS,
    graceMs: 10 * SECOND_MS,
    staggerMs: 0,
    radiusMeters: [300_000],
    lapsedPauseMs: HOUR_MS,
  },
  visibility: { stepsMs: [[1, 0]], othersMs: 3 * SECOND_MS },
};
const hash = policyHash(policy);

const driver = (subject: string): Caller => ({ role: 'driver', subject, requestId: null });
const SHIPPER: Caller = { role: 'shipper', subject: 'shipper-1', requestId: null };

/** Two drivers near the loading place, the first of them long free and so before the other. */
class Play {
  readonly stage: Stage;
  readonly faults = new Faults();
  private opened: Database | null = null;

  constructor(twin: (real: Database) => Database = (real) => real) {
    const database = (real: Database): Database => (this.opened = twin(real));
    this.stage = new Stage(START_MS, 7, this.faults, { database });
  }

  async begin(mode: Mode, over: Partial<Order> = {}): Promise<void> {
    await this.act(async (tx) => {
      await tx.policies.put(policy, hash, START_MS);
      await tx.policies.activate('*', hash, START_MS);
      for (const [driverId, waited] of [
        ['best', 8 * HOUR_MS],
        ['next', 0],
      ] as const) {
        await tx.drivers.register(
          aDriver(driverId, {
            homeCityCode: null,
            freeSinceMs: START_MS - waited,
            manualPlace: HERE,
          }),
        );
      }
      const order = anOrder('o1', { mode, policyHash: hash, collectUntilMs: null, ...over });
      const posted = { ...order, collectUntilMs: collectUntilMs(order, policy, START_MS) };
      await tx.orders.insert(posted);
      await tx.wakeUps.set('o1', firstStep(posted, policy, START_MS));
    });
    await this.stage.settle();
  }

  /** So much later, with every step taken that came due. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.stage.nowMs + ms;
    for (let steps = 0; steps < 1_000; steps++) {
      const dueMs = await this.stage.nextStepMs();
      if (dueMs === null || dueMs > untilMs) break;
      this.stage.clock.moveTo(Math.max(dueMs, this.stage.nowMs));
      await this.stage.settle();
    }
    this.stage.clock.moveTo(untilMs);
    await this.stage.settle();
  }

  act<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.opened === null) throw new Error('no database');
    return this.opened.transact(work);
  }

  /** `done`, or the code it was turned down with. */
  async tried(work: (tx: Tx) => Promise<unknown>): Promise<string> {
    try {
      await this.act(work);
      return 'done';
    } catch (cause) {
      if (cause instanceof Rejection) return cause.code;
      throw cause;
    }
  }

  accepts = (who: string): Promise<string> =>
    this.tried((tx) => acceptOffer(tx, this.stage.matching, driver(who), 'o1'));
  declines = (who: string): Promise<string> =>
    this.tried((tx) =>
      declineOffer(tx, this.stage.matching, driver(who), { orderId: 'o1', reason: 'time' }),
    );
  grabs = (who: string): Promise<string> =>
    this.tried((tx) => grabOrder(tx, this.stage.matching, driver(who), 'o1'));

  async asked(): Promise<string[]> {
    const asked = await Promise.all(
      ['best', 'next', 'late'].map(async (who) => {
        const { read, matching } = this.stage;
        const offers = await offersOfDriver(read, matching.clock, driver(who), who);
        return offers.length > 0 ? [who] : [];
      }),
    );
    return asked.flat();
  }

  async sees(who: string): Promise<boolean> {
    const { cargo } = await nearbyCargo(this.stage.read, this.stage.matching, driver(who), {
      ...{ driverId: who, fromCityCode: null, toCityCode: null, body: null },
      ...{ loadingFromMs: null, loadingUntilMs: null, limit: 20, after: null },
    });
    return cargo.length > 0;
  }

  async holder(): Promise<string | null> {
    return (await this.stage.read.orders.byId('o1'))?.driverId ?? null;
  }
}

const HERE = { lat: 31.23, lng: 121.47, setAtMs: START_MS };

const but = <T extends object>(original: T, own: Partial<T>): T =>
  Object.assign(Object.create(original) as T, own);
const eachTx =
  (change: (tx: Tx) => Partial<Tx>) =>
  (real: Database): Database => ({
    read: but(real.read, change(real.read)),
    transact: (work) => real.transact((tx) => work(but(tx, change(tx)))),
  });

describe('a cascade', () => {
  it('asks the best for his time, then the next, and waits for both within their grace', async () => {
    const play = new Play();
    await play.begin('offer');
    expect(await play.asked()).toEqual(['best']);
    await play.pass(29_999);
    expect(await play.asked()).toEqual(['best']);
    await play.pass(1);
    expect(await play.asked()).toEqual(['next']);
    await play.pass(9_999);
    expect(await play.accepts('best')).toBe('done');
    expect(await play.accepts('next')).toBe('offer_taken');
    expect(await play.holder()).toBe('best');
    expect(play.faults.count).toBe(0);
  });

  it('"a second wave that sleeps in the process is lost" (with the twin that forgets it)', async () => {
    const asleep = eachTx(({ wakeUps }) => ({
      wakeUps: but(wakeUps, {
        // What it would do next, it keeps in memory; the process is another one by then.
        set: (orderId, step) =>
          step.dueAtMs > START_MS ? wakeUps.clear(orderId) : wakeUps.set(orderId, step),
      }),
    }));
    for (const [twin, asked] of [
      [undefined, ['next']],
      [asleep, []],
    ] as const) {
      const play = new Play(twin);
      await play.begin('offer');
      await play.pass(31_000);
      expect(await play.asked()).toEqual(asked);
    }
  });

  it('"a driver who refused is offered it again" (with the twin that keeps no answers)', async () => {
    const forgetful = eachTx(({ offers, declines }) => ({
      offers: but(offers, { ofRound: async () => [] }),
      declines: but(declines, { ofOrder: async () => [] }),
    }));
    for (const [twin, asked] of [
      [undefined, 'next'],
      [forgetful, 'best'],
    ] as const) {
      const play = new Play(twin);
      await play.begin('offer');
      expect(await play.declines('best')).toBe('done');
      await play.pass(SECOND_MS);
      if (twin === undefined) expect(await play.asked()).toEqual([asked]);
      else expect(await play.accepts(asked)).not.toBe('offer_declined');
    }
  });

  it('"an old accept takes the changed order" (with the twin that looks at no version)', async () => {
    const unfenced = eachTx(({ offers, orders }) => ({
      offers: but(offers, {
        latestOf: async (orderId, who) => {
          const order = await orders.byId(orderId);
          const offer = await offers.latestOf(orderId, who);
          return offer && order && { ...offer, round: order.round, orderVersion: order.version };
        },
      }),
    }));
    for (const [twin, told] of [
      [undefined, 'offer_withdrawn'],
      [unfenced, 'done'],
    ] as const) {
      const play = new Play(twin);
      await play.begin('offer');
      await play.act((tx) =>
        amendOrder(tx, play.stage.matching, SHIPPER, {
          ...{ orderId: 'o1', expectedVersion: null, freightFen: 1 },
          ...{ loadingWindow: null, unloadingWindow: null },
        }),
      );
      expect(await play.accepts('best')).toBe(told);
    }
  });

  it('"the cancelled order was still accepted"; and nobody is asked about it any more', async () => {
    const play = new Play();
    await play.begin('offer');
    const cancel = { orderId: 'o1', reason: 'no cargo' };
    await play.act((tx) => cancelOrder(tx, play.stage.matching, SHIPPER, cancel));
    expect([await play.asked(), await play.accepts('best')]).toEqual([[], 'offer_cancelled']);
    await play.pass(HOUR_MS);
    expect([await play.asked(), await play.holder()]).toEqual([[], null]);
  });

  it('"who comes on shift later never sees it" (with the twin that wakes nobody)', async () => {
    const deaf = eachTx(({ wakeUps }) => ({
      wakeUps: but(wakeUps, { hurryOffers: async () => undefined }),
    }));
    for (const [twin, asked] of [
      [undefined, ['late']],
      [deaf, []],
    ] as const) {
      const play = new Play(twin);
      await play.begin('offer');
      for (const who of ['best', 'next']) {
        expect(await play.declines(who)).toBe('done');
        await play.pass(SECOND_MS);
      }
      await play.act((tx) =>
        tx.drivers.register(
          aDriver('late', { onDuty: false, freeSinceMs: null, manualPlace: HERE }),
        ),
      );
      await play.act((tx) =>
        changeDuty(tx, play.stage.matching, driver('late'), { driverId: 'late', onDuty: true }),
      );
      await play.pass(SECOND_MS);
      expect(await play.asked()).toEqual(asked);
    }
  });
});

describe('a new order that may be grabbed', () => {
  it('[D5] is seen by the best at once, and by the next when the policy says; so it stays', async () => {
    const play = new Play();
    await play.begin('grab_then_award');
    expect([await play.sees('best'), await play.sees('next')]).toEqual([true, false]);
    await play.pass(2_999);
    expect(await play.sees('next')).toBe(false);
    await play.pass(1);
    expect(await play.sees('next')).toBe(true);
    const [first] = await play.stage.read.ledger.decisions('o1');
    const rows = await play.stage.read.ledger.driverRows(first?.decisionId ?? '');
    expect(rows.map(({ driverId, shownAfterMs }) => [driverId, shownAfterMs])).toEqual([
      ['best', undefined],
      ['next', 3_000],
    ]);
  });

  it('is not won by who heard of it elsewhere, where the first wins; where the best wins he may', async () => {
    const first = new Play();
    await first.begin('first_wins');
    expect(await first.grabs('next')).toBe('not_visible_yet');
    await first.pass(3_000);
    expect(await first.grabs('next')).toBe('done');
    const best = new Play();
    await best.begin('grab_then_award');
    expect(await best.grabs('next')).toBe('done');
  });
});

describe('an order that loads days ahead', () => {
  const window = { fromMs: START_MS + 5 * DAY_MS, untilMs: START_MS + 5 * DAY_MS + HOUR_MS };
  const ahead: Partial<Order> = {
    loading: { ...anOrder('o1').loading, window },
    expiresAtMs: window.untilMs,
  };

  it.each<[Mode, (play: Play) => Promise<boolean>]>([
    ['offer', async (play) => (await play.asked()).length > 0],
    ['grab_then_award', async (play) => (await play.stage.read.ledger.decisions('o1')).length > 0],
    ['first_wins', async (play) => (await play.stage.read.ledger.decisions('o1')).length > 0],
  ])('waits, as %s, until three days before, and is matched then', async (mode, matched) => {
    const play = new Play();
    await play.begin(mode, ahead);
    await play.pass(2 * DAY_MS - 1);
    expect(await matched(play)).toBe(false);
    await play.pass(1);
    expect(await matched(play)).toBe(true);
  });

  it('can be grabbed all the time, and is awarded once its longer window is over', async () => {
    const play = new Play();
    await play.begin('grab_then_award', ahead);
    await play.pass(HOUR_MS);
    expect(await play.grabs('next')).toBe('done');
    await play.pass(2 * DAY_MS - HOUR_MS + 119_999);
    expect(await play.holder()).toBe(null);
    await play.pass(1);
    expect(await play.holder()).toBe('next');
  });

  it('stands for minutes with each who is offered it', async () => {
    const play = new Play();
    await play.begin('offer', ahead);
    await play.pass(2 * DAY_MS);
    const first = await play.asked();
    expect(first).toHaveLength(1);
    await play.pass(299_999);
    expect(await play.asked()).toEqual(first);
    await play.pass(1);
    expect(await play.asked()).not.toEqual(first);
  });
});
