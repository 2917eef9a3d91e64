export type Errand = () => Promise<void>;

type Entry = { readonly atMs: number; readonly number: number; readonly errand: Errand };

/**
 * What is going to happen, and when; of two things at one moment the one that was planned first.
 */
export class Agenda {
  private readonly heap: Entry[] = [];
  private numbers = 0;

  at(atMs: number, errand: Errand): void {
    const { heap } = this;
    const entry = { atMs: Math.ceil(atMs), number: ++this.numbers, errand };
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent] as Entry)) break;
      heap[at] = heap[parent] as Entry;
      at = parent;
    }
    heap[at] = entry;
  }

  get nextMs(): number | null {
    return this.heap[0]?.atMs ?? null;
  }

  take(): Errand | null {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length > 0) {
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
    return first.errand;
  }
}

const before = (a: Entry, b: Entry): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.number < b.number);
