import type { Logger } from 'pino';

/** What a turn of a loop says: come back at once, or after so long unless woken. */
export type Turn = { readonly restMs: number };

const AFTER_FAILURE_MS = 1_000;

/**
 * A worker that takes turns until it is stopped. Its rest ends early when it is poked; a turn that
 * throws is logged and followed by a pause, so a database that is away is waited for.
 */
export class Loop {
  private stopped = false;
  private poked = false;
  private wake: (() => void) | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly name: string,
    private readonly turn: () => Promise<Turn>,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  poke(): void {
    this.poked = true;
    this.wake?.();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake?.();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.poked = false;
      const restMs = await this.turn().then(
        (turn) => turn.restMs,
        (cause: unknown) => {
          this.log.error({ err: cause, worker: this.name }, 'a worker failed and goes on');
          return AFTER_FAILURE_MS;
        },
      );
      if (restMs > 0) await this.rest(restMs);
    }
  }

  private rest(restMs: number): Promise<void> {
    if (this.stopped || this.poked) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake?.(), restMs);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = null;
        resolve();
      };
    });
  }
}
