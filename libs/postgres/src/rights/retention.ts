import { randomBytes } from 'node:crypto';
import { canonicalJson, reduceRow, type DriverRow } from '#libs/explanations';
import type { Retention } from '#libs/rights';
import {
  contentIn,
  encryptRow,
  packerUnder,
  rowSecrets,
  type SealedContent,
} from '../sealed-row.js';
import type { Sql } from '../sql.js';
import type { SubjectKeys } from '../subject-keys.js';
import { endsOf } from '../write-record.js';

const NONCE_BYTES = 12;

const heldDecision = (decision: string): string => /* sql */ `EXISTS (
  SELECT FROM evidence_holds h WHERE h.decision_id = ${decision}.decision_id
    AND h.lifted_at_ms IS NULL)
  OR EXISTS (
  SELECT FROM evidence_holds h WHERE h.order_id = ${decision}.order_id AND h.lifted_at_ms IS NULL)`;

/** Of a driver with an open request, whatever it is about, no state is forgotten. */
const HELD_DRIVER = /* sql */ `EXISTS (
  SELECT FROM evidence_holds h WHERE h.driver_id = s.driver_id AND h.lifted_at_ms IS NULL)`;

/** Decisions that `decide` did not take measured nobody. */
const UNMEASURED = `('release', 'cancellation', 'profile_change')`;

export class PostgresRetention implements Retention {
  constructor(
    private readonly sql: Sql,
    private readonly keys: SubjectKeys,
  ) {}

  /** With the shifts that were over by then: what was measured by them is in the records. */
  async deleteStates(beforeMs: number, limit: number): Promise<number> {
    await this.count(
      `DELETE FROM duty_spans WHERE (driver_id, from_ms) IN (
         SELECT s.driver_id, s.from_ms FROM duty_spans s
         WHERE s.until_ms < $1 AND NOT ${HELD_DRIVER} LIMIT $2)`,
      [beforeMs, limit],
    );
    return this.count(
      `DELETE FROM driver_states WHERE (driver_id, from_ms) IN (
         SELECT s.driver_id, s.from_ms FROM driver_states s
         WHERE s.from_ms < $1 AND NOT ${HELD_DRIVER} AND EXISTS (
           SELECT FROM driver_states later
           WHERE later.driver_id = s.driver_id AND later.from_ms > s.from_ms
             AND later.from_ms <= $1)
         LIMIT $2)`,
      [beforeMs, limit],
    );
  }

  async deleteFixes(beforeMs: number, limit: number): Promise<number> {
    return this.count(
      `DELETE FROM driver_fixes WHERE driver_id IN (
         SELECT driver_id FROM driver_fixes WHERE observed_at_ms < $1 LIMIT $2)`,
      [beforeMs, limit],
    );
  }

  /**
   * Decision by decision, until so many rows are done. The reduced row is sealed anew under the
   * same key. The commitment to what was sealed first stays, and every proof of another row with
   * it; this one can no longer be opened against it, and says so by its date.
   */
  async reduceRows(beforeMs: number, atMs: number, limit: number): Promise<number> {
    const { rows } = await this.sql<{ decision_id: string }>(
      `SELECT r.decision_id FROM decision_rows r JOIN decisions d USING (decision_id)
       WHERE r.decided_at_ms < $1 AND r.reduced_at_ms IS NULL
         AND NOT r.roles <@ ARRAY['WON', 'ERASED']
         AND d.kind NOT IN ${UNMEASURED} AND NOT (${heldDecision('d')})
       ORDER BY r.decided_at_ms, r.decision_id LIMIT $2 FOR UPDATE OF r SKIP LOCKED`,
      [beforeMs, limit],
    );
    let reduced = 0;
    for (const { decision_id } of rows) {
      if (reduced >= limit) break;
      reduced += await this.reduce(decision_id, atMs);
    }
    return reduced;
  }

