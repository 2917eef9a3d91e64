import { Lanes } from './lanes.js';

const gate = (): { open: () => void; opened: Promise<void> } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};

describe('a lane', () => {
  it('lets as many in as it is wide, and the others in the order they came', async () => {
    const lanes = new Lanes(2, 10);
    const gates = [gate(), gate(), gate(), gate()];
    const began: number[] = [];
    const done = gates.map(({ opened }, index) =>
      lanes.in('order', async () => {
        began.push(index);
        await opened;
      }),
    );
    expect(began).toEqual([0, 1]);
    gates[1]?.open();
    await done[1];
    expect(began).toEqual([0, 1, 2]);
    for (const { open } of gates) open();
    await Promise.all(done);
    expect(began).toEqual([0, 1, 2, 3]);
  });

  it('does not hold up another one', async () => {
    const lanes = new Lanes(1, 10);
    const { open, opened } = gate();
    const first = lanes.in('busy', () => opened);
    expect(await lanes.in('free', () => Promise.resolve('through'))).toBe('through');
    open();
    await first;
  });

  it('goes on after a failure', async () => {
    const lanes = new Lanes(1, 10);
    const failed = lanes.in('order', () => Promise.reject(new Error('no')));
    const next = lanes.in('order', () => Promise.resolve('yes'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('turns away whoever comes when the line is full', async () => {
    const lanes = new Lanes(1, 1);
    const { open, opened } = gate();
    const waiting = [lanes.in('order', () => opened), lanes.in('order', () => opened)];
    await expect(lanes.in('order', () => opened)).rejects.toMatchObject({ code: 'unavailable' });
    open();
    await Promise.all(waiting);
  });
});
