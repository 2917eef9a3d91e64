import type { WakeKind } from '#libs/dispatch';
import { Heap } from './heap.js';

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
  private readonly heap = new Heap<Entry>(
    (a, b) => a.readyAtMs < b.readyAtMs || (a.readyAtMs === b.readyAtMs && a.orderId < b.orderId),
  );
  private readonly current = new Map<string, Entry>();

  written(orderId: string, step: Step | undefined): void {
    if (step === undefined) {
      this.current.delete(orderId);
      return;
    }
    const entry = { readyAtMs: readyAtMs(step), orderId };
    this.current.set(orderId, entry);
    this.heap.push(entry);
  }

  /** The earliest that is still an order's newest entry. */
  first(): Entry | null {
    for (;;) {
      const top = this.heap.first;
      if (top === undefined) return null;
      if (this.current.get(top.orderId) === top) return top;
      this.heap.pop();
    }
  }

  /** Those ready by a moment, earliest first; they stay in the heap. */
  readyBy(nowMs: number): string[] {
    const found: Entry[] = [];
    for (let top = this.first(); top !== null && top.readyAtMs <= nowMs; top = this.first()) {
      found.push(top);
      this.heap.pop();
    }
    for (const entry of found) this.heap.push(entry);
    return found.map(({ orderId }) => orderId);
  }
}
