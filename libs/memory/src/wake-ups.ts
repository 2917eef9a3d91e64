import type { WakeKind, WakeUp, WakeUps } from '#libs/dispatch';
import { readyAtMs, type Step } from './due-steps.js';
import { byCodeUnit, byNumber, type Part } from './part.js';

export class MemoryWakeUps implements WakeUps {
  constructor(private readonly part: Part) {}

  async set(
    orderId: string,
    { kind, dueAtMs }: { kind: WakeKind; dueAtMs: number },
  ): Promise<void> {
    const { store, unit } = this.part;
    await store.wakeUps.change(unit, orderId, () => ({
      orderId,
      kind,
      dueAtMs,
      attempts: 0,
      leaseUntilMs: 0,
      fence: null,
    }));
  }

  async clear(orderId: string): Promise<void> {
    const { store, unit } = this.part;
    await store.wakeUps.change(unit, orderId, () => undefined);
  }

  /** Steps that another taker has just locked are passed over, not waited for. */
  async take(options: {
    nowMs: number;
    leaseMs: number;
    limit: number;
    fence: string;
  }): Promise<WakeUp[]> {
    const { store, unit } = this.part;
    const { nowMs, leaseMs, limit, fence } = options;
    const taken: WakeUp[] = [];
    for (const orderId of store.due.readyBy(nowMs)) {
      if (taken.length >= limit) break;
      if (store.wakeUps.isLockedByOther(unit, orderId)) continue;
      const step = await store.wakeUps.change(unit, orderId, (known) =>
        known === undefined || readyAtMs(known) > nowMs
          ? known
          : {
              ...known,
              attempts: known.attempts + 1,
              leaseUntilMs: nowMs + leaseMs,
              fence,
            },
      );
      if (step?.fence === fence) taken.push(takenAs(step, fence));
    }
    return taken.sort((a, b) => byNumber(a.dueAtMs, b.dueAtMs) || byCodeUnit(a.orderId, b.orderId));
  }

  async holds({ orderId, fence }: Pick<WakeUp, 'orderId' | 'fence'>): Promise<boolean> {
    const { store, unit } = this.part;
    return store.wakeUps.get(unit, orderId)?.fence === fence;
  }

  async postpone({ orderId, fence }: WakeUp, dueAtMs: number): Promise<void> {
    const { store, unit } = this.part;
    await store.wakeUps.change(unit, orderId, (known) =>
      known?.fence === fence ? { ...known, dueAtMs, leaseUntilMs: 0, fence: null } : known,
    );
  }

  async hurry(cityCode: string, dueAtMs: number): Promise<void> {
    const { store, unit } = this.part;
    for (const { orderId } of store.wakeUps.all(unit)) {
      const order = store.orders.get(unit, orderId);
      if (order?.status !== 'open') continue;
      if (cityCode !== '*' && order.loading.cityCode !== cityCode) continue;
      await store.wakeUps.change(unit, orderId, (known) => {
        if (known === undefined) return known;
        const promisedMs =
          known.kind === 'award'
            ? Math.min(order.collectUntilMs ?? order.expiresAtMs, order.expiresAtMs)
            : known.kind === 'expire'
              ? order.expiresAtMs
              : dueAtMs;
        const soonestMs = Math.max(dueAtMs, promisedMs);
        return known.dueAtMs > soonestMs ? { ...known, dueAtMs: soonestMs } : known;
      });
    }
  }

  async hurryOffers(orderIds: readonly string[], dueAtMs: number): Promise<void> {
    const { store, unit } = this.part;
    for (const orderId of orderIds.toSorted(byCodeUnit)) {
      if (store.wakeUps.isLockedByOther(unit, orderId)) continue;
      const asked = store.offers.where(unit, 'order', orderId);
      if (asked.some(({ state }) => state === 'open')) continue;
      await store.wakeUps.change(unit, orderId, (known) =>
        known?.kind === 'offer' && known.dueAtMs > dueAtMs ? { ...known, dueAtMs } : known,
      );
    }
  }

  async nextDueAtMs(): Promise<number | null> {
    const { store, unit } = this.part;
    if (store.wakeUps.isQuiet) return store.due.first()?.readyAtMs ?? null;
    const ready = store.wakeUps.all(unit).map(readyAtMs);
    return ready.length === 0 ? null : Math.min(...ready);
  }
}

const takenAs = ({ orderId, kind, dueAtMs, attempts }: Step, fence: string): WakeUp => ({
  orderId,
  kind,
  dueAtMs,
  attempts,
  fence,
});
