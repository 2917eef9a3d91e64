import { setTimeout as delay } from 'node:timers/promises';
import type { Order, Rounds } from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';

const HELD_RETRIES = 5;
const HELD_RETRY_MS = 10;

export class MemoryRounds implements Rounds {
  constructor(private readonly part: Part) {}

  async take(cityCode: string, limit: number): Promise<Order[] | null> {
    const { store, unit } = this.part;
    if (store.roundMarkets.isLockedByOther(unit, cityCode)) return null;
    await store.roundMarkets.lock(unit, cityCode);
    const market = (): Order[] =>
      store.orders.where(unit, 'openCity', cityCode).filter(({ mode }) => mode === 'round');
    const free = (orders: readonly Order[]): Order[] =>
      orders.filter(({ orderId }) => !store.orders.isLockedByOther(unit, orderId));
    let open = market();
    for (let tries = 0; tries < HELD_RETRIES && free(open).length < open.length; tries += 1) {
      await delay(HELD_RETRY_MS);
      open = market();
    }
    const taken = free(open)
      .sort((a, b) => byNumber(a.postedAtMs, b.postedAtMs) || byCodeUnit(a.orderId, b.orderId))
      .slice(0, limit);
    for (const { orderId } of taken) await store.orders.lock(unit, orderId);
    return taken.map((order) => {
      const documents = store.documents.get(unit, order.orderId);
      return documents === undefined ? order : { ...order, documents };
    });
  }
}
