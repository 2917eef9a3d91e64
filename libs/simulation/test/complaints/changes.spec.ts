import type { Database } from '#libs/dispatch';
import { claiming } from '../claiming.js';
import { and, but, eachTx, HandPlay, type TwinOf, HOUR_MS, SECOND_MS } from '../hand-play.js';
import {
  allOrNothing,
  checksThenSaves,
  claimsWhoeverHeIs,
  keepsWhatIsStale,
  worksFromACopy,
} from './flaws.js';
import { modeOf, shows, strives, WAYS } from './ways.js';

// What users of other dispatch systems complained of: orders that were cancelled, ran out of time
// or changed while somebody worked with them.

describe('"the cancelled order was still given away"', () => {
  it.each(WAYS)('%s: nobody gets it (twin: works from a copy)', (way) =>
    shows(
      async (play) => {
        await play.open();
        await play.posts(modeOf(way));
        if (way === 'offer') await play.stage.settle();
        expect(await play.cancels()).toBe('done');
        await strives(play, way, 'best');
        return play.holder();
      },
      { product: null, twin: 'best' },
      worksFromACopy,
    ),
  );
});

describe('"stale orders are still pushed"', () => {
  it.each(WAYS)('%s: past its time nobody gets it (twin: knows no time)', (way) =>
    shows(
      async (play) => {
        await play.open();
        await play.duty('next', false);
        await play.duty('best', false);
        await play.posts(modeOf(way));
        await play.pass(5 * HOUR_MS - 2 * SECOND_MS);
        await play.duty('best', true);
        await play.pass(3 * SECOND_MS);
        await strives(play, way, 'best');
        // A window that has just closed is no reason to refuse by; only the order's own time is.
        return { status: (await play.order()).status };
      },
      { product: { status: 'expired' }, twin: { status: 'open' } },
      keepsWhatIsStale,
    ),
  );
});

/** Happens each time a round is written: after it was worked out, before his claim. */
const whileCommitting = (who: string, happens: () => Promise<unknown>): TwinOf =>
  eachTx(({ ledger }) => ({
    ledger: but(
      ledger,
      claiming(ledger, async (claim) => {
        if (claim.driverId === who) await happens();
        return ledger.claim(claim);
      }),
    ),
  }));

const asItIs: TwinOf = (real: Database) => real;

describe('a round whose pair is stale by the time it is written', () => {
  /** Both orders and both drivers are in one round; one driver is somebody else by then. */
  const served = async (
    twin: TwinOf,
    happens: (play: HandPlay) => Promise<unknown>,
  ): Promise<string[]> => {
    let meanwhile = (): Promise<unknown> => Promise.resolve();
    const play = new HandPlay(
      and(
        twin,
        whileCommitting('best', () => meanwhile()),
      ),
    );
    meanwhile = () => happens(play);
    await play.open();
    for (const orderId of ['o1', 'o2']) await play.posts('round', { orderId });
    await play.pass(5 * SECOND_MS);
    const holders = [await play.holder('o1'), await play.holder('o2')];
    return ['best', 'next'].filter((who) => holders.includes(who));
  };

  it('costs that pair its order (twin: claims him whoever he has become)', async () => {
    const leaves = (play: HandPlay): Promise<string> => play.duty('best', false);
    expect(await served(asItIs, leaves)).toEqual(['next']);
    expect(await served(claimsWhoeverHeIs, leaves)).toEqual(['best', 'next']);
  });

  it('costs no other pair anything (twin: writes all pairs or none)', async () => {
    const comesAndGoes = async (play: HandPlay): Promise<void> => {
      for (const onDuty of [false, true]) await play.duty('best', onDuty);
    };
    expect(await served(asItIs, comesAndGoes)).toEqual(['next']);
    expect(await served(allOrNothing, comesAndGoes)).toEqual([]);
  });

  it('"accepted on other terms": an order can not change within its round (twin: checks, then saves)', async () => {
    const told = async (twin: TwinOf): Promise<Record<string, unknown>> => {
      const amending: Promise<string>[] = [];
      let amend = (): Promise<string> => Promise.resolve('');
      // Not waited for: where the order is locked it would wait for the round.
      const hook = whileCommitting('best', async () => {
        amending.push(amend());
        await new Promise((resolve) => setImmediate(resolve));
      });
      const play = new HandPlay(and(twin, hook));
      amend = () => play.pays(1);
      await play.begin('round');
      await play.pass(5 * SECOND_MS);
      const [amended] = await Promise.all(amending);
      const { driverId, freightFen } = await play.order();
      return { amended, driverId, freightFen };
    };
    expect(await told(asItIs)).toEqual({
      amended: 'order_not_open',
      driverId: 'best',
      freightFen: 250_000,
    });
    // The driver who was told that he has it has lost it without a word.
    expect(await told(checksThenSaves)).toEqual({
      amended: 'done',
      driverId: null,
      freightFen: 1,
    });
  });
});
