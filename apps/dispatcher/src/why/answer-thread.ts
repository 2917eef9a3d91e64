import { Worker } from 'node:worker_threads';
import type { Question } from './answer-why.js';
import { errorOf, type FromThread, type ThreadData, type ToThread } from './messages.js';
import { Parcel } from './parcel.js';

const MAIN = new URL('./thread/main.js', import.meta.url);
/** A thread that ended by itself is not started again at once. */
const AGAIN_AFTER_MS = 2_000;
const STOP_MAX_MS = 5_000;
/**
 * Half of it fills up between two collections, about once a second at 200 answers a second, and who
 * has asked waits some 5 ms. With three times as much they are fewer, and some 18 ms each
 * (docs/decisions/0034).
 */
const YOUNG_MEMORY_MB = 64;

/** The thread ended before it answered; somebody else may. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';
}

type Waiting = {
  readonly resolve: (answer: Parcel) => void;
  readonly reject: (error: Error) => void;
};

export type ThreadLog = { ended(cause: unknown): void };

/** One thread that answers, started by the first who asks. Until it is there others answer. */
export class AnswerThread {
  private worker: Worker | null = null;
  private isReady = false;
  private stopping = false;
  private endedAtMs = Number.NEGATIVE_INFINITY;
  private readonly waiting = new Map<number, Waiting>();
  private numbers = 0;

  constructor(
    private readonly data: ThreadData,
    private readonly log: ThreadLog,
  ) {}

  /** Whether it is there; it is started when it is not. */
  atHand(): boolean {
    if (this.worker === null && !this.stopping) this.start();
    return this.isReady;
  }

  /** Questions that it has not answered yet. */
  get open(): number {
    return this.waiting.size;
  }

  /** JSON text in UTF-8. Throws what was thrown there, or `ThreadEnded`. */
  ask(question: Question, nowMs: number): Promise<Parcel> {
    const { worker } = this;
    if (worker === null) return Promise.reject(new ThreadEnded());
    const number = ++this.numbers;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      worker.postMessage({ number, nowMs, question } satisfies ToThread);
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { worker } = this;
    if (worker === null) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage('stop' satisfies ToThread);
    const ending = setTimeout(() => void worker.terminate(), STOP_MAX_MS);
    await ended.finally(() => clearTimeout(ending));
  }

  private start(): void {
    if (performance.now() - this.endedAtMs < AGAIN_AFTER_MS) return;
    const worker = new Worker(MAIN, {
      workerData: this.data,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEMORY_MB },
    });
    this.worker = worker;
    let cause: unknown = null;
    worker.on('message', (message: FromThread) => this.hear(message));
    worker.on('error', (error) => (cause = error));
    worker.on('exit', (code) => {
      this.worker = null;
      this.isReady = false;
      this.endedAtMs = performance.now();
      if (!this.stopping) this.log.ended(cause ?? new Error(`it ended with ${code}`));
      for (const { reject } of this.waiting.values()) reject(new ThreadEnded());
      this.waiting.clear();
    });
  }

  private hear(message: FromThread): void {
    if (message === 'ready') {
      this.isReady = true;
      return;
    }
    const waiting = this.waiting.get(message.number);
    this.waiting.delete(message.number);
    if ('json' in message) waiting?.resolve(new Parcel(message.json));
    else waiting?.reject(errorOf(message.failure));
  }
}