  private async reduce(decisionId: string, atMs: number): Promise<number> {
    const { rows } = await this.sql<{
      driver_id: string;
      role: string;
      record: string | null;
      sealed: Buffer | null;
    }>(
      `SELECT driver_id, role, record, sealed FROM decision_drivers
       WHERE decision_id = $1 ORDER BY place`,
      [decisionId],
    );
    const keyOf = await this.keys.known(
      this.sql,
      rows.map(({ driver_id }) => driver_id),
    );
    const isDue = ({ role }: { role: string }): boolean => !['WON', 'ERASED'].includes(role);
    const again = rows.map((row) => {
      const { record, sealed } = row;
      if (!isDue(row)) return { record, sealed: sealed ?? Buffer.alloc(0) };
      const key = keyOf.get(row.driver_id);
      return {
        record: record === null ? null : canonicalJson(reduceRow(parsed(record))),
        sealed:
          sealed === null || key === undefined
            ? Buffer.alloc(0)
            : resealed(key, decisionId, sealed),
      };
    });
    await this.sql(
      `UPDATE decision_rows SET reduced_at_ms = $2,
         sealed = CASE WHEN sealed IS NOT NULL THEN $3::bytea END,
         sealed_ends = CASE WHEN sealed IS NOT NULL THEN $4::integer[] END,
         records = CASE WHEN records IS NOT NULL THEN $5::text[] END
       WHERE decision_id = $1`,
      [
        decisionId,
        atMs,
        Buffer.concat(again.map(({ sealed }) => sealed)),
        endsOf(again.map(({ sealed }) => sealed.byteLength)),
        again.map(({ record }) => record),
      ],
    );
    return rows.filter(isDue).length;
  }

  async deleteOrders(beforeMs: number, limit: number): Promise<number> {
    const { rows } = await this.sql<{ order_id: string }>(
      `SELECT o.order_id FROM orders o
       WHERE o.status IN ('rated', 'cancelled', 'expired') AND o.updated_at_ms < $1
         AND NOT EXISTS (SELECT FROM evidence_holds h LEFT JOIN decisions d USING (decision_id)
           WHERE h.lifted_at_ms IS NULL AND (h.order_id = o.order_id OR d.order_id = o.order_id))
       ORDER BY o.updated_at_ms LIMIT $2 FOR UPDATE OF o SKIP LOCKED`,
      [beforeMs, limit],
    );
    const orderIds = rows.map(({ order_id }) => order_id);
    if (orderIds.length === 0) return 0;
    for (const table of ['assignments', 'decisions', 'orders']) {
      await this.sql(`DELETE FROM ${table} WHERE order_id = ANY($1::text[])`, [orderIds]);
    }
    return orderIds.length;
  }

  async deleteOutcomes(beforeMs: number, limit: number): Promise<number> {
    await this.sql(
      `DELETE FROM decisions WHERE decision_id IN (
         SELECT d.decision_id FROM decisions d
         WHERE d.order_id IS NULL AND d.decided_at_ms < $1 AND NOT (${heldDecision('d')})
         LIMIT $2)`,
      [beforeMs, limit],
    );
    return this.count(
      `DELETE FROM outcomes WHERE outcome_id IN (
         SELECT s.outcome_id FROM outcomes s WHERE s.at_ms < $1 AND NOT ${HELD_DRIVER} LIMIT $2)`,
      [beforeMs, limit],
    );
  }

  async deleteRequests(beforeMs: number, limit: number): Promise<number> {
    const { rows } = await this.sql<{ request_id: string }>(
      `SELECT request_id FROM requests WHERE closed_at_ms < $1
       ORDER BY closed_at_ms LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [beforeMs, limit],
    );
    const requestIds = rows.map(({ request_id }) => request_id);
    if (requestIds.length === 0) return 0;
    for (const table of ['review_evidence', 'reviews', 'evidence_holds', 'requests']) {
      await this.sql(`DELETE FROM ${table} WHERE request_id = ANY($1::text[])`, [requestIds]);
    }
    return requestIds.length;
  }

  async deleteAudit(beforeMs: number, limit: number): Promise<number> {
    return this.count(
      `DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at_ms < $1 LIMIT $2)`,
      [beforeMs, limit],
    );
  }

  async deleteRestricted(endedAtMs: number, limit: number): Promise<number> {
    return this.count(
      `DELETE FROM restricted_records WHERE record_id IN (
         SELECT record_id FROM restricted_records WHERE retain_until_ms <= $1 LIMIT $2)`,
      [endedAtMs, limit],
    );
  }

  async expireViolations(atMs: number, limit: number): Promise<number> {
    return this.count(
      `DELETE FROM violations WHERE violation_id IN (
         SELECT violation_id FROM violations WHERE expires_at_ms <= $1 LIMIT $2)`,
      [atMs, limit],
    );
  }

  private async count(text: string, values: readonly unknown[]): Promise<number> {
    return (await this.sql(text, values)).count;
  }
}

function resealed(
  key: Parameters<typeof rowSecrets>[0],
  decisionId: string,
  sealed: Uint8Array,
): Buffer {
  const secrets = rowSecrets(key, decisionId);
  const content = JSON.parse(contentIn(secrets, decisionId, sealed)) as SealedContent;
  const reduced = packerUnder(content.head)(reduceRow(content.row));
  return encryptRow(secrets, decisionId, reduced, randomBytes(NONCE_BYTES));
}

// What was written is a row: the same shape by construction.
const parsed = (record: string): DriverRow => JSON.parse(record) as DriverRow;
