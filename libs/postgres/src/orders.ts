import type { DocumentKind, DocumentLink, Order, OrderQuery, Orders, Sight } from '#libs/dispatch';
import { orderOf, orderRow, type OrderRow } from './order-row.js';
import { assignments, insertInto, type Sql } from './sql.js';

const SELECT = /* sql */ `
  SELECT o.*, (
    SELECT json_object_agg(d.kind, json_build_object(
      'reference', d.reference, 'sha256', d.sha256, 'state', d.state))
    FROM order_documents d WHERE d.order_id = o.order_id
  ) AS documents
  FROM orders o`;

/** Not FOR UPDATE: that would also stop rows that merely refer to the order. */
const LOCKED = 'FOR NO KEY UPDATE OF o';

/**
 * Ownership as a condition on the order `o`, by the id in `place`. Also what a list is filtered by.
 */
const OWNED: Readonly<Record<'shipper' | 'driver' | 'carrier', (place: string) => string>> = {
  shipper: (place) => `o.shipper_id = ${place}`,
  driver: (place) =>
    `o.order_id IN (SELECT a.order_id FROM assignments a WHERE a.driver_id = ${place})`,
  carrier: (place) =>
    `o.driver_id IN (SELECT d.driver_id FROM drivers d WHERE d.carrier_id = ${place})`,
};

export class PostgresOrders implements Orders {
  constructor(private readonly sql: Sql) {}

  async insert(order: Order): Promise<void> {
    await this.sql(...insertInto('orders', orderRow(order)));
    for (const [kind, link] of Object.entries(order.documents)) {
      await this.attachDocument(order.orderId, kind as DocumentKind, link);
    }
  }

  async seen(orderId: string, sight: Sight): Promise<Order | null> {
    return this.one(orderId, sight, '');
  }

  async seenForUpdate(orderId: string, sight: Sight): Promise<Order | null> {
    return this.one(orderId, sight, LOCKED);
  }

  async byId(orderId: string): Promise<Order | null> {
    return this.one(orderId, { as: 'all' }, '');
  }

  async byIdForUpdate(orderId: string): Promise<Order | null> {
    return this.one(orderId, { as: 'all' }, LOCKED);
  }

  async byIds(orderIds: readonly string[]): Promise<Order[]> {
    const { rows } = await this.sql<OrderRow>(
      `${SELECT} WHERE o.order_id = ANY($1) ORDER BY o.order_id`,
      [orderIds],
    );
    return rows.map(orderOf);
  }

  async list(query: OrderQuery): Promise<Order[]> {
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const { shipperId, driverId, carrierId, status, after } = query;
    const conditions = [
      ...(shipperId === undefined ? [] : [OWNED.shipper(bind(shipperId))]),
      ...(driverId === undefined ? [] : [OWNED.driver(bind(driverId))]),
      ...(carrierId === undefined ? [] : [OWNED.carrier(bind(carrierId))]),
      ...(status === undefined ? [] : [`o.status = ${bind(status)}`]),
      ...(after === undefined
        ? []
        : [`(o.posted_at_ms, o.order_id) < (${bind(after.postedAtMs)}, ${bind(after.orderId)})`]),
    ];
    const { rows } = await this.sql<OrderRow>(
      `${SELECT} WHERE ${['true', ...conditions].join(' AND ')}
       ORDER BY o.posted_at_ms DESC, o.order_id DESC LIMIT ${bind(query.limit)}`,
      values,
    );
    return rows.map(orderOf);
  }

  async openNear(place: {
    cells: readonly string[];
    cityCodes: readonly string[];
    limit: number;
  }): Promise<Order[]> {
    const { rows } = await this.sql<OrderRow>(
      `${SELECT}
       WHERE o.status = 'open' AND (o.loading_cell = ANY($1) OR o.loading_city_code = ANY($2))
       ORDER BY o.posted_at_ms DESC, o.order_id DESC LIMIT $3`,
      [place.cells, place.cityCodes, place.limit],
    );
    return rows.map(orderOf);
  }

  async postedNear(place: {
    cells: readonly string[];
    sinceMs: number;
    limit: number;
  }): Promise<Order[]> {
    const { rows } = await this.sql<OrderRow>(
      `${SELECT}
       WHERE o.loading_cell = ANY($1) AND o.posted_at_ms >= $2
       ORDER BY o.posted_at_ms DESC, o.order_id DESC LIMIT $3`,
      [place.cells, place.sinceMs, place.limit],
    );
    return rows.map(orderOf);
  }

  async update(order: Order): Promise<boolean> {
    const { order_id, ...row } = orderRow(order);
    const { count } = await this.sql(
      `UPDATE orders SET ${assignments(row, 3)} WHERE order_id = $1 AND version = $2`,
      [order_id, order.version - 1, ...Object.values(row)],
    );
    return count === 1;
  }

  async attachDocument(orderId: string, kind: DocumentKind, link: DocumentLink): Promise<void> {
    await this.sql(
      `INSERT INTO order_documents (order_id, kind, reference, sha256, state)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (order_id, kind) DO UPDATE
       SET reference = excluded.reference, sha256 = excluded.sha256, state = excluded.state`,
      [orderId, kind, link.reference, link.sha256, link.state],
    );
  }

  /** Whose eyes it is read with is part of the statement: what may not be seen is not there. */
  private async one(orderId: string, sight: Sight, lock: string): Promise<Order | null> {
    const owned = sight.as === 'all' ? 'true' : OWNED[sight.as]('$2');
    const { rows } = await this.sql<OrderRow>(
      `${SELECT} WHERE o.order_id = $1 AND ${owned} ${lock}`,
      sight.as === 'all' ? [orderId] : [orderId, sight.id],
    );
    return rows[0] === undefined ? null : orderOf(rows[0]);
  }
}
