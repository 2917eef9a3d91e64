import type { Clock } from '#libs/dispatch';

/**
 * Time as the parent process tells it, over the channel it started this one with: a simulation
 * plays a week in minutes, through the same interfaces. Refused in production.
 */
export class ParentClock implements Clock {
  private atMs = 0;
  private moved: () => void = () => undefined;

  private constructor() {
    process.on('message', (message: unknown) => {
      if (!isTime(message)) return;
      this.atMs = Math.max(this.atMs, message.nowMs);
      this.moved();
      process.send?.({ nowMs: this.atMs });
    });
  }

  /** Resolves when the parent has told the time for the first time. */
  static async open(): Promise<ParentClock> {
    if (process.send === undefined) {
      throw new Error('CLOCK=parent: expected to be started with a channel to the parent process');
    }
    const clock = new ParentClock();
    await new Promise<void>((resolve) => {
      clock.onMove(resolve);
      process.send?.({ clock: 'waiting' });
    });
    clock.onMove(() => undefined);
    return clock;
  }

  nowMs(): number {
    return this.atMs;
  }

  /** What rests until something is due looks again. */
  onMove(moved: () => void): void {
    this.moved = moved;
  }
}

const isTime = (message: unknown): message is { nowMs: number } =>
  typeof message === 'object' &&
  message !== null &&
  'nowMs' in message &&
  Number.isSafeInteger(message.nowMs);
