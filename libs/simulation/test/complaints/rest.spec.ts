import { defaultPolicy } from '#libs/matcher';
import { anOrder, START_MS } from '../../../dispatch/src/ports/samples.contract.js';
import {
  but,
  DAY_MS,
  eachTx,
  HandPlay,
  PLAYED,
  type TwinOf,
  HOUR_MS,
  SECOND_MS,
} from '../hand-play.js';
import { reservesForAll, saysNothingOfTheRest, showsWhoIsAsked } from './flaws.js';
import { shows } from './ways.js';

// What users of other dispatch systems complained of: who is told what, whose place is held, and
// orders that are posted long before they load.

describe('"unassigned without a reason"', () => {
  it('an order that a round left out has a record of its own (twin: tells of matches only)', () =>
    shows(
      async (play) => {
        await play.open();
        expect(await play.duty('next', false)).toBe('done');
        for (const orderId of ['o1', 'o2']) await play.posts('round', { orderId });
        await play.pass(5 * SECOND_MS);
        const left = (await play.holder('o1')) === null ? 'o1' : 'o2';
        return play.verdict('best', left);
      },
      { product: 'LOST', twin: 'ABSENT' },
      saysNothingOfTheRest,
    ));

  it('"says dispatched for all, and dispatches one": each order of a round is told of by itself', async () => {
    const play = new HandPlay();
    await play.open();
    for (const orderId of ['o1', 'o2', 'o3']) await play.posts('round', { orderId });
    await play.pass(5 * SECOND_MS);
    const told = play.stage.events().filter(({ type }) => type === 'order.awarded');
    const orders = await Promise.all(['o1', 'o2', 'o3'].map((orderId) => play.order(orderId)));
    const held = orders.filter(({ status }) => status === 'confirmed');
    expect(held).toHaveLength(2);
    expect(told.map(({ key }) => key).toSorted()).toEqual(
      held.map(({ orderId }) => orderId).toSorted(),
    );
  });
});

describe('"the shipper is shown a driver who did not accept"', () => {
  it('until he has accepted, the order is nobody’s (twin: writes down who is asked)', () =>
    shows(
      async (play) => {
        await play.begin('offer');
        return play.holder();
      },
      { product: null, twin: 'best' },
      showsWhoIsAsked,
    ));
});

describe('"drivers who are not asked hold a place all the same"', () => {
  const one = { ...defaultPolicy.asking, openOffersMax: 1 } as typeof defaultPolicy.asking;
  const asked = async (twin?: TwinOf): Promise<string[]> => {
    const play = new HandPlay(twin, one === undefined ? PLAYED : { ...PLAYED, asking: one });
    await play.begin('offer');
    await play.posts('offer', { orderId: 'o2' });
    await play.stage.settle();
    return play.asked('o2');
  };

  it('a place is held by who is asked, and by nobody below him (twin: reserves for all)', async () => {
    expect(await asked()).toEqual(['next']);
    expect(await asked(reservesForAll)).toEqual([]);
  });
});

describe('"book later"', () => {
  const inMemory: TwinOf = eachTx(({ wakeUps }) => ({
    wakeUps: but(wakeUps, {
      // A timer of the process, which is restarted once a day.
      set: (orderId, step) =>
        step.dueAtMs - START_MS > DAY_MS ? wakeUps.clear(orderId) : wakeUps.set(orderId, step),
    }),
  }));

  it('an order that loads in five days is matched in time (twin: timers in memory)', () =>
    shows(
      async (play) => {
        const fromMs = START_MS + 5 * DAY_MS;
        const window = { fromMs, untilMs: fromMs + HOUR_MS };
        const { loading } = anOrder('o1');
        await play.begin('offer', { loading: { ...loading, window }, expiresAtMs: window.untilMs });
        const early = await play.asked();
        await play.pass(2 * DAY_MS + SECOND_MS);
        return [early.length, (await play.asked()).length];
      },
      { product: [0, 1], twin: [0, 0] },
      inMemory,
    ));
});

describe('"what is given out is taken back by the next run"', () => {
  it('a nearer truck that comes later leaves it where it is', async () => {
    const play = new HandPlay();
    await play.begin('round');
    await play.pass(5 * SECOND_MS);
    expect(await play.holder()).toBe('best');
    await play.comes('late', 20 * HOUR_MS);
    await play.posts('round', { orderId: 'o2' });
    await play.pass(HOUR_MS);
    expect([await play.holder('o1'), await play.holder('o2')]).toEqual(['best', 'late']);
  });
});
