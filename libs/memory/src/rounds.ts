import type { Order, Rounds } from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';

export class MemoryRounds implements Rounds {
  constructor(private readonly part: Part) {}

  async take(cityCode: string, limit: number): Promise<Order[] | null> {
    const { store, unit } = this.part;
    if (store.roundMarkets.isLockedByOther(unit, cityCode)) return null;
    await store.roundMarkets.lock(unit, cityCode);
    const open = store.orders
      .where(unit, 'openCity', cityCode)
      .filter(({ mode, orderId }) => {
        return mode === 'round' && !store.orders.isLockedByOther(unit, orderId);
      })
      .sort((a, b) => byNumber(a.postedAtMs, b.postedAtMs) || byCodeUnit(a.orderId, b.orderId))
      .slice(0, limit);
    for (const { orderId } of open) await store.orders.lock(unit, orderId);
    return open.map((order) => {
      const documents = store.documents.get(unit, order.orderId);
      return documents === undefined ? order : { ...order, documents };
    });
  }
}
