import { replay } from '#libs/explanations';
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
import {
  dropsInSilence,
  givesOutAgain,
  mixesUpOffers,
  overwritesItsPolicy,
  saysDispatchedForAll,
  reservesForAll,
  saysNothingOfTheRest,
  showsWhoIsAsked,
} from './flaws.js';
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

  it('"why did driver X never get it?": who was refused is in the record, with the rule (twin: drops him in silence)', () =>
    shows(
      async (play) => {
        await play.begin('grab_then_award', { orderId: 'o0' });
        expect(await play.assigns('best', 'o0')).toBe('done');
        await play.posts('offer');
        await play.stage.settle();
        return play.verdict('best');
      },
      { product: 'REFUSED busy', twin: 'ABSENT' },
      dropsInSilence,
    ));

  it('"says dispatched for all, and dispatches one": each order of a round is told of by itself (twin: says it for all)', () =>
    shows(
      async (play) => {
        await play.open();
        for (const orderId of ['o1', 'o2', 'o3']) await play.posts('round', { orderId });
        await play.pass(5 * SECOND_MS);
        const events = play.stage.events().filter(({ type }) => type === 'order.awarded');
        const told = new Set(events.map(({ key }) => key));
        const holders = await Promise.all(['o1', 'o2', 'o3'].map((id) => play.holder(id)));
        return [told.size, holders.filter((who) => who !== null).length];
      },
      { product: [2, 2], twin: [3, 2] },
      saysDispatchedForAll,
    ));
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

describe('"what is given out is given out again by the next run"', () => {
  it('a truck that comes later leaves it where it is (twin: puts it into the next round)', () =>
    shows(
      async (play) => {
        await play.begin('round');
        await play.pass(5 * SECOND_MS);
        await play.comes('late', 20 * HOUR_MS);
        await play.posts('round', { orderId: 'o2' });
        await play.pass(10 * SECOND_MS);
        const events = play.stage.events().filter(({ type }) => type === 'order.awarded');
        return events.filter(({ key }) => key === 'o1').length;
      },
      { product: 1, twin: 2 },
      givesOutAgain,
    ));
});

describe('"the bid of another load was accepted"', () => {
  it('only the order that was offered to him can he accept (twin: takes one offer for another)', () =>
    shows(
      async (play) => {
        await play.begin('offer');
        // Nobody has been asked about the other one yet.
        await play.posts('offer', { orderId: 'o2' });
        return play.accepts('best', 'o2');
      },
      { product: 'not_offered', twin: 'done' },
      mixesUpOffers,
    ));
});

describe('"weights changed without a trace"', () => {
  const { weights } = PLAYED;
  const changed = { ...PLAYED, weights: { ...weights, waiting: weights.waiting + 20 } };

  it('an order is decided by the policy that it names, to the end (twin: writes over its policy)', async () => {
    const verdict = async (twin?: TwinOf): Promise<string> => {
      const play = new HandPlay(twin);
      await play.begin('offer');
      await play.pass(31 * SECOND_MS);
      const { ledger } = play.stage.read;
      const decisions = await ledger.decisions('o1');
      const last = await ledger.decision(decisions.at(-1)?.decisionId ?? '');
      if (last === null) throw new Error('no decision');
      const record = { ...last, drivers: await ledger.driverRows(last.decisionId) };
      return replay(record, PLAYED).verdict;
    };
    expect(await verdict()).toBe('MATCH');
    expect(await verdict(overwritesItsPolicy(changed))).toBe('DRIFT');
  });
});
