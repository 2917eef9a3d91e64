/** What comes first is at hand; putting in and taking out is logarithmic. */
export class Heap<T> {
  private readonly entries: T[] = [];

  constructor(private readonly before: (a: T, b: T) => boolean) {}

  get first(): T | undefined {
    return this.entries[0];
  }

  push(entry: T): void {
    const { entries, before } = this;
    let at = entries.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, entries[parent] as T)) break;
      entries[at] = entries[parent] as T;
      at = parent;
    }
    entries[at] = entry;
  }

  pop(): T | undefined {
    const { entries, before } = this;
    const first = entries[0];
    const last = entries.pop();
    if (last === undefined || entries.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= entries.length) break;
      if (child + 1 < entries.length && before(entries[child + 1] as T, entries[child] as T)) {
        child++;
      }
      if (!before(entries[child] as T, last)) break;
      entries[at] = entries[child] as T;
      at = child;
    }
    entries[at] = last;
    return first;
  }
}
