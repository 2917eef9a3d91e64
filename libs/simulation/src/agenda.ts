import { Heap } from '#libs/memory';

export type Errand = () => Promise<void>;

type Entry = { readonly atMs: number; readonly number: number; readonly errand: Errand };

/**
 * What is going to happen, and when; of two things at one moment the one that was planned first.
 */
export class Agenda {
  private readonly heap = new Heap<Entry>(
    (a, b) => a.atMs < b.atMs || (a.atMs === b.atMs && a.number < b.number),
  );
  private numbers = 0;

  at(atMs: number, errand: Errand): void {
    this.heap.push({ atMs: Math.ceil(atMs), number: ++this.numbers, errand });
  }

  get nextMs(): number | null {
    return this.heap.first?.atMs ?? null;
  }

  take(): Errand | null {
    return this.heap.pop()?.errand ?? null;
  }
}
