export type AdmissionLimits = {
  readonly running: number;
  readonly runningPerSubject: number;
  readonly waiting: number;
  readonly waitingPerSubject: number;
  readonly waitingBytes: number;
};

type Waiting = { readonly bytes: number; readonly sinceMs: number; readonly run: Run };
/** Must not reject. Is told how long it waited for its turn. */
type Run = (waitedMs: number) => Promise<void>;

/**
 * How much is worked on at once, and how much may wait for it. The broker hands over a burst in one
 * go, so what is over the bound waits its turn; the bounds on waiting keep memory and delay short.
 * Subjects have their own queues and take turns, so that a flood on one (positions, say) delays
 * only itself.
 */
export class Admission {
  readonly #queues = new Map<string, Waiting[]>();
  readonly #runningBySubject = new Map<string, number>();
  readonly #idle: (() => void)[] = [];
  #running = 0;
  #waiting = 0;
  #waitingBytes = 0;

  constructor(private readonly limits: AdmissionLimits) {}

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Runs it now or in its turn; false, and never run, when there is no room. */
  admit(subject: string, bytes: number, run: Run): boolean {
    const queue = this.#queues.get(subject);
    if (queue === undefined && this.#hasPlace(subject)) {
      this.#start(subject, run, 0);
      return true;
    }
    const here = queue?.length ?? 0;
    if (
      this.#waiting >= this.limits.waiting ||
      here >= this.limits.waitingPerSubject ||
      this.#waitingBytes + bytes > this.limits.waitingBytes
    ) {
      return false;
    }
    const waiting = { bytes, sinceMs: performance.now(), run };
    if (queue === undefined) this.#queues.set(subject, [waiting]);
    else queue.push(waiting);
    this.#waiting += 1;
    this.#waitingBytes += bytes;
    return true;
  }

  /** Resolves when nothing runs or waits, or after `withinMs`; answers how many were left. */
  async drained(withinMs: number): Promise<number> {
    if (this.#running > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        this.#idle.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return this.#running + this.#waiting;
  }

  #hasPlace(subject: string): boolean {
    const here = this.#runningBySubject.get(subject) ?? 0;
    return this.#running < this.limits.running && here < this.limits.runningPerSubject;
  }

  #start(subject: string, run: Run, waitedMs: number): void {
    this.#running += 1;
    this.#runningBySubject.set(subject, (this.#runningBySubject.get(subject) ?? 0) + 1);
    void run(waitedMs).finally(() => this.#ended(subject));
  }

  #ended(subject: string): void {
    const here = (this.#runningBySubject.get(subject) ?? 1) - 1;
    if (here > 0) this.#runningBySubject.set(subject, here);
    else this.#runningBySubject.delete(subject);
    this.#running -= 1;
    this.#startWaiting();
    if (this.#running === 0) for (const wake of this.#idle.splice(0)) wake();
  }

  /** One ended, so at most one can start: the first subject, in turn, that may. */
  #startWaiting(): void {
    for (const [subject, queue] of this.#queues) {
      if (!this.#hasPlace(subject)) continue;
      const next = queue.shift();
      // Put at the end of the map, the subject has its next turn after all others.
      this.#queues.delete(subject);
      if (queue.length > 0) this.#queues.set(subject, queue);
      if (next === undefined) continue;
      this.#waiting -= 1;
      this.#waitingBytes -= next.bytes;
      this.#start(subject, next.run, performance.now() - next.sinceMs);
      return;
    }
  }
}
