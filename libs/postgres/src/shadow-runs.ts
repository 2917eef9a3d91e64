import type { ShadowRun, ShadowRuns } from '#libs/dispatch';
import { canonicalJson } from '#libs/explanations';
import { insertInto, type Sql } from './sql.js';

/** Of the newest so many a sample is drawn: a bound on what one run looks through. */
const NEWEST_MAX = 200_000;

type ShadowRow = {
  readonly run_id: string;
  readonly policy_hash: string;
  readonly base_hash: string;
  readonly city_code: string;
  readonly since_ms: number | null;
  readonly most: number;
  readonly available: number;
  readonly at_ms: number;
  readonly put_by: string;
  readonly result_hash: string;
  readonly report: string;
};

export class PostgresShadowRuns implements ShadowRuns {
  constructor(private readonly sql: Sql) {}

  /**
   * By the orders, newest first: they are fewer than decisions, and posted no earlier than the
   * policy was first let in. The hash of the id puts them in an order that hangs on nothing else.
   */
  async decisionsUnder({
    policyHash,
    cityCode,
    kinds,
    sinceMs,
    most,
  }: Parameters<ShadowRuns['decisionsUnder']>[0]): Promise<{
    available: number;
    decisionIds: string[];
  }> {
    const { rows } = await this.sql<{ available: number; decision_id: string }>(
      `WITH of_it AS (
         SELECT d.decision_id FROM orders o JOIN decisions d USING (order_id)
         WHERE o.policy_hash = $1 AND d.policy_hash = $1
           AND ($2::text = '*' OR o.loading_city_code = $2::text)
           AND d.kind = ANY($3::text[]) AND ($4::bigint IS NULL OR d.decided_at_ms >= $4::bigint)
         ORDER BY o.posted_at_ms DESC, o.order_id DESC, d.decided_at_ms DESC, d.decision_id DESC
         LIMIT ${NEWEST_MAX}
       )
       SELECT (count(*) OVER ())::integer AS available, decision_id FROM of_it
       ORDER BY md5(decision_id), decision_id LIMIT $5`,
      [policyHash, cityCode, kinds, sinceMs, most],
    );
    return {
      available: rows[0]?.available ?? 0,
      decisionIds: rows.map(({ decision_id }) => decision_id),
    };
  }

  async add(run: ShadowRun): Promise<void> {
    await this.sql(
      ...insertInto('policy_shadow_runs', {
        run_id: run.runId,
        policy_hash: run.policyHash,
        base_hash: run.baseHash,
        city_code: run.cityCode,
        since_ms: run.sinceMs,
        most: run.most,
        available: run.available,
        at_ms: run.atMs,
        put_by: run.by,
        result_hash: run.resultHash,
        report: canonicalJson(run.report),
      }),
    );
  }

  async of({
    policyHash,
    baseHash,
    cityCode,
    sinceMs,
  }: Parameters<ShadowRuns['of']>[0]): Promise<ShadowRun[]> {
    const { rows } = await this.sql<ShadowRow>(
      `SELECT * FROM policy_shadow_runs
       WHERE policy_hash = $1 AND base_hash = $2 AND city_code = $3 AND at_ms >= $4
       ORDER BY number DESC LIMIT 100`,
      [policyHash, baseHash, cityCode, sinceMs],
    );
    return rows.map(runOf);
  }

  async list(limit: number): Promise<ShadowRun[]> {
    const { rows } = await this.sql<ShadowRow>(
      'SELECT * FROM policy_shadow_runs ORDER BY number DESC LIMIT $1',
      [limit],
    );
    return rows.map(runOf);
  }
}

const runOf = (row: ShadowRow): ShadowRun => ({
  runId: row.run_id,
  policyHash: row.policy_hash,
  baseHash: row.base_hash,
  cityCode: row.city_code,
  sinceMs: row.since_ms,
  most: row.most,
  available: row.available,
  atMs: row.at_ms,
  by: row.put_by,
  resultHash: row.result_hash,
  report: JSON.parse(row.report) as ShadowRun['report'],
});
