import { pino } from 'pino';
import { Watch } from './watch.js';

function watching(found: Readonly<Record<string, number>>, takesMs = 0) {
  const told: [string, number][] = [];
  const logged: string[] = [];
  let nowMs = 0;
  const watch = new Watch(
    {
      names: Object.keys(found),
      count: (name) => {
        nowMs += takesMs;
        const violations = found[name] ?? Number.NaN;
        return violations < 0 ? Promise.reject(new Error(name)) : Promise.resolve(violations);
      },
      metrics: {
        violations: {
          set: ({ name }: { name: string }, value: number) => told.push([name, value]),
        },
      } as unknown as ConstructorParameters<typeof Watch>[0]['metrics'],
      log: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }),
    },
    () => nowMs,
  );
  return { watch, told, logged };
}

describe('the watch over what must be zero', () => {
  it('counts one thing a turn, each about once a minute, and begins again', async () => {
    const { watch, told, logged } = watching({ a: 0, b: 2, c: 0 });
    const rests: number[] = [];
    for (let turn = 0; turn < 4; turn++) rests.push((await watch.turn()).restMs);
    expect(rests).toEqual([20_000, 20_000, 20_000, 20_000]);
    expect(told).toEqual([
      ['a', 0],
      ['b', 2],
      ['c', 0],
      ['a', 0],
    ]);
    expect(logged.map((line) => (JSON.parse(line) as { invariant: string }).invariant)).toEqual([
      'b',
    ]);
  });

  it('rests twenty times as long as a long count took', async () => {
    const { watch } = watching({ a: 0, b: 0 }, 4_000);
    expect((await watch.turn()).restMs).toBe(80_000);
  });

  it('goes on with the next after one that could not be counted', async () => {
    const { watch, told } = watching({ a: -1, b: 1 });
    await expect(watch.turn()).rejects.toThrow('a');
    await watch.turn();
    expect(told).toEqual([['b', 1]]);
  });
});
