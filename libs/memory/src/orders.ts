import type { DocumentKind, DocumentLink, Order, OrderQuery, Orders, Sight } from '#libs/dispatch';
import { byCodeUnit, type Part } from './part.js';

export class MemoryOrders implements Orders {
  constructor(private readonly part: Part) {}

  async insert(order: Order): Promise<void> {
    const { store, unit } = this.part;
    await store.orders.change(unit, order.orderId, (known) =>
      known === undefined
        ? { ...order, documents: {} }
        : unit.fail(`order ${order.orderId} is there already`),
    );
    for (const [kind, link] of Object.entries(order.documents)) {
      await this.attachDocument(order.orderId, kind as DocumentKind, link);
    }
  }

  async byId(orderId: string): Promise<Order | null> {
    const { store, unit } = this.part;
    const order = store.orders.get(unit, orderId);
    return order === undefined ? null : this.whole(order);
  }

  async byIds(orderIds: readonly string[]): Promise<Order[]> {
    const { store, unit } = this.part;
    return [...new Set(orderIds)].flatMap((orderId) => {
      const order = store.orders.get(unit, orderId);
      return order === undefined ? [] : [this.whole(order)];
    });
  }

  async byIdForUpdate(orderId: string): Promise<Order | null> {
    await this.part.store.orders.lock(this.part.unit, orderId);
    return this.byId(orderId);
  }

  async seen(orderId: string, sight: Sight): Promise<Order | null> {
    const order = await this.byId(orderId);
    return order !== null && this.maySee(order, sight) ? order : null;
  }

  async seenForUpdate(orderId: string, sight: Sight): Promise<Order | null> {
    const order = await this.byIdForUpdate(orderId);
    return order !== null && this.maySee(order, sight) ? order : null;
  }

  async list({
    shipperId,
    driverId,
    carrierId,
    status,
    after,
    limit,
  }: OrderQuery): Promise<Order[]> {
    const { store, unit } = this.part;
    const sights: Sight[] = [
      ...(shipperId === undefined ? [] : [{ as: 'shipper' as const, id: shipperId }]),
      ...(driverId === undefined ? [] : [{ as: 'driver' as const, id: driverId }]),
      ...(carrierId === undefined ? [] : [{ as: 'carrier' as const, id: carrierId }]),
    ];
    return store.orders
      .all(unit)
      .filter((order) => sights.every((sight) => this.maySee(order, sight)))
      .filter((order) => status === undefined || order.status === status)
      .filter((order) => after === undefined || newestFirst(after, order) < 0)
      .sort(newestFirst)
      .slice(0, limit)
      .map((order) => this.whole(order));
  }

  async openNear(place: {
    cells: readonly string[];
    cityCodes: readonly string[];
    limit: number;
  }): Promise<Order[]> {
    const { store, unit } = this.part;
    const found = new Set([
      ...place.cells.flatMap((cell) => store.orders.where(unit, 'openCell', cell)),
      ...place.cityCodes.flatMap((code) => store.orders.where(unit, 'openCity', code)),
    ]);
    return [...found]
      .sort(newestFirst)
      .slice(0, place.limit)
      .map((order) => this.whole(order));
  }

  async postedNear(place: {
    cells: readonly string[];
    sinceMs: number;
    limit: number;
  }): Promise<Order[]> {
    const { store, unit } = this.part;
    return place.cells
      .flatMap((cell) => store.orders.where(unit, 'postedCell', cell))
      .filter(({ postedAtMs }) => postedAtMs >= place.sinceMs)
      .sort(newestFirst)
      .slice(0, place.limit)
      .map((order) => this.whole(order));
  }

  async update(order: Order): Promise<boolean> {
    const { store, unit } = this.part;
    let written = false;
    await store.orders.change(unit, order.orderId, (known) => {
      if (known?.version !== order.version - 1) return known;
      written = true;
      return { ...order, documents: {} };
    });
    return written;
  }

  /** Beside the order, so that a document that comes in never waits for a command. */
  async attachDocument(orderId: string, kind: DocumentKind, link: DocumentLink): Promise<void> {
    const { store, unit } = this.part;
    await store.documents.change(unit, orderId, (known) => ({ ...known, [kind]: link }));
  }

  private whole(order: Order): Order {
    const { store, unit } = this.part;
    const documents = store.documents.get(unit, order.orderId);
    return documents === undefined ? order : { ...order, documents };
  }

  private maySee(order: Order, sight: Sight): boolean {
    const { store, unit } = this.part;
    switch (sight.as) {
      case 'all':
        return true;
      case 'shipper':
        return order.shipperId === sight.id;
      case 'driver':
        return store.assignments
          .where(unit, 'order', order.orderId)
          .some(({ driverId }) => driverId === sight.id);
      case 'carrier':
        return (
          order.driverId !== null &&
          store.drivers.get(unit, order.driverId)?.state.carrierId === sight.id
        );
    }
  }
}

type Dated = { readonly postedAtMs: number; readonly orderId: string };

const newestFirst = (a: Dated, b: Dated): number =>
  b.postedAtMs - a.postedAtMs || byCodeUnit(b.orderId, a.orderId);
