import { NOTHING_BESIDE, type BesideQuestion } from '#libs/explanations';
import { InsightBook } from './insight-book.js';

const nothing = (decisionId: string, winner: string | null): BesideQuestion =>
  ({
    header: { decisionId, winner, kind: 'release' },
    bundle: { schema: 'paidan.consequence/1', order: null, cause: 'x' },
    rows: [],
    driverId: 'd1',
  }) as unknown as BesideQuestion;

function counting(keptMax?: number) {
  const loads: string[] = [];
  const book = new InsightBook(keptMax);
  const ask = (decisionId: string, driverId = 'd1', winner: string | null = 'w1') =>
    book.of({ decisionId, driverId }, async () => {
      loads.push(`${decisionId}/${driverId}`);
      return nothing(decisionId, winner);
    });
  return { loads, book, ask };
}

describe('what was worked out about a decision', () => {
  it('is worked out once for each driver and decision', async () => {
    const { loads, ask } = counting();
    for (const [decisionId, driverId] of [['a'], ['a'], ['b'], ['a', 'd2'], ['b']] as const) {
      await ask(decisionId, driverId);
    }
    expect(loads).toEqual(['a/d1', 'b/d1', 'a/d2']);
    expect(await ask('a')).toEqual(NOTHING_BESIDE);
  });

  it('is forgotten with the driver it is about, and with the one he was held against', async () => {
    const { loads, book, ask } = counting();
    await ask('a');
    await ask('b', 'd2', 'd1');
    await ask('c', 'd3');
    expect([...book.remembered()].sort()).toEqual(['d1', 'd2', 'd3', 'w1']);
    book.forget('d1');
    expect([...book.remembered()].sort()).toEqual(['d3', 'w1']);
    await ask('a');
    expect(loads).toEqual(['a/d1', 'b/d2', 'c/d3', 'a/d1']);
  });

  it('lets go of what was asked for longest ago', async () => {
    const { loads, ask } = counting(3);
    for (const decisionId of ['a', 'b', 'c', 'd', 'b', 'e', 'b', 'c']) await ask(decisionId);
    expect(loads).toEqual(['a/d1', 'b/d1', 'c/d1', 'd/d1', 'e/d1', 'c/d1']);
  });

  it('was told on a day, until that day is over or the driver forgotten', async () => {
    const { book, ask } = counting();
    const about = { decisionId: 'a', driverId: 'd1' };
    book.told(about, 7);
    expect(book.wasTold(about, 7)).toBe(false);
    await ask('a');
    expect(book.wasTold(about, 7)).toBe(false);
    book.told(about, 7);
    await ask('a');
    expect([6, 7, 8].map((day) => book.wasTold(about, day))).toEqual([false, true, false]);
    expect(book.wasTold({ decisionId: 'b', driverId: 'd1' }, 7)).toBe(false);
    book.forget('d1');
    expect(book.wasTold(about, 7)).toBe(false);
  });
});
