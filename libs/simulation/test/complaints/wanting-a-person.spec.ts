import { HandPlay, SECOND_MS, type TwinOf } from '../hand-play.js';
import { asksNobody } from './flaws.js';
import { shows } from './ways.js';

// A driver who refuses to be decided on by the system alone (D4), in the modes in which nobody
// grabs.

const wants = (play: HandPlay, who: string): Promise<void> =>
  play.act((tx) => tx.standings.choose(who, true, play.stage.nowMs));

describe('a driver who wants a person to decide', () => {
  it('[D4] given by a round: his order waits for one (twin: asks nobody)', () =>
    shows(
      async (play) => {
        await play.open();
        await wants(play, 'best');
        expect(await play.duty('next', false)).toBe('done');
        await play.posts('round');
        await play.pass(6 * SECOND_MS);
        return play.holder();
      },
      { product: null, twin: 'best' },
      asksNobody,
    ));

  it('[D4] and the other orders of that round do not (twin: asks nobody)', () =>
    shows(
      async (play) => {
        await play.open();
        await wants(play, 'best');
        for (const orderId of ['o1', 'o2']) await play.posts('round', { orderId });
        await play.pass(6 * SECOND_MS);
        const holders = [await play.holder('o1'), await play.holder('o2')];
        return ['best', 'next'].filter((who) => holders.includes(who));
      },
      { product: ['next'], twin: ['best', 'next'] },
      asksNobody,
    ));

  it('[D4] is served by the round all the same when nobody comes in time, which the record says', async () => {
    const causes = async (twin?: TwinOf): Promise<(string | null)[]> => {
      const play = new HandPlay(twin);
      await play.open();
      await wants(play, 'best');
      expect(await play.duty('next', false)).toBe('done');
      await play.posts('round');
      await play.pass(700 * SECOND_MS);
      expect(await play.holder()).toBe('best');
      const { ledger } = play.stage.read;
      const given = (await ledger.decisions('o1')).filter(({ winner }) => winner === 'best');
      const full = await Promise.all(given.map(({ decisionId }) => ledger.decision(decisionId)));
      return full.map((decision) => decision?.bundle.cause ?? null);
    };
    expect(await causes()).toEqual(['no_human_in_time']);
    expect(await causes(asksNobody)).toEqual([null]);
  });

  it('[D4] is asked like everyone where orders are offered: to accept is his own decision', async () => {
    const play = new HandPlay();
    await play.open();
    await wants(play, 'best');
    await play.posts('offer');
    await play.stage.settle();
    expect(await play.asked()).toEqual(['best']);
    expect(await play.accepts('best')).toBe('done');
    expect(await play.holder()).toBe('best');
  });
});
