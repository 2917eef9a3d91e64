import type { CorrectionJob, Reconsidered, Remedies, Superseding } from '#libs/rights';
import { decisionsOf } from '../decisions-of.js';
import { insertInto, type Sql } from '../sql.js';

type JobRow = {
  readonly job_id: string;
  readonly request_id: string;
  readonly driver_id: string;
  readonly voided: string;
  readonly replacement: string | null;
  readonly from_ms: number;
  readonly until_ms: number;
  readonly cursor_ms: number | null;
  readonly cursor_id: string | null;
  readonly examined: number;
  readonly changed: number;
  readonly skipped: number;
  readonly state: CorrectionJob['state'];
};

export class PostgresRemedies implements Remedies {
  constructor(private readonly sql: Sql) {}

  async supersede(link: Superseding): Promise<void> {
    await this.sql(
      ...insertInto('decision_chain', {
        superseded: link.superseded,
        superseded_by: link.supersededBy,
        driver_id: link.driverId,
        request_id: link.requestId,
        at_ms: link.atMs,
      }),
    );
  }

  async chainOf(
    decisionId: string,
    driverId: string,
  ): Promise<{ supersedes: string | null; supersededBy: string | null }> {
    const { rows } = await this.sql<{ supersedes: string | null; superseded_by: string | null }>(
      `SELECT
         (SELECT superseded FROM decision_chain
          WHERE superseded_by = $1 AND driver_id = $2) AS supersedes,
         (SELECT superseded_by FROM decision_chain
          WHERE superseded = $1 AND driver_id = $2
          ORDER BY at_ms DESC, superseded_by DESC LIMIT 1) AS superseded_by`,
      [decisionId, driverId],
    );
    return {
      supersedes: rows[0]?.supersedes ?? null,
      supersededBy: rows[0]?.superseded_by ?? null,
    };
  }

  async start(job: Parameters<Remedies['start']>[0]): Promise<void> {
    await this.sql(
      ...insertInto('correction_jobs', {
        job_id: job.jobId,
        request_id: job.requestId,
        driver_id: job.driverId,
        voided: JSON.stringify(job.voided),
        replacement: job.replacement === null ? null : JSON.stringify(job.replacement),
        from_ms: job.fromMs,
        until_ms: job.untilMs,
        state: 'running',
      }),
    );
  }

  async take(nowMs: number, leaseMs: number): Promise<CorrectionJob | null> {
    const { rows } = await this.sql<JobRow>(
      `UPDATE correction_jobs SET lease_until_ms = $1::bigint + $2::bigint
       WHERE job_id = (SELECT job_id FROM correction_jobs
         WHERE state = 'running' AND lease_until_ms <= $1
         ORDER BY lease_until_ms, job_id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING *`,
      [nowMs, leaseMs],
    );
    return rows[0] === undefined ? null : jobOf(rows[0]);
  }

  async progress(job: CorrectionJob): Promise<void> {
    await this.sql(
      `UPDATE correction_jobs SET cursor_ms = $2, cursor_id = $3, examined = $4, changed = $5,
         skipped = $6, state = $7, lease_until_ms = 0 WHERE job_id = $1`,
      [
        job.jobId,
        job.cursor?.decidedAtMs ?? null,
        job.cursor?.decisionId ?? null,
        job.examined,
        job.changed,
        job.skipped,
        job.state,
      ],
    );
  }

  async decisionsOf(
    { driverId, fromMs, untilMs, cursor }: Parameters<Remedies['decisionsOf']>[0],
    limit: number,
  ): Promise<{ decidedAtMs: number; decisionId: string }[]> {
    const { rows } = await this.sql<{ decided_at_ms: number; decision_id: string }>(
      `SELECT decided_at_ms, decision_id
       FROM ${decisionsOf({ order: 'ASC', fromMs: 'COALESCE($4::bigint, $2)', untilMs: '$3' })} r
       WHERE decided_at_ms BETWEEN $2 AND $3
         AND ($4::bigint IS NULL OR (decided_at_ms, decision_id) > ($4::bigint, $5::text))
       LIMIT $6`,
      [driverId, fromMs, untilMs, cursor?.decidedAtMs ?? null, cursor?.decisionId ?? null, limit],
    );
    return rows.map((row) => ({ decidedAtMs: row.decided_at_ms, decisionId: row.decision_id }));
  }

  async reconsider(found: readonly Reconsidered[]): Promise<Reconsidered[]> {
    const added: Reconsidered[] = [];
    for (const each of found) {
      const { count } = await this.sql(
        `INSERT INTO reconsidered (decision_id, driver_id, request_id, was, would_be, at_ms)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [each.decisionId, each.driverId, each.requestId, each.was, each.wouldBe, each.atMs],
      );
      if (count === 1) added.push(each);
    }
    return added;
  }

  async reconsideredOf(
    requestId: string,
    driverId: string,
    limit: number,
  ): Promise<Reconsidered[]> {
    const { rows } = await this.sql<{
      decision_id: string;
      driver_id: string;
      request_id: string;
      was: string;
      would_be: string;
      at_ms: number;
    }>(
      `SELECT * FROM reconsidered WHERE request_id = $1 AND driver_id = $2
       ORDER BY decision_id LIMIT $3`,
      [requestId, driverId, limit],
    );
    return rows.map((row) => ({
      decisionId: row.decision_id,
      driverId: row.driver_id,
      requestId: row.request_id,
      was: row.was,
      wouldBe: row.would_be,
      atMs: row.at_ms,
    }));
  }

  async job(requestId: string): Promise<CorrectionJob | null> {
    const { rows } = await this.sql<JobRow>('SELECT * FROM correction_jobs WHERE request_id = $1', [
      requestId,
    ]);
    return rows[0] === undefined ? null : jobOf(rows[0]);
  }
}

const jobOf = (row: JobRow): CorrectionJob => ({
  jobId: row.job_id,
  requestId: row.request_id,
  driverId: row.driver_id,
  voided: JSON.parse(row.voided) as CorrectionJob['voided'],
  replacement:
    row.replacement === null
      ? null
      : (JSON.parse(row.replacement) as NonNullable<CorrectionJob['replacement']>),
  fromMs: row.from_ms,
  untilMs: row.until_ms,
  cursor:
    row.cursor_ms === null || row.cursor_id === null
      ? null
      : { decidedAtMs: row.cursor_ms, decisionId: row.cursor_id },
  examined: row.examined,
  changed: row.changed,
  skipped: row.skipped,
  state: row.state,
});
