import { setImmediate as afterIo } from 'node:timers/promises';
import type { Ledger } from '#libs/dispatch';
import type { DecisionKind, DecisionRecord, DriverRow } from '#libs/explanations';
import { decisionsOf } from './decisions-of.js';
import { decisionOf, headOf, type DecisionRow } from './decision-row.js';
import { readRow, readRows } from './read-rows.js';
import type { Sql } from './sql.js';
import type { SubjectKeys } from './subject-keys.js';
import { recordStatement } from './write-record.js';

type Claim = Parameters<Ledger['claim']>[0];
type ReleaseCause = Parameters<Ledger['release']>[1];
type OfDriver = Awaited<ReturnType<Ledger['ofDriver']>>[number];

export class PostgresLedger implements Ledger {
  constructor(
    private readonly sql: Sql,
    private readonly keys: SubjectKeys,
  ) {}

  /**
   * The driver's row is locked first and its version, and what the truck holds, read under the
   * lock: another claim, or a change of what the decision read, is waited for and then seen. The
   * unique indexes and the slot's CHECKs are the second wall. A truck that became free while it was
   * being decided is claimed from then on: the decision's time was taken before it was read.
   */
  async claim(claim: Claim): Promise<boolean> {
    const { aboard = [] } = claim;
    const { count } = await this.sql(
      `WITH driver AS MATERIALIZED (
         SELECT d.driver_id, o.shared, GREATEST($5::bigint, d.free_since_ms) AS claimed_at_ms
         FROM drivers d JOIN orders o ON o.order_id = $1
         WHERE d.driver_id = $2 AND d.version = $3 AND d.holding = $6::text[]
           AND (d.holding = '{}' OR (d.shares AND o.shared))
           AND d.held_kilograms + o.load_kilograms <= d.capacity_kilograms
           AND d.held_litres + o.load_litres <= d.capacity_litres
           AND d.held_vehicle_slots + o.load_vehicle_slots <= d.capacity_vehicle_slots
         FOR NO KEY UPDATE OF d
       ), claimed AS (
         INSERT INTO assignments (order_id, driver_id, decision_id, claimed_at_ms, shared)
         SELECT $1::text, driver_id, $4::text, claimed_at_ms, shared FROM driver
         ON CONFLICT DO NOTHING RETURNING driver_id, shared
       )
       UPDATE drivers d
       SET active_orders = active_orders + 1, holding = d.holding || $1::text,
         shares = claimed.shared, held_kilograms = d.held_kilograms + o.load_kilograms,
         held_litres = d.held_litres + o.load_litres,
         held_vehicle_slots = d.held_vehicle_slots + o.load_vehicle_slots,
         free_since_ms = NULL, changed_at_ms = paidan_now_ms()
       FROM claimed, orders o WHERE d.driver_id = claimed.driver_id AND o.order_id = $1`,
      [claim.orderId, claim.driverId, claim.driverVersion, claim.decisionId, claim.atMs, aboard],
    );
    return count === 1;
  }

  async claimRecorded(claim: Claim, record: () => DecisionRecord): Promise<boolean> {
    const claimed = this.claim(claim);
    const ready = afterItIsSent(() => recordStatement(this.sql, this.keys, record()));
    // Neither outlives the other: what is still asked for would be asked after the transaction.
    await Promise.allSettled([claimed, ready]);
    const [holds, statement] = await Promise.all([claimed, ready]);
    if (holds) await this.sql(...statement);
    return holds;
  }

  async release(orderId: string, cause: ReleaseCause, atMs: number): Promise<void> {
    await this.sql(
      `WITH released AS (
         UPDATE assignments SET released_at_ms = GREATEST($3::bigint, claimed_at_ms), cause = $2
         WHERE order_id = $1 AND released_at_ms IS NULL RETURNING driver_id, released_at_ms
       )
       UPDATE drivers d
       SET active_orders = active_orders - 1, holding = array_remove(d.holding, $1::text),
         shares = d.shares AND active_orders > 1,
         held_kilograms = GREATEST(0, d.held_kilograms - o.load_kilograms),
         held_litres = GREATEST(0, d.held_litres - o.load_litres),
         held_vehicle_slots = GREATEST(0, d.held_vehicle_slots - o.load_vehicle_slots),
         changed_at_ms = paidan_now_ms(),
         free_since_ms = CASE WHEN on_duty AND active_orders = 1 THEN released.released_at_ms END
       FROM released, orders o WHERE d.driver_id = released.driver_id AND o.order_id = $1`,
      [orderId, cause, atMs],
    );
  }

