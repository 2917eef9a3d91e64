import type { Order, PastState } from '#libs/dispatch';
import type { PostgresDatabase } from '#libs/postgres';
import type { Player } from './cast.js';
import type { Decision, Memory } from './remembered.js';

const PAGE = 1_000;

/** Through the ports, a page at a time; the ids to ask for come from the tables themselves. */
export async function remember(
  { read, sql }: PostgresDatabase,
  cast: readonly Player[],
): Promise<Memory> {
  const ids = async (column: string, table: string): Promise<string[]> =>
    (await sql<{ id: string }>(`SELECT ${column} AS id FROM ${table} ORDER BY 1`)).rows.map(
      ({ id }) => id,
    );
  const decisions: Memory['decisions'] = await each(
    await ids('decision_id', 'decisions'),
    (decisionId) => read.ledger.decision(decisionId),
  );
  const ofOrder = new Map<string, Decision[]>();
  const inTime = [...decisions.values()].sort(
    (a, b) => a.decidedAtMs - b.decidedAtMs || (a.decisionId < b.decisionId ? -1 : 1),
  );
  for (const decision of inTime) {
    const { orderId } = decision;
    if (orderId === null) continue;
    const those = ofOrder.get(orderId);
    if (those === undefined) ofOrder.set(orderId, [decision]);
    else those.push(decision);
  }
  const orderIds = await ids('order_id', 'orders');
  const driverIds = cast.map(({ driverId }) => driverId);
  return {
    decisions,
    ofOrder,
    orders: await each<Order>(orderIds, (id) => read.orders.byId(id)),
    drawn: await each(orderIds, (id) => read.rollouts.ofOrder(id)),
    drivers: await each(driverIds, (id) => read.drivers.byId(id)),
    truckSince: await each(driverIds, (id) => read.drivers.truckSince(id)),
    states: await statesOf(sql),
  };
}

async function each<T>(
  ids: readonly string[],
  find: (id: string) => Promise<T | null>,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE);
    const values = await Promise.all(page.map(find));
    for (const [index, id] of page.entries()) {
      const value = values[index];
      if (value !== null && value !== undefined) found.set(id, value);
    }
  }
  return found;
}

async function statesOf(sql: PostgresDatabase['sql']): Promise<Map<string, PastState[]>> {
  const { rows } = await sql<{
    driver_id: string;
    from_ms: number;
    on_duty: boolean;
    location_consent: boolean;
    city_code: string;
    place_source: PastState['placeSource'];
    cell: string | null;
    observed_at_ms: number | null;
  }>('SELECT * FROM driver_states ORDER BY driver_id, from_ms');
  const states = new Map<string, PastState[]>();
  for (const row of rows) {
    const state: PastState = {
      driverId: row.driver_id,
      fromMs: row.from_ms,
      onDuty: row.on_duty,
      locationConsent: row.location_consent,
      cityCode: row.city_code,
      placeSource: row.place_source,
      cell: row.cell,
      observedAtMs: row.observed_at_ms,
    };
    const those = states.get(row.driver_id);
    if (those === undefined) states.set(row.driver_id, [state]);
    else those.push(state);
  }
  return states;
}
