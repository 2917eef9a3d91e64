import type { Database } from '#libs/dispatch';
import { and, but, eachTx, HandPlay, type TwinOf, SECOND_MS } from '../hand-play.js';
import { checksThenSaves, leavesItsLock, locksOneSide, ridesAreElsewhere } from './flaws.js';
import { modeOf, shows, strives, WAYS } from './ways.js';

// What users of other dispatch systems complained of: one order, two drivers; one driver, two
// orders. docs/complaints.md has the whole list.

const TWICE_AT_ONCE = 2;

describe('"two drivers accept the same order"', () => {
  it('offered: one has it, and the other is told that it is taken (twin: checks, then saves)', () =>
    shows(
      async (play) => {
        await play.begin('offer');
        await play.pass(30 * SECOND_MS);
        const told = await Promise.all([play.accepts('best'), play.accepts('next')]);
        return told.toSorted();
      },
      { product: ['done', 'offer_taken'], twin: ['done', 'done'] },
      checksThenSaves,
    ));

  it('by hand, twice at once: one is given it (twin: checks, then saves)', () =>
    shows(
      async (play) => {
        await play.begin('grab_then_award');
        const told = await Promise.all([play.assigns('best'), play.assigns('next')]);
        return told.toSorted();
      },
      { product: ['done', 'order_not_open'], twin: ['done', 'done'] },
      checksThenSaves,
    ));

  it('a repeated acceptance is one (twin: checks, then saves)', () =>
    shows(
      async (play) => {
        await play.begin('offer');
        const accepts = Array.from({ length: TWICE_AT_ONCE }, () => play.accepts('best'));
        const told = await Promise.all(accepts);
        const decisions = await play.stage.read.ledger.decisions('o1');
        const accepted = decisions.filter(({ kind }) => kind === 'acceptance').length;
        return { told, accepted };
      },
      {
        product: { told: ['done', 'done'], accepted: 1 },
        twin: { told: ['done', 'done'], accepted: 2 },
      },
      checksThenSaves,
    ));
});

describe('"one driver accepts two orders"', () => {
  it.each([['offer'], ['by_hand']] as const)(
    '%s: he has one and is busy for the other (twin: locks the order only)',
    (way) =>
      shows(
        async (play) => {
          await play.open();
          for (const orderId of ['o1', 'o2']) await play.posts(modeOf(way), { orderId });
          await play.stage.settle();
          const takes = way === 'offer' ? play.accepts : play.assigns;
          const told = await Promise.all([takes('best', 'o1'), takes('best', 'o2')]);
          return told.filter((each) => each === 'done').length;
        },
        { product: 1, twin: 2 },
        locksOneSide,
      ),
  );

  it.each(WAYS)(
    'on the way with one he is given no other, %s (twin: does not know of rides)',
    (way) =>
      shows(
        async (play) => {
          await play.begin('grab_then_award', { orderId: 'o0' });
          expect(await play.assigns('best', 'o0')).toBe('done');
          expect(await play.duty('next', false)).toBe('done');
          await play.posts(modeOf(way));
          await play.stage.settle();
          await strives(play, way, 'best');
          return (await play.holder()) === 'best';
        },
        { product: false, twin: true },
        ridesAreElsewhere,
      ),
  );
});

describe('"the lock stays when a later step fails"', () => {
  const fails = (times: number): TwinOf => {
    let left = times;
    return eachTx(({ ledger }) => ({
      ledger: but(ledger, {
        record: async (record) => {
          if (record.kind === 'acceptance' && left-- > 0) throw new Error('the disk is full');
          return ledger.record(record);
        },
      }),
    }));
  };
  const told = async (twin: (real: Database) => Database): Promise<string[]> => {
    const play = new HandPlay(twin);
    await play.begin('offer');
    return [await play.accepts('best'), await play.accepts('best')];
  };

  it('he accepts again and has it (twin: a lock without owner and end)', async () => {
    expect(await told(fails(1))).toEqual(['failed', 'done']);
    expect(await told(and(fails(1), leavesItsLock))).toEqual(['failed', 'driver_busy']);
  });
});
