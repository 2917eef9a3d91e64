import type { Order } from '#libs/dispatch';
import type { Mode } from '#libs/matcher';
import { anOrder, START_MS } from '../../dispatch/src/ports/samples.contract.js';
import { but, DAY_MS, eachTx, HandPlay, HOUR_MS, SECOND_MS } from './hand-play.js';

// How an order is offered, shown and put off, hour by hour on a clock that is moved by hand: the
// real use cases on a database in memory. Each complaint is answered twice: by the product, and by
// a twin built as the system was that was complained of.

describe('a cascade', () => {
  it('asks the best for his time, then the next, and waits for both within their grace', async () => {
    const play = new HandPlay();
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
      const play = new HandPlay(twin);
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
      const play = new HandPlay(twin);
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
      const play = new HandPlay(twin);
      await play.begin('offer');
      expect(await play.pays(1)).toBe('done');
      expect(await play.accepts('best')).toBe(told);
    }
  });

  it('"the cancelled order was still accepted"; and nobody is asked about it any more', async () => {
    const play = new HandPlay();
    await play.begin('offer');
    expect(await play.cancels()).toBe('done');
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
      const play = new HandPlay(twin);
      await play.begin('offer');
      for (const who of ['best', 'next']) {
        expect(await play.declines(who)).toBe('done');
        await play.pass(SECOND_MS);
      }
      await play.comes('late', 0, false);
      expect(await play.duty('late', true)).toBe('done');
      await play.pass(SECOND_MS);
      expect(await play.asked()).toEqual(asked);
    }
  });
});

describe('a new order that may be grabbed', () => {
  it('[D5] is seen by the best at once, and by the next when the policy says; so it stays', async () => {
    const play = new HandPlay();
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
    const first = new HandPlay();
    await first.begin('first_wins');
    expect(await first.grabs('next')).toBe('not_visible_yet');
    await first.pass(3_000);
    expect(await first.grabs('next')).toBe('done');
    const best = new HandPlay();
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

  it.each<[Mode, (play: HandPlay) => Promise<boolean>]>([
    ['offer', async (play) => (await play.asked()).length > 0],
    ['grab_then_award', async (play) => (await play.stage.read.ledger.decisions('o1')).length > 0],
    ['first_wins', async (play) => (await play.stage.read.ledger.decisions('o1')).length > 0],
  ])('waits, as %s, until three days before, and is matched then', async (mode, matched) => {
    const play = new HandPlay();
    await play.begin(mode, ahead);
    await play.pass(2 * DAY_MS - 1);
    expect(await matched(play)).toBe(false);
    await play.pass(1);
    expect(await matched(play)).toBe(true);
  });

  it('can be grabbed all the time, and is awarded once its longer window is over', async () => {
    const play = new HandPlay();
    await play.begin('grab_then_award', ahead);
    await play.pass(HOUR_MS);
    expect(await play.grabs('next')).toBe('done');
    await play.pass(2 * DAY_MS - HOUR_MS + 119_999);
    expect(await play.holder()).toBe(null);
    await play.pass(1);
    expect(await play.holder()).toBe('next');
  });

  it('stands for minutes with each who is offered it', async () => {
    const play = new HandPlay();
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