  async record(record: DecisionRecord): Promise<void> {
    await this.sql(...(await recordStatement(this.sql, this.keys, record)));
  }

  async decision(decisionId: string): Promise<Omit<DecisionRecord, 'drivers'> | null> {
    const { rows } = await this.sql<DecisionRow>('SELECT * FROM decisions WHERE decision_id = $1', [
      decisionId,
    ]);
    return rows[0] === undefined ? null : decisionOf(rows[0]);
  }

  /** Oldest first. The bundles stay where they are: they are most of the bytes. */
  async decisions(orderId: string): Promise<Omit<DecisionRecord, 'drivers' | 'bundle'>[]> {
    const { rows } = await this.sql<Omit<DecisionRow, 'bundle'>>(
      `SELECT decision_id, kind, order_id, order_version, round, decided_at_ms, policy_hash,
         engine_version, decided_by_human, winner, cutoff_total
       FROM decisions WHERE order_id = $1 ORDER BY decided_at_ms, decision_id`,
      [orderId],
    );
    return rows.map(headOf);
  }

  async driverRow(decisionId: string, driverId: string): Promise<DriverRow | null> {
    return readRow(this.sql, this.keys, decisionId, driverId);
  }

  async driverRows(decisionId: string): Promise<DriverRow[]> {
    return readRows(this.sql, this.keys, decisionId);
  }

  async recommendedTo(orderId: string, round: number): Promise<string[]> {
    const { rows } = await this.sql<{ driver_id: string }>(
      `SELECT DISTINCT r.driver_id FROM decisions d JOIN decision_drivers r USING (decision_id)
       WHERE d.order_id = $1 AND d.round = $2 AND d.kind = 'recommendation'
         AND r.role = 'RECOMMENDED'
       ORDER BY r.driver_id`,
      [orderId, round],
    );
    return rows.map(({ driver_id }) => driver_id);
  }

  async ofDriver(
    driverId: string,
    page: { after?: { decidedAtMs: number; decisionId: string }; limit: number },
  ): Promise<OfDriver[]> {
    const { rows } = await this.sql<{
      role: DriverRow['role'];
      rank: number | null;
      total: number | null;
      reason: string | null;
      decision_id: string;
      order_id: string | null;
      kind: DecisionKind;
      decided_at_ms: number;
    }>(
      `SELECT r.roles[r.place] AS role, r.ranks[r.place] AS rank, r.totals[r.place] AS total,
         r.reasons[r.place] AS reason, r.decision_id, d.order_id, d.kind, r.decided_at_ms
       FROM (
         SELECT * FROM ${decisionsOf({ order: 'DESC', untilMs: '$2' })} r
         WHERE $2::bigint IS NULL OR (decided_at_ms, decision_id) < ($2::bigint, $3::text)
         LIMIT $4
       ) r JOIN decisions d USING (decision_id)
       ORDER BY r.decided_at_ms DESC, r.decision_id DESC`,
      [driverId, page.after?.decidedAtMs ?? null, page.after?.decisionId ?? null, page.limit],
    );
    return rows.map((row) => ({
      role: row.role,
      rank: row.rank,
      total: row.total,
      reason: row.reason,
      decisionId: row.decision_id,
      orderId: row.order_id,
      kind: row.kind,
      decidedAtMs: row.decided_at_ms,
    }));
  }
}

/** A statement leaves when everything that was asked for at once has had its turn. */
async function afterItIsSent<T>(work: () => Promise<T>): Promise<T> {
  await afterIo();
  return work();
}
