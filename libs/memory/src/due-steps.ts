import type { WakeKind } from '#libs/dispatch';

export type Step = {
  readonly orderId: string;
  readonly kind: WakeKind;
  readonly dueAtMs: number;
  readonly attempts: number;
  readonly leaseUntilMs: number;
  readonly fence: string | null;
};

/** A step whose taker has not come back is ready again when its lease is over. */
export const readyAtMs = ({ dueAtMs, leaseUntilMs }: Step): number =>
  Math.max(dueAtMs, leaseUntilMs);

type Entry = { readonly readyAtMs: number; readonly orderId: string };

/**
 * A heap of when each order's step is ready. Entries of steps that were replaced stay in it until
 * they come to the top; an order's newest entry is the one that counts.
 */
export class DueSteps {
  private readonly heap: Entry[] = [];
  private readonly current = new Map<string, Entry>();

  written(orderId: string, step: Step | undefined): void {
    if (step === undefined) {
      this.current.delete(orderId);
      return;
    }
    const entry = { readyAtMs: readyAtMs(step), orderId };
    this.current.set(orderId, entry);
    this.push(entry);
  }

  /** The earliest that is still an order's newest entry. */
  first(): Entry | null {
    for (;;) {
      const top = this.heap[0];
      if (top === undefined) return null;
      if (this.current.get(top.orderId) === top) return top;
      this.pop();
    }
  }

  /** Those ready by a moment, earliest first; they stay in the heap. */
  readyBy(nowMs: number): string[] {
    const found: Entry[] = [];
    for (let top = this.first(); top !== null && top.readyAtMs <= nowMs; top = this.first()) {
      found.push(top);
      this.pop();
    }
    for (const entry of found) this.push(entry);
    return found.map(({ orderId }) => orderId);
  }

  private push(entry: Entry): void {
    const { heap } = this;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent] as Entry)) break;
      heap[at] = heap[parent] as Entry;
      at = parent;
    }
    heap[at] = entry;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry)) {
        child++;
      }
      if (!before(heap[child] as Entry, last)) break;
      heap[at] = heap[child] as Entry;
      at = child;
    }
    heap[at] = last;
  }
}

const before = (a: Entry, b: Entry): boolean =>
  a.readyAtMs < b.readyAtMs || (a.readyAtMs === b.readyAtMs && a.orderId < b.orderId);
