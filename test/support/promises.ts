import { checkInvariants, openPostgres } from '#libs/postgres';
import type { TestDatabase } from './database.js';

/**
 * What a whole history must show, beyond what must hold at every moment; each counts what breaks
 * it.
 */
const OF_A_HISTORY: Readonly<Record<string, string>> = {
  assignments_without_one_decision: `
    SELECT count(*) FROM assignments a WHERE 1 <> (
      SELECT count(*) FROM decisions d
      WHERE d.decision_id = a.decision_id AND d.order_id = a.order_id AND d.winner = a.driver_id)`,
  decisions_with_two_assignments: `
    SELECT count(*) FROM (
      SELECT decision_id FROM assignments GROUP BY 1 HAVING count(*) > 1) twice`,
  awards_without_assignment: `
    SELECT count(*) FROM decisions d WHERE d.winner IS NOT NULL AND NOT EXISTS (
      SELECT FROM assignments a WHERE a.decision_id = d.decision_id)`,
  rounds_awarded_twice: `
    SELECT count(*) FROM (
      SELECT order_id, round FROM decisions
      WHERE kind IN ('award', 'acceptance', 'round', 'manual_assignment')
      GROUP BY 1, 2 HAVING count(*) > 1) twice`,
  drivers_with_two_orders_at_once: `
    SELECT count(*) FROM assignments a JOIN assignments b
      ON a.driver_id = b.driver_id AND a.assignment_id < b.assignment_id
      AND b.claimed_at_ms < coalesce(a.released_at_ms, 9e15)
      AND a.claimed_at_ms < coalesce(b.released_at_ms, 9e15)`,
  grabs_left_open_on_closed_orders: `
    SELECT count(*) FROM grabs g JOIN orders o USING (order_id)
    WHERE g.state = 'open' AND o.status <> 'open'`,
  final_orders_with_a_next_step: `
    SELECT count(*) FROM orders JOIN wake_ups USING (order_id)
    WHERE status IN ('rated', 'cancelled', 'expired')`,
  decisions_without_event: `
    SELECT count(*) FROM decisions d
    WHERE kind IN (
      'recommendation', 'offer', 'award', 'acceptance', 'round', 'no_award', 'expiry',
      'manual_assignment')
      AND NOT EXISTS (
        SELECT FROM outbox o WHERE o.type = 'decision.recorded' AND o.key = d.order_id
          AND o.payload LIKE '%' || d.decision_id || '%')`,
  // A default rating changes no profile and tells so to the driver alone, when he asks.
  consequences_without_event: `
    SELECT count(*) FROM decisions d
    WHERE kind IN ('release', 'cancellation', 'profile_change')
      AND d.bundle NOT LIKE '%"rating_defaulted"%'
      AND NOT EXISTS (SELECT FROM outbox o WHERE o.payload LIKE '%' || d.decision_id || '%')`,
  awards_not_told_once: `
    SELECT count(*) FROM assignments a WHERE 1 <> (
      SELECT count(*) FROM outbox o WHERE o.type = 'order.awarded' AND o.key = a.order_id
        AND o.payload LIKE '%' || a.decision_id || '%')`,
};

/** The name and number of every promise that is broken; empty when all are kept. */
export async function brokenPromises(database: TestDatabase): Promise<Record<string, number>> {
  const parts = Object.entries(OF_A_HISTORY).map(
    ([name, query]) => `SELECT '${name}' AS name, (${query})::int AS violations`,
  );
  const history = await database.query<{ name: string; violations: number }>(
    parts.join('\nUNION ALL\n'),
  );
  const postgres = await openPostgres({
    url: database.url,
    poolSize: 1,
    applicationName: 'test',
  });
  const always = await checkInvariants(postgres.database).finally(() => postgres.close());
  return Object.fromEntries(
    [...history, ...always]
      .filter(({ violations }) => violations > 0)
      .map(({ name, violations }) => [name, violations]),
  );
}
