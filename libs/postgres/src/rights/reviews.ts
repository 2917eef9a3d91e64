import type { Agreement, EvidencePiece, Review, Reviews, RuleCounts } from '#libs/rights';
import { insertInto, type Sql } from '../sql.js';

type ReviewRow = {
  readonly request_id: string;
  readonly driver_id: string;
  readonly order_id: string | null;
  readonly decision_id: string | null;
  readonly policy_hash: string | null;
  readonly rule: string;
  readonly opened_at_ms: number;
  readonly due_at_ms: number;
  readonly state: Review['state'];
  readonly taken_by: string | null;
  readonly taken_at_ms: number | null;
  readonly lease_until_ms: number | null;
  readonly decided_at_ms: number | null;
  readonly outcome: Review['outcome'];
  readonly reasons: string | null;
  readonly faulty_rule: string | null;
  readonly spent_ms: number | null;
};

/** Rules are a closed list in the code; a bound all the same. */
const RULES_MAX = 500;

export class PostgresReviews implements Reviews {
  constructor(private readonly sql: Sql) {}

  async insert(review: Review): Promise<void> {
    await this.sql(
      ...insertInto('reviews', {
        request_id: review.requestId,
        driver_id: review.driverId,
        order_id: review.orderId,
        decision_id: review.decisionId,
        policy_hash: review.policyHash,
        rule: review.rule,
        opened_at_ms: review.openedAtMs,
        due_at_ms: review.dueAtMs,
        state: review.state,
      }),
    );
  }

  async byId(requestId: string): Promise<Review | null> {
    return this.one('SELECT * FROM reviews WHERE request_id = $1', requestId);
  }

  async byIdForUpdate(requestId: string): Promise<Review | null> {
    return this.one('SELECT * FROM reviews WHERE request_id = $1 FOR UPDATE', requestId);
  }

  async queue({ after, limit }: Parameters<Reviews['queue']>[0]): Promise<Review[]> {
    const { rows } = await this.sql<ReviewRow>(
      `SELECT * FROM reviews WHERE state IN ('waiting', 'taken')
         AND ($1::bigint IS NULL OR (due_at_ms, request_id) > ($1::bigint, $2::text))
       ORDER BY due_at_ms, request_id LIMIT $3`,
      [after?.dueAtMs ?? null, after?.requestId ?? null, limit],
    );
    return rows.map(reviewOf);
  }

  async take(requestId: string, lease: Parameters<Reviews['take']>[1]): Promise<void> {
    await this.sql(
      `UPDATE reviews SET state = 'taken', taken_by = $2, taken_at_ms = $3, lease_until_ms = $4
       WHERE request_id = $1 AND state IN ('waiting', 'taken')`,
      [requestId, lease.by, lease.atMs, lease.untilMs],
    );
  }

  async heldBy(reviewer: string, nowMs: number): Promise<number> {
    const { rows } = await this.sql<{ held: number }>(
      `SELECT count(*) AS held FROM reviews
       WHERE taken_by = $1 AND state = 'taken' AND lease_until_ms > $2`,
      [reviewer, nowMs],
    );
    return rows[0]?.held ?? 0;
  }

  async open(
    requestId: string,
    reviewer: string,
    piece: EvidencePiece,
    atMs: number,
  ): Promise<void> {
    await this.sql(
      `INSERT INTO review_evidence (request_id, reviewer, piece, opened_at_ms)
       VALUES ($1, $2, $3, $4) ON CONFLICT (request_id, reviewer, piece) DO NOTHING`,
      [requestId, reviewer, piece, atMs],
    );
  }

  async opened(requestId: string, reviewer: string): Promise<EvidencePiece[]> {
    const { rows } = await this.sql<{ piece: EvidencePiece }>(
      `SELECT piece FROM review_evidence WHERE request_id = $1 AND reviewer = $2
       ORDER BY opened_at_ms, piece`,
      [requestId, reviewer],
    );
    return rows.map(({ piece }) => piece);
  }

  async decide(requestId: string, end: Parameters<Reviews['decide']>[1]): Promise<void> {
    await this.sql(
      `UPDATE reviews SET state = 'decided', outcome = $2, reasons = $3, faulty_rule = $4,
         spent_ms = $5, decided_at_ms = $6 WHERE request_id = $1`,
      [requestId, end.outcome, end.reasons, end.faultyRule, end.spentMs, end.atMs],
    );
  }

  async close(requestId: string): Promise<void> {
    await this.sql(
      `UPDATE reviews SET state = 'closed'
       WHERE request_id = $1 AND state IN ('waiting', 'taken')`,
      [requestId],
    );
  }

