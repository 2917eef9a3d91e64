import { Admission } from './admission.js';

const LIMITS = {
  running: 4,
  runningPerSubject: 3,
  waiting: 6,
  waitingPerSubject: 4,
  waitingBytes: 1_000,
};

/** Work that ends when it is told to, and remembers in which order it began. */
function desk(limits = LIMITS): {
  admission: Admission;
  began: string[];
  admit: (subject: string, name: string, bytes?: number) => boolean;
  end: (name: string) => Promise<void>;
} {
  const admission = new Admission(limits);
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    admission,
    began,
    admit: (subject, name, bytes = 1) =>
      admission.admit(subject, bytes, () => {
        began.push(name);
        return new Promise((resolve) => ends.set(name, resolve));
      }),
    end: async (name) => {
      ends.get(name)?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('admission', () => {
  it('lets what is over the bound wait, in order, and refuses what has no room to wait', async () => {
    const { admission, began, admit, end } = desk();
    const names = ['1', '2', '3', '4', '5', '6', '7', '8'];
    expect(names.map((name) => admit('a', name))).toEqual([...Array(7).fill(true), false]);
    expect(began).toEqual(['1', '2', '3']);
    expect([admission.running, admission.waiting]).toEqual([3, 4]);
    await end('2');
    await end('1');
    expect(began).toEqual(['1', '2', '3', '4', '5']);
  });

  it('keeps a place for other subjects while one is flooded', () => {
    const { began, admit } = desk();
    for (let nth = 0; nth < 7; nth++) admit('flood', `f${nth}`);
    expect(admit('calm', 'c')).toBe(true);
    expect(began).toContain('c');
  });

  it('gives waiting subjects their turns', async () => {
    const { began, admit, end } = desk({ ...LIMITS, running: 1, runningPerSubject: 1 });
    admit('a', 'a1');
    admit('a', 'a2');
    admit('a', 'a3');
    admit('b', 'b1');
    admit('b', 'b2');
    for (const name of ['a1', 'a2', 'b1', 'a3']) await end(name);
    expect(began).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
  });

  it('bounds what waits by bytes too', () => {
    const { admit } = desk({ ...LIMITS, running: 1, runningPerSubject: 1 });
    admit('a', '1');
    expect(admit('a', '2', 800)).toBe(true);
    expect(admit('a', '3', 300)).toBe(false);
    expect(admit('a', '4', 200)).toBe(true);
  });

  it('is drained when all that ran or waited is done, and says what is left after the time', async () => {
    const { admission, admit, end } = desk({ ...LIMITS, running: 1, runningPerSubject: 1 });
    admit('a', '1');
    admit('a', '2');
    expect(await admission.drained(5)).toBe(2);
    const drained = admission.drained(5_000);
    await end('1');
    await end('2');
    expect(await drained).toBe(0);
  });
});
