import type { Idempotency } from '#libs/dispatch';
import type { Part } from './part.js';

type Taken = Awaited<ReturnType<Idempotency['take']>>;

const keyOf = ({ scope, key }: { scope: string; key: string }): string => `${scope}\n${key}`;

export class MemoryIdempotency implements Idempotency {
  constructor(private readonly part: Part) {}

  async take(key: {
    scope: string;
    key: string;
    fingerprint: string;
    atMs: number;
  }): Promise<Taken> {
    const { store, unit } = this.part;
    await store.idempotency.lock(unit, keyOf(key));
    const known = store.idempotency.get(unit, keyOf(key));
    if (known === undefined) {
      const { fingerprint, atMs } = key;
      store.idempotency.put(unit, keyOf(key), { fingerprint, atMs, answer: null });
      return { kind: 'fresh' };
    }
    if (known.fingerprint !== key.fingerprint) return { kind: 'mismatch' };
    return known.answer === null ? { kind: 'fresh' } : { kind: 'done', ...known.answer };
  }

  async store(
    key: { scope: string; key: string },
    answer: { status: number; body: string },
  ): Promise<void> {
    const { store, unit } = this.part;
    await store.idempotency.change(unit, keyOf(key), (known) =>
      known === undefined ? known : { ...known, answer },
    );
  }

  async purge(beforeMs: number): Promise<number> {
    const { store, unit } = this.part;
    let purged = 0;
    for (const [key, { atMs }] of [...store.idempotency.entries(unit)]) {
      if (atMs >= beforeMs) continue;
      await store.idempotency.change(unit, key, () => undefined);
      purged++;
    }
    return purged;
  }
}
