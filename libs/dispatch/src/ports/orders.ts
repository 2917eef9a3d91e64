import type { DocumentKind, DocumentLink, Order, OrderStatus } from '../model/order.js';

export type OrderQuery = {
  readonly shipperId?: string;
  readonly driverId?: string;
  readonly carrierId?: string;
  readonly status?: OrderStatus;
  /** Exclusive: orders come newest first, and the page starts after this one. */
  readonly after?: { readonly postedAtMs: number; readonly orderId: string };
  readonly limit: number;
};

/**
 * Whose eyes an order is read with. Checked by the statement itself, so that a forgotten check
 * cannot show anyone a stranger's order: a driver sees what he holds or held, a carrier what its
 * drivers hold.
 */
export type Sight =
  { readonly as: 'shipper' | 'driver' | 'carrier'; readonly id: string } | { readonly as: 'all' };

export interface Orders {
  /** Null as well when it exists and may not be seen. */
  seen(orderId: string, sight: Sight): Promise<Order | null>;
  seenForUpdate(orderId: string, sight: Sight): Promise<Order | null>;
  insert(order: Order): Promise<void>;
  byId(orderId: string): Promise<Order | null>;
  /** By id, those that exist; what trucks hold, a few each. */
  byIds(orderIds: readonly string[]): Promise<Order[]>;
  /** Locks the row until the transaction ends, so that two commands on one order take turns. */
  byIdForUpdate(orderId: string): Promise<Order | null>;
  list(query: OrderQuery): Promise<Order[]>;
  /**
   * Open orders that load in one of the H3 cells (resolution 4) or in one of the cities, newest
   * first.
   */
  openNear(place: {
    cells: readonly string[];
    cityCodes: readonly string[];
    limit: number;
  }): Promise<Order[]>;
  /**
   * Orders of any status that load in one of the H3 cells (resolution 4) and were posted at or
   * after a moment, newest first.
   */
  postedNear(place: { cells: readonly string[]; sinceMs: number; limit: number }): Promise<Order[]>;
  /**
   * Writes `order` over the row that still has `order.version - 1`; false, and nothing written,
   * when another change came first. This is the fence: of two matchers with one order, one gets
   * false.
   */
  update(order: Order): Promise<boolean>;
  attachDocument(orderId: string, kind: DocumentKind, link: DocumentLink): Promise<void>;
}
