import type { Violation, Violations } from '#libs/rights';
import { assignments, insertInto, type ColumnValues, type Sql } from '../sql.js';

type ViolationRow = {
  readonly violation_id: string;
  readonly driver_id: string;
  readonly kind: Violation['kind'];
  readonly evidence: string;
  readonly recorded_by: string;
  readonly recorded_at_ms: number;
  readonly review_at_ms: number;
  readonly expires_at_ms: number;
  readonly contested_at_ms: number | null;
  readonly contest_words: string | null;
  readonly reviewed_at_ms: number | null;
  readonly review_words: string | null;
  readonly state: Violation['state'];
};

export class PostgresViolations implements Violations {
  constructor(private readonly sql: Sql) {}

  async insert(violation: Violation): Promise<void> {
    await this.sql(
      ...insertInto('violations', {
        violation_id: violation.violationId,
        driver_id: violation.driverId,
        kind: violation.kind,
        evidence: violation.evidence,
        recorded_by: violation.recordedBy,
        recorded_at_ms: violation.recordedAtMs,
        review_at_ms: violation.reviewAtMs,
        expires_at_ms: violation.expiresAtMs,
        ...changing(violation),
      }),
    );
  }

  async byIdForUpdate(violationId: string): Promise<Violation | null> {
    const { rows } = await this.sql<ViolationRow>(
      'SELECT * FROM violations WHERE violation_id = $1 FOR UPDATE',
      [violationId],
    );
    return rows[0] === undefined ? null : violationOf(rows[0]);
  }

  async update(violation: Violation): Promise<void> {
    const row = changing(violation);
    await this.sql(`UPDATE violations SET ${assignments(row, 2)} WHERE violation_id = $1`, [
      violation.violationId,
      ...Object.values(row),
    ]);
  }

  async ofDriver(driverId: string): Promise<Violation[]> {
    const { rows } = await this.sql<ViolationRow>(
      `SELECT * FROM violations WHERE driver_id = $1
       ORDER BY recorded_at_ms DESC, violation_id DESC LIMIT 1000`,
      [driverId],
    );
    return rows.map(violationOf);
  }

  async due(atMs: number, limit: number): Promise<Violation[]> {
    const { rows } = await this.sql<ViolationRow>(
      `SELECT * FROM violations
       WHERE state = 'contested' OR (state = 'in_force' AND review_at_ms <= $1)
       ORDER BY COALESCE(contested_at_ms, review_at_ms), violation_id LIMIT $2`,
      [atMs, limit],
    );
    return rows.map(violationOf);
  }
}

const changing = ({ contest, review, state }: Violation): ColumnValues => ({
  contested_at_ms: contest?.atMs ?? null,
  contest_words: contest?.words ?? null,
  reviewed_at_ms: review?.atMs ?? null,
  review_words: review?.words ?? null,
  state,
});

const said = (
  atMs: number | null,
  words: string | null,
): { readonly atMs: number; readonly words: string } | null =>
  atMs === null || words === null ? null : { atMs, words };

const violationOf = (row: ViolationRow): Violation => ({
  violationId: row.violation_id,
  driverId: row.driver_id,
  kind: row.kind,
  evidence: row.evidence,
  recordedBy: row.recorded_by,
  recordedAtMs: row.recorded_at_ms,
  reviewAtMs: row.review_at_ms,
  expiresAtMs: row.expires_at_ms,
  contest: said(row.contested_at_ms, row.contest_words),
  review: said(row.reviewed_at_ms, row.review_words),
  state: row.state,
});
