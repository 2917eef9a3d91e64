import type { NewOffer, Offer, Offers } from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';

const OPEN_MAX = 100;

export class MemoryOffers implements Offers {
  constructor(private readonly part: Part) {}

  async add(offers: readonly NewOffer[], openMax: number | null): Promise<boolean> {
    const { store, unit } = this.part;
    for (const driverId of offers.map((offer) => offer.driverId).sort(byCodeUnit)) {
      await store.asked.lock(unit, driverId);
    }
    const full = ({ driverId }: NewOffer): boolean =>
      openMax !== null && this.openOfDriver(driverId).length >= openMax;
    if (offers.some(full)) return false;
    for (const offer of offers) {
      if (this.openOfDriver(offer.driverId).some(({ orderId }) => orderId === offer.orderId)) {
        unit.fail(`${offer.driverId} has an open offer of ${offer.orderId} already`);
      }
      await store.offers.lock(unit, offer.offerId);
      store.offers.put(unit, offer.offerId, {
        ...offer,
        state: 'open',
        closedAtMs: null,
        because: null,
      });
    }
    return true;
  }

  async ofRound(orderId: string, round: number): Promise<Offer[]> {
    return this.ofOrder(orderId)
      .filter((offer) => offer.round === round)
      .sort((a, b) => byNumber(a.batch, b.batch) || byNumber(a.rank, b.rank));
  }

  async latestOf(orderId: string, driverId: string): Promise<Offer | null> {
    const his = this.ofOrder(orderId)
      .filter((offer) => offer.driverId === driverId)
      .sort((a, b) => byNumber(a.offeredAtMs, b.offeredAtMs) || byNumber(a.batch, b.batch));
    return his.at(-1) ?? null;
  }

  async openOf(driverId: string, nowMs: number): Promise<Offer[]> {
    return this.openOfDriver(driverId)
      .filter(({ expiresAtMs }) => expiresAtMs > nowMs)
      .sort((a, b) => byNumber(b.offeredAtMs, a.offeredAtMs) || byCodeUnit(a.orderId, b.orderId))
      .slice(0, OPEN_MAX);
  }

  async openCounts(
    driverIds: readonly string[],
    exceptOrderId: string,
  ): Promise<ReadonlyMap<string, number>> {
    const counts = driverIds.map((driverId) => {
      const open = this.openOfDriver(driverId).filter(({ orderId }) => orderId !== exceptOrderId);
      return [driverId, open.length] as const;
    });
    return new Map(counts.filter(([, open]) => open > 0));
  }

  async close(
    offerIds: readonly string[],
    { state, atMs, because }: Parameters<Offers['close']>[1],
  ): Promise<void> {
    const { store, unit } = this.part;
    for (const offerId of offerIds) {
      await store.offers.change(unit, offerId, (offer) =>
        offer === undefined ? offer : { ...offer, state, closedAtMs: atMs, because },
      );
    }
  }

  private ofOrder(orderId: string): Offer[] {
    const { store, unit } = this.part;
    return store.offers.where(unit, 'order', orderId);
  }

  private openOfDriver(driverId: string): Offer[] {
    const { store, unit } = this.part;
    return store.offers.where(unit, 'driver', driverId).filter(({ state }) => state === 'open');
  }
}
