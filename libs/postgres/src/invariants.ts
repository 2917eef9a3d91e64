import type { Sql } from './sql.js';

export type Invariant = { readonly name: string; readonly violations: number };

/**
 * What must hold at every moment, as queries that count what breaks it. Most are also walls of the
 * schema; they are counted anyway, because a restored backup or a hand-written UPDATE passes no
 * wall.
 */
const INVARIANTS: Readonly<Record<string, string>> = {
  open_orders_without_wake_up: /* sql */ `
    SELECT count(*) FROM orders o
    WHERE o.status = 'open' AND NOT EXISTS (SELECT FROM wake_ups w WHERE w.order_id = o.order_id)`,
  orders_without_next_step: /* sql */ `
    SELECT count(*) FROM orders o
    WHERE o.status IN ('awarded', 'confirmed', 'loading', 'in_transit', 'delivered', 'received')
      AND NOT EXISTS (SELECT FROM wake_ups w WHERE w.order_id = o.order_id)`,
  open_offers_of_closed_orders: /* sql */ `
    SELECT count(*) FROM order_offers f JOIN orders o USING (order_id)
    WHERE f.state = 'open' AND (o.status <> 'open' OR f.round <> o.round)`,
  drivers_offered_an_order_twice: /* sql */ `
    SELECT count(*) FROM (
      SELECT order_id, driver_id FROM order_offers WHERE state = 'open'
      GROUP BY order_id, driver_id HAVING count(*) > 1) d`,
  trucks_with_two_orders: /* sql */ `
    SELECT count(*) FROM (
      SELECT driver_id FROM assignments WHERE released_at_ms IS NULL
      GROUP BY driver_id HAVING count(*) > 1 AND NOT bool_and(shared)) d`,
  trucks_with_more_than_they_may_carry: /* sql */ `
    SELECT count(*) FROM (
      SELECT d.driver_id
      FROM drivers d JOIN assignments a ON a.driver_id = d.driver_id AND a.released_at_ms IS NULL
      JOIN orders o ON o.order_id = a.order_id
      WHERE d.body <> 'erased'
      GROUP BY d.driver_id
      HAVING sum(o.load_kilograms) > d.capacity_kilograms
        OR sum(o.load_litres) > d.capacity_litres
        OR sum(o.load_vehicle_slots) > d.capacity_vehicle_slots) d`,
  orders_with_two_trucks: /* sql */ `
    SELECT count(*) FROM (
      SELECT order_id FROM assignments WHERE released_at_ms IS NULL
      GROUP BY order_id HAVING count(*) > 1) o`,
  trucks_with_a_wrong_slot: /* sql */ `
    SELECT count(*) FROM drivers d
    LEFT JOIN (
      SELECT driver_id, count(*) AS held, array_agg(order_id::text ORDER BY order_id) AS order_ids
      FROM assignments WHERE released_at_ms IS NULL GROUP BY driver_id) a USING (driver_id)
    WHERE d.active_orders <> COALESCE(a.held, 0)
      OR NOT (d.holding <@ COALESCE(a.order_ids, '{}') AND d.holding @> COALESCE(a.order_ids, '{}'))`,
  carried_orders_without_assignment: /* sql */ `
    SELECT count(*) FROM orders o
    WHERE o.status IN ('awarded', 'confirmed', 'loading', 'in_transit') AND NOT EXISTS (
      SELECT FROM assignments a
      WHERE a.order_id = o.order_id AND a.driver_id = o.driver_id AND a.released_at_ms IS NULL)`,
  open_orders_with_assignment: /* sql */ `
    SELECT count(*) FROM assignments a JOIN orders o USING (order_id)
    WHERE a.released_at_ms IS NULL AND o.status IN ('open', 'rated', 'cancelled', 'expired')`,
  awards_without_decision: /* sql */ `
    SELECT count(*) FROM orders o
    WHERE o.status IN ('awarded', 'confirmed', 'loading', 'in_transit', 'delivered', 'received', 'rated')
      AND NOT EXISTS (
        SELECT FROM decisions d
        WHERE d.decision_id = o.awarded_by AND d.order_id = o.order_id AND d.winner = o.driver_id)`,
  winners_without_record: /* sql */ `
    SELECT count(*) FROM decisions d
    WHERE d.winner IS NOT NULL AND NOT EXISTS (
      SELECT FROM decision_drivers r
      WHERE r.decision_id = d.decision_id AND r.driver_id = d.winner
        AND r.role IN ('WON', 'ERASED'))`,
  totals_that_are_no_sum: /* sql */ `
    SELECT count(*) FROM decision_drivers
    WHERE total <> paidan_total(weights, points) OR cardinality(weights) <> cardinality(points)
      OR (total IS NULL AND cardinality(weights) > 0)`,
  decisions_without_leaf: /* sql */ `
    SELECT count(*) FROM decisions d LEFT JOIN log_leaves l USING (decision_id)
    WHERE d.root IS NOT NULL AND l.root IS DISTINCT FROM d.root`,
  leaves_waiting_too_long: /* sql */ `
    SELECT count(*) FROM log_leaves
    WHERE leaf_index IS NULL AND written_at_ms < paidan_now_ms() - 60000`,
  log_with_gaps: /* sql */ `
    SELECT COALESCE(max(leaf_index) + 1, 0) - count(leaf_index) FROM log_leaves`,
  leaves_beyond_the_checkpoint: /* sql */ `
    SELECT count(*) FROM log_leaves
    WHERE leaf_index >= (SELECT COALESCE(max(size), 0) FROM log_checkpoints)`,
  open_requests_without_hold: /* sql */ `
    SELECT count(*) FROM requests r
    WHERE r.state IN ('awaiting_identity', 'open') AND NOT EXISTS (
      SELECT FROM evidence_holds h
      WHERE h.request_id = r.request_id AND h.lifted_at_ms IS NULL)`,
  open_requests_without_desk: /* sql */ `
    SELECT count(*) FROM requests r
    WHERE r.state = 'open' AND NOT EXISTS (
      SELECT FROM reviews v
      WHERE v.request_id = r.request_id AND v.state IN ('waiting', 'taken'))`,
  overturned_without_record: /* sql */ `
    SELECT count(*) FROM reviews v
    WHERE v.outcome = 'overturned' AND v.decision_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM decision_chain c JOIN decisions d ON d.decision_id = c.superseded_by
      WHERE c.superseded = v.decision_id AND c.request_id = v.request_id)`,
  priority_used_in_no_award: /* sql */ `
    SELECT count(*) FROM compensations c
    WHERE c.used_at_ms IS NOT NULL AND NOT EXISTS (
      SELECT FROM decisions d
      WHERE d.decision_id = c.used_in AND d.kind IN ('award', 'acceptance', 'manual_assignment'))`,
  tracks_without_consent: /* sql */ `
    SELECT count(*) FROM trips t JOIN drivers d USING (driver_id)
    WHERE (t.points > 0 OR t.sealed_state IS NOT NULL)
      AND (d.consent_location IS NULL OR d.consent_trip_track IS NULL)`,
  approvals_by_oneself: /* sql */ `
    SELECT count(*) FROM access_requests WHERE state = 'approved' AND decided_by = asked_by`,
  decided_without_policy: /* sql */ `
    SELECT count(*) FROM decisions d
    WHERE NOT EXISTS (SELECT FROM policies p WHERE p.policy_hash = d.policy_hash)`,
};

export const INVARIANT_NAMES: readonly string[] = Object.keys(INVARIANTS);

/** Reads whole tables: for a service one at a time, with a rest after each. */
export async function countViolations(
  { sql }: { readonly sql: Sql },
  name: string,
): Promise<number> {
  const query = INVARIANTS[name];
  if (query === undefined) throw new RangeError(`no invariant is called ${name}`);
  const { rows } = await sql<{ violations: number }>(`SELECT (${query}) AS violations`);
  return rows[0]?.violations ?? 0;
}

/** All of them at one moment: for tests and for an operator. */
export async function checkInvariants({ sql }: { readonly sql: Sql }): Promise<Invariant[]> {
  const parts = Object.entries(INVARIANTS).map(
    ([name, query]) => `SELECT '${name}' AS name, (${query}) AS violations`,
  );
  const { rows } = await sql<Invariant>(parts.join('\nUNION ALL\n'));
  return [...rows];
}