  async lastReasons(reviewer: string, limit: number): Promise<string[]> {
    const { rows } = await this.sql<{ reasons: string }>(
      `SELECT reasons FROM reviews
       WHERE taken_by = $1 AND state = 'decided' AND reasons IS NOT NULL
       ORDER BY decided_at_ms DESC, request_id LIMIT $2`,
      [reviewer, limit],
    );
    return rows.map(({ reasons }) => reasons);
  }

  async agreement(
    scope: 'reviewer' | 'rule',
    key: string,
    { sinceMs, most }: { sinceMs: number; most: number },
  ): Promise<Agreement> {
    const column = scope === 'reviewer' ? 'taken_by' : 'rule';
    const { rows } = await this.sql<Agreement>(
      `SELECT count(*) AS reviewed, count(*) FILTER (WHERE outcome = 'upheld') AS upheld
       FROM (SELECT outcome FROM reviews
         WHERE ${column} = $1 AND state = 'decided' AND decided_at_ms >= $2
         ORDER BY decided_at_ms DESC LIMIT $3) newest`,
      [key, sinceMs, most],
    );
    return rows[0] ?? { reviewed: 0, upheld: 0 };
  }

  async raise({
    scope,
    key,
    agreement,
    atMs,
    sinceMs,
  }: Parameters<Reviews['raise']>[0]): Promise<boolean> {
    const { count } = await this.sql(
      `INSERT INTO review_alarms (scope, key, raised_at_ms, reviewed, upheld)
       SELECT $1::text, $2::text, $3::bigint, $4::integer, $5::integer
       WHERE NOT EXISTS (SELECT FROM review_alarms
         WHERE scope = $1 AND key = $2 AND raised_at_ms >= $6)
       ON CONFLICT DO NOTHING`,
      [scope, key, atMs, agreement.reviewed, agreement.upheld, sinceMs],
    );
    return count === 1;
  }

  async alarms(sinceMs: number): Promise<number> {
    const { rows } = await this.sql<{ alarms: number }>(
      'SELECT count(*) AS alarms FROM review_alarms WHERE raised_at_ms >= $1',
      [sinceMs],
    );
    return rows[0]?.alarms ?? 0;
  }

  async byRule(sinceMs: number): Promise<RuleCounts[]> {
    const { rows } = await this.sql<RuleCounts>(
      `WITH decided AS (
         SELECT rule, faulty_rule, outcome FROM reviews
         WHERE state = 'decided' AND decided_at_ms >= $1
       ), complained AS (
         SELECT rule, count(*) AS reviewed,
           count(*) FILTER (WHERE outcome = 'upheld') AS upheld,
           count(*) FILTER (WHERE outcome = 'data_corrected') AS corrected,
           count(*) FILTER (WHERE outcome = 'overturned') AS overturned
         FROM decided GROUP BY rule
       ), tags AS (
         SELECT faulty_rule AS rule, count(*) AS tagged FROM decided
         WHERE faulty_rule IS NOT NULL GROUP BY faulty_rule
       )
       SELECT rule, COALESCE(reviewed, 0) AS reviewed, COALESCE(upheld, 0) AS upheld,
         COALESCE(corrected, 0) AS corrected, COALESCE(overturned, 0) AS overturned,
         COALESCE(tagged, 0) AS tagged
       FROM complained FULL JOIN tags USING (rule) ORDER BY rule LIMIT ${RULES_MAX}`,
      [sinceMs],
    );
    return [...rows];
  }

  async waiting(): Promise<number> {
    const { rows } = await this.sql<{ waiting: number }>(
      "SELECT count(*) AS waiting FROM reviews WHERE state IN ('waiting', 'taken')",
    );
    return rows[0]?.waiting ?? 0;
  }

  private async one(text: string, requestId: string): Promise<Review | null> {
    const { rows } = await this.sql<ReviewRow>(text, [requestId]);
    return rows[0] === undefined ? null : reviewOf(rows[0]);
  }
}

const reviewOf = (row: ReviewRow): Review => ({
  requestId: row.request_id,
  driverId: row.driver_id,
  orderId: row.order_id,
  decisionId: row.decision_id,
  policyHash: row.policy_hash,
  rule: row.rule,
  openedAtMs: row.opened_at_ms,
  dueAtMs: row.due_at_ms,
  state: row.state,
  takenBy: row.taken_by,
  takenAtMs: row.taken_at_ms,
  leaseUntilMs: row.lease_until_ms,
  decidedAtMs: row.decided_at_ms,
  outcome: row.outcome,
  reasons: row.reasons,
  faultyRule: row.faulty_rule,
  spentMs: row.spent_ms,
});
