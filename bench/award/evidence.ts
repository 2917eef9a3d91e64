import { createHash } from 'node:crypto';
import { rounded } from '../rounds.js';
import type { Stack } from '../stack.js';

// What a round did, read back from the database: speed without the right result is worth nothing.

type Query = Stack['query'];

/** How many drivers were judged for an order, and what became of them; by the order's place. */
export async function recommended(
  query: Query,
  orderIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await query<{ order_id: string; ranked: number; refused: string | null }>(
    `SELECT d.order_id, count(*) FILTER (WHERE r.rank IS NOT NULL)::int AS ranked,
       string_agg(r.driver_id || ' ' || r.reason, ',' ORDER BY r.driver_id)
         FILTER (WHERE r.role = 'REFUSED') AS refused
     FROM decisions d JOIN decision_drivers r USING (decision_id)
     WHERE d.kind = 'recommendation' AND d.order_id = ANY($1)
     GROUP BY d.decision_id, d.order_id`,
    [orderIds],
  );
  return inPlaces(
    orderIds,
    rows.map(({ order_id, ranked, refused }) => [order_id, `${ranked} ${digest(refused ?? '')}`]),
  );
}

/** Who got each order, by the order's place. */
export async function winners(
  query: Query,
  orderIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await query<{ order_id: string; winner: string }>(
    `SELECT d.order_id, d.winner FROM decisions d JOIN orders o ON o.awarded_by = d.decision_id
     WHERE d.order_id = ANY($1) AND d.winner = o.driver_id`,
    [orderIds],
  );
  return inPlaces(
    orderIds,
    rows.map(({ order_id, winner }) => [order_id, winner]),
  );
}

function inPlaces(
  orderIds: readonly string[],
  found: readonly (readonly [orderId: string, what: string])[],
): string[] {
  const of = new Map(found);
  if (of.size !== orderIds.length || found.length !== orderIds.length) {
    throw new Error(
      `${orderIds.length} orders have ${found.length} decisions to show, not one each`,
    );
  }
  return orderIds.map((orderId) => of.get(orderId) ?? '');
}

export type Storage = {
  readonly rowsPerDecision: number;
  /** As they lie there, compressed: the bundle and the drivers' rows, without indexes. */
  readonly recordBytesPerDecision: number;
  /** The same before compression. */
  readonly textBytesPerDecision: number;
  /** Whole tables with indexes, by the decisions they hold. */
  readonly diskBytesPerDecision: number;
};

export async function storage(query: Query): Promise<Storage> {
  const [row] = await query<Record<keyof Storage, string>>(
    `SELECT
       (SELECT count(*) FROM decision_drivers)::float / n AS "rowsPerDecision",
       ((SELECT sum(pg_column_size(bundle)) FROM decisions)
         + (SELECT sum(pg_column_size(sealed) + pg_column_size(weights) + pg_column_size(points))
            FROM decision_rows))::float / n AS "recordBytesPerDecision",
       ((SELECT sum(octet_length(bundle)) FROM decisions)
         + (SELECT sum(octet_length(sealed)) FROM decision_rows))::float / n
         AS "textBytesPerDecision",
       (pg_total_relation_size('decisions') + pg_total_relation_size('decision_rows'))::float / n
         AS "diskBytesPerDecision"
     FROM (SELECT greatest(count(*), 1) AS n FROM decisions) d`,
  );
  const figure = (name: keyof Storage): number => rounded(Number(row?.[name] ?? Number.NaN));
  return {
    rowsPerDecision: figure('rowsPerDecision'),
    recordBytesPerDecision: figure('recordBytesPerDecision'),
    textBytesPerDecision: figure('textBytesPerDecision'),
    diskBytesPerDecision: figure('diskBytesPerDecision'),
  };
}

export async function counts(query: Query): Promise<Record<string, number>> {
  const [row] = await query<Record<string, number>>(
    `SELECT
       (SELECT count(*) FROM drivers)::int AS drivers,
       (SELECT count(*) FROM orders)::int AS orders,
       (SELECT count(*) FROM orders o WHERE NOT EXISTS (
         SELECT FROM decisions d WHERE d.order_id = o.order_id))::int AS "ordersUndecided",
       (SELECT count(DISTINCT order_id) FROM assignments)::int AS awarded,
       (SELECT count(*) FROM decisions)::int AS decisions,
       (SELECT count(*) FROM decisions WHERE kind = 'recommendation')::int AS recommendations,
       (SELECT count(*) FROM decisions WHERE kind = 'award')::int AS awards,
       (SELECT count(*) FROM decisions WHERE kind = 'cancellation')::int AS cancellations,
       (SELECT count(*) FROM decisions WHERE kind = 'profile_change')::int AS "profileChanges",
       (SELECT count(*) FROM decision_drivers)::int AS explanations,
       (SELECT count(*) FROM outbox)::int AS events,
       (SELECT count(*) FROM outbox WHERE published_at_ms IS NULL)::int AS "eventsWaiting",
       (SELECT count(*) FROM bench_bare)::int AS "bareInserts"`,
  );
  return row ?? {};
}

export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);
