import type { Decline, Declines, Pair, Pairs, PairSide } from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';

const OF_DRIVER_MAX = 10_000;
const DECLINES_MAX = 1_000;

const keyOf = ({ shipperId, driverId, by }: Pick<Pair, 'shipperId' | 'driverId' | 'by'>): string =>
  JSON.stringify([shipperId, driverId, by]);

const own = (side: PairSide, { shipperId, driverId }: Pair): string =>
  side === 'shipper' ? shipperId : driverId;
const other = (side: PairSide, { shipperId, driverId }: Pair): string =>
  side === 'shipper' ? driverId : shipperId;

export class MemoryPairs implements Pairs {
  constructor(private readonly part: Part) {}

  async put(pair: Pair): Promise<void> {
    const { store, unit } = this.part;
    await store.pairs.change(unit, keyOf(pair), () => pair);
  }

  async clear(pair: Pick<Pair, 'shipperId' | 'driverId' | 'by'>): Promise<boolean> {
    const { store, unit } = this.part;
    let known = false;
    await store.pairs.change(unit, keyOf(pair), (before) => {
      known = before !== undefined;
      return undefined;
    });
    return known;
  }

  async by(
    side: PairSide,
    id: string,
    { after, limit }: { readonly after: string | null; readonly limit: number },
  ): Promise<Pair[]> {
    return this.said(side, id)
      .sort((a, b) => byCodeUnit(other(side, a), other(side, b)))
      .filter((pair) => after === null || other(side, pair) > after)
      .slice(0, limit);
  }

  async countBy(side: PairSide, id: string): Promise<number> {
    return this.said(side, id).length;
  }

  async withShipper(shipperId: string, driverIds: readonly string[]): Promise<Pair[]> {
    const { store, unit } = this.part;
    const wanted = new Set(driverIds);
    return store.pairs
      .where(unit, 'shipper', shipperId)
      .filter(({ driverId }) => wanted.has(driverId));
  }

  async withDriver(driverId: string): Promise<Pair[]> {
    const { store, unit } = this.part;
    return store.pairs
      .where(unit, 'driver', driverId)
      .sort((a, b) => byCodeUnit(a.shipperId, b.shipperId) || byCodeUnit(a.by, b.by))
      .slice(0, OF_DRIVER_MAX);
  }

  async metBefore(shipperId: string, driverId: string): Promise<boolean> {
    const { store, unit } = this.part;
    return store.assignments
      .where(unit, 'driver', driverId)
      .some(({ orderId }) => store.orders.get(unit, orderId)?.shipperId === shipperId);
  }

  private said(side: PairSide, id: string): Pair[] {
    const { store, unit } = this.part;
    return store.pairs
      .where(unit, side, id)
      .filter((pair) => pair.by === side && own(side, pair) === id);
  }
}

export class MemoryDeclines implements Declines {
  constructor(private readonly part: Part) {}

  async add(decline: Decline): Promise<void> {
    const { store, unit } = this.part;
    const key = JSON.stringify([decline.orderId, decline.driverId]);
    await store.declines.change(unit, key, () => decline);
  }

  async ofOrder(orderId: string): Promise<Decline[]> {
    const { store, unit } = this.part;
    return store.declines
      .where(unit, 'order', orderId)
      .sort((a, b) => byCodeUnit(a.driverId, b.driverId));
  }

  async ofDriver(driverId: string): Promise<Decline[]> {
    const { store, unit } = this.part;
    return store.declines
      .where(unit, 'driver', driverId)
      .sort((a, b) => byNumber(b.atMs, a.atMs) || byCodeUnit(a.orderId, b.orderId))
      .slice(0, DECLINES_MAX);
  }
}
