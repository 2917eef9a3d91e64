import { ProblemError } from './requests/problem-error.js';

type Lane = { running: number; readonly waiting: (() => void)[] };

/** Lets a few at a time do what would queue up on the same thing anyway, in the order they came. */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();

  constructor(
    private readonly width: number,
    private readonly lengthMax: number,
  ) {}

  async in<T>(name: string, work: () => Promise<T>): Promise<T> {
    const lane = this.lanes.get(name) ?? { running: 0, waiting: [] };
    this.lanes.set(name, lane);
    if (lane.running >= this.width) {
      if (lane.waiting.length >= this.lengthMax) {
        throw new ProblemError('unavailable', 'Too many at once; try again.', [], 1);
      }
      await new Promise<void>((resolve) => lane.waiting.push(resolve));
    } else {
      lane.running += 1;
    }
    try {
      return await work();
    } finally {
      // The place goes straight to the next one, so nobody can step in between.
      const next = lane.waiting.shift();
      if (next !== undefined) next();
      else if (--lane.running === 0) this.lanes.delete(name);
    }
  }
}
