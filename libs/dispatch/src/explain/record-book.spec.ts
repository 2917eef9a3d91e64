import type { DriverRow } from '#libs/explanations';
import type { Tx } from '../ports/database.js';
import { RecordBook } from './record-book.js';

function counting(rowsOf: Readonly<Record<string, readonly string[]>>, rowsMax?: number) {
  const reads: string[] = [];
  const row = (driverId: string) => ({ driverId }) as DriverRow;
  const tx = {
    ledger: {
      decision: async (decisionId: string) => {
        reads.push(decisionId);
        return decisionId in rowsOf ? { decisionId, winner: null } : null;
      },
      driverRows: async (decisionId: string) => (rowsOf[decisionId] ?? []).map(row),
    },
  } as unknown as Tx;
  const book = new RecordBook(rowsMax);
  const read = (decisionId: string, nowMs = 0) => book.of(tx, decisionId, nowMs);
  return { reads, book, read };
}

describe('the book of records', () => {
  it('reads a decision once for all who were judged in it', async () => {
    const { reads, read } = counting({ a: ['d1', 'd2'] });
    const [first, again] = [await read('a'), await read('a')];
    expect(again).toEqual(first);
    expect(first?.rows.map(({ driverId }) => driverId)).toEqual(['d1', 'd2']);
    expect(reads).toEqual(['a']);
  });

  it('remembers nothing of what is not there, since it may be there soon', async () => {
    const { reads, read } = counting({});
    expect([await read('x'), await read('x')]).toEqual([null, null]);
    expect(reads).toEqual(['x', 'x']);
  });

  it('forgets every decision that an erased driver has a row in, and no other', async () => {
    const { reads, book, read } = counting({ a: ['d1', 'd2'], b: ['d2'], c: ['d3'] });
    for (const decisionId of ['a', 'b', 'c']) await read(decisionId);
    book.forget('d2');
    expect([...book.remembered()]).toEqual(['d3']);
    for (const decisionId of ['a', 'b', 'c']) await read(decisionId);
    expect(reads).toEqual(['a', 'b', 'c', 'a', 'b']);
  });

  it('reads again after ten minutes: rows may have been reduced to bands', async () => {
    const { reads, read } = counting({ a: ['d1'] });
    for (const nowMs of [0, 599_999, 600_000]) await read('a', nowMs);
    expect(reads).toEqual(['a', 'a']);
  });

  it('holds no more rows than it may, and lets go of what was asked for longest ago', async () => {
    const { reads, read } = counting(
      { a: ['d1', 'd2'], b: ['d3'], c: ['d4'], big: 'x'.repeat(9).split('') },
      3,
    );
    for (const decisionId of ['a', 'b', 'a', 'c', 'a', 'b', 'big', 'big']) await read(decisionId);
    expect(reads).toEqual(['a', 'b', 'c', 'b', 'big', 'big']);
  });

  it('reads a decision once for all who ask at the same moment', async () => {
    const { reads, read } = counting({ a: ['d1', 'd2'] });
    const answers = await Promise.all(Array.from({ length: 9 }, () => read('a')));
    expect(new Set(answers.map((recorded) => recorded?.rows)).size).toBe(1);
    expect(reads).toEqual(['a']);
  });

  it('has as much room after many asked at the same moment as before', async () => {
    const { reads, read } = counting({ a: ['d1', 'd2'], b: ['d3'] }, 3);
    await Promise.all(Array.from({ length: 9 }, () => read('a')));
    for (const decisionId of ['b', 'a', 'b']) await read(decisionId);
    expect(reads).toEqual(['a', 'b']);
  });

  it('does not remember what was being read when a driver was erased', async () => {
    const { reads, book, read } = counting({ a: ['d1'] });
    const before = read('a');
    book.forget('d1');
    await before;
    expect([...book.remembered()]).toEqual([]);
    await read('a');
    expect(reads).toEqual(['a', 'a']);
  });

  it('is asked again after a reading that failed', async () => {
    const { book, read } = counting({ a: ['d1'] });
    const broken = { ledger: { decision: () => Promise.reject(new Error('gone')) } };
    await expect(book.of(broken as unknown as Tx, 'a', 0)).rejects.toThrow('gone');
    expect((await read('a'))?.rows).toHaveLength(1);
  });
});
