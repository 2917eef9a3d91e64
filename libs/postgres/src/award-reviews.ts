import type { AwardReview, AwardReviews } from '#libs/dispatch';
import type { Sql } from './sql.js';

type AwardReviewRow = {
  readonly order_id: string;
  readonly round: number;
  readonly city_code: string;
  readonly asked_at_ms: number;
  readonly due_at_ms: number;
  readonly state: AwardReview['state'];
  readonly wanted_by: string[];
  readonly opened_by: string | null;
  readonly opened_at_ms: number | null;
  readonly closed_at_ms: number | null;
  readonly decided_by: string | null;
  readonly decision_id: string | null;
};

export class PostgresAwardReviews implements AwardReviews {
  constructor(private readonly sql: Sql) {}

  async ask(review: Parameters<AwardReviews['ask']>[0]): Promise<void> {
    await this.sql(
      `INSERT INTO award_reviews
         (order_id, round, city_code, asked_at_ms, due_at_ms, state, wanted_by)
       VALUES ($1, $2, $3, $4, $5, 'waiting', $6) ON CONFLICT (order_id, round) DO NOTHING`,
      [
        review.orderId,
        review.round,
        review.cityCode,
        review.askedAtMs,
        review.dueAtMs,
        review.wantedBy,
      ],
    );
  }

  async of(orderId: string, round: number): Promise<AwardReview | null> {
    const { rows } = await this.sql<AwardReviewRow>(
      'SELECT * FROM award_reviews WHERE order_id = $1 AND round = $2',
      [orderId, round],
    );
    return rows[0] === undefined ? null : reviewOf(rows[0]);
  }

  async waiting(limit: number): Promise<AwardReview[]> {
    const { rows } = await this.sql<AwardReviewRow>(
      `SELECT review.* FROM award_reviews review JOIN orders USING (order_id)
       WHERE review.state = 'waiting' AND orders.status = 'open' AND orders.round = review.round
       ORDER BY review.due_at_ms, review.order_id LIMIT $1`,
      [limit],
    );
    return rows.map(reviewOf);
  }

  async open(orderId: string, round: number, by: string, atMs: number): Promise<void> {
    await this.sql(
      `UPDATE award_reviews SET opened_by = $3, opened_at_ms = $4
       WHERE order_id = $1 AND round = $2 AND state = 'waiting' AND opened_by IS DISTINCT FROM $3`,
      [orderId, round, by, atMs],
    );
  }

  async close(
    orderId: string,
    round: number,
    end: Parameters<AwardReviews['close']>[2],
  ): Promise<void> {
    await this.sql(
      `UPDATE award_reviews SET state = $3, closed_at_ms = $4, decided_by = $5, decision_id = $6
       WHERE order_id = $1 AND round = $2 AND state = 'waiting'`,
      [orderId, round, end.state, end.atMs, end.decidedBy, end.decisionId],
    );
  }

  async dropStale(nowMs: number): Promise<number> {
    const { count } = await this.sql(
      `UPDATE award_reviews review SET state = 'void', closed_at_ms = $1
       FROM orders WHERE orders.order_id = review.order_id AND review.state = 'waiting'
         AND (orders.status <> 'open' OR orders.round <> review.round)`,
      [nowMs],
    );
    return count;
  }

  async toFollowUp(limit: number): Promise<AwardReview[]> {
    const { rows } = await this.sql<AwardReviewRow>(
      `SELECT * FROM award_reviews WHERE state = 'timed_out' AND NOT followed_up
       ORDER BY closed_at_ms, order_id LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [limit],
    );
    return rows.map(reviewOf);
  }

  async followedUp(orderId: string, round: number): Promise<void> {
    await this.sql(
      'UPDATE award_reviews SET followed_up = true WHERE order_id = $1 AND round = $2',
      [orderId, round],
    );
  }
}

const reviewOf = (row: AwardReviewRow): AwardReview => ({
  orderId: row.order_id,
  round: row.round,
  cityCode: row.city_code,
  askedAtMs: row.asked_at_ms,
  dueAtMs: row.due_at_ms,
  state: row.state,
  wantedBy: row.wanted_by,
  openedBy: row.opened_by,
  openedAtMs: row.opened_at_ms,
  closedAtMs: row.closed_at_ms,
  decidedBy: row.decided_by,
  decisionId: row.decision_id,
});
