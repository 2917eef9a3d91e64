import type { Dues, Lateness, Requests, RequestSubject, RightsRequest } from '#libs/rights';
import { DatabaseFault } from '../fault.js';
import { assignments, type ColumnValues, type Sql } from '../sql.js';

type RequestRow = {
  readonly request_id: string;
  readonly driver_id: string;
  readonly kind: RightsRequest['kind'];
  readonly order_id: string | null;
  readonly decision_id: string | null;
  readonly outcome_id: string | null;
  readonly words: string | null;
  readonly filed_by: string;
  readonly filed_role: RightsRequest['filedRole'];
  readonly state: RightsRequest['state'];
  readonly received_at_ms: number;
  readonly verified_at_ms: number | null;
  readonly received_on: string;
  readonly strict_due_on: string;
  readonly legal_due_on: string;
  readonly strict_due_at_ms: number;
  readonly legal_due_at_ms: number;
  readonly provisional: boolean;
  readonly calendar_version: string;
  readonly repeats: number;
  readonly answer: string | null;
  readonly refusal_ground: NonNullable<RightsRequest['refusal']>['ground'] | null;
  readonly refusal_reason: string | null;
  readonly closed_at_ms: number | null;
  readonly closed_by: string | null;
};

const OPEN = "state IN ('awaiting_identity', 'open')";

/** How late a request is by now; the words of `told`, in their order. */
const LATENESS = `CASE WHEN legal_due_at_ms <= $1 THEN 'limit_passed'
  WHEN strict_due_at_ms <= $1 THEN 'target_passed'
  WHEN strict_due_at_ms <= $1 + $2::bigint THEN 'nearing_due' ELSE 'nothing' END`;

const SAME_SUBJECT = `order_id IS NOT DISTINCT FROM $2 AND decision_id IS NOT DISTINCT FROM $3
  AND outcome_id IS NOT DISTINCT FROM $4`;

export class PostgresRequests implements Requests {
  constructor(private readonly sql: Sql) {}

  async insert(request: RightsRequest): Promise<{ request: RightsRequest; isNew: boolean }> {
    const row = columnsOf(request);
    const columns = Object.keys(row);
    const { rows } = await this.sql<RequestRow>(
      `INSERT INTO requests (${columns.join(', ')})
       VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})
       ON CONFLICT (driver_id, kind, order_id, decision_id, outcome_id) WHERE ${OPEN}
       DO UPDATE SET repeats = requests.repeats + 1 RETURNING *`,
      Object.values(row),
    );
    const [stored] = rows;
    if (stored === undefined) throw new DatabaseFault('a request was not stored', '40001', null);
    return { request: requestOf(stored), isNew: stored.request_id === request.requestId };
  }

  async byId(requestId: string): Promise<RightsRequest | null> {
    return this.one('SELECT * FROM requests WHERE request_id = $1', requestId);
  }

  async byIdForUpdate(requestId: string): Promise<RightsRequest | null> {
    return this.one('SELECT * FROM requests WHERE request_id = $1 FOR UPDATE', requestId);
  }

  async ofDriver(
    driverId: string,
    { after, limit }: Parameters<Requests['ofDriver']>[1],
  ): Promise<RightsRequest[]> {
    const { rows } = await this.sql<RequestRow>(
      `SELECT * FROM requests WHERE driver_id = $1
         AND ($2::bigint IS NULL OR (received_at_ms, request_id) < ($2::bigint, $3::text))
       ORDER BY received_at_ms DESC, request_id DESC LIMIT $4`,
      [driverId, after?.receivedAtMs ?? null, after?.requestId ?? null, limit],
    );
    return rows.map(requestOf);
  }

  async countOpen(driverId: string): Promise<number> {
    const { rows } = await this.sql<{ open: number }>(
      `SELECT count(*) AS open FROM requests WHERE driver_id = $1 AND ${OPEN}`,
      [driverId],
    );
    return rows[0]?.open ?? 0;
  }

  async verify(requestId: string, atMs: number): Promise<void> {
    await this.sql(
      `UPDATE requests SET state = 'open', verified_at_ms = $2
       WHERE request_id = $1 AND state = 'awaiting_identity'`,
      [requestId, atMs],
    );
  }

  async close(requestId: string, end: Parameters<Requests['close']>[1]): Promise<void> {
    await this.sql(
      `UPDATE requests SET state = $2, answer = $3, refusal_ground = $4, refusal_reason = $5,
         closed_at_ms = $6, closed_by = $7
       WHERE request_id = $1 AND ${OPEN}`,
      [
        requestId,
        end.state,
        end.answer === null ? null : JSON.stringify(end.answer),
        end.refusal?.ground ?? null,
        end.refusal?.reason ?? null,
        end.atMs,
        end.by,
      ],
    );
  }

  async closedBefore(driverId: string, subject: RequestSubject): Promise<number> {
    const { rows } = await this.sql<{ closed: number }>(
      `SELECT count(*) AS closed FROM requests
       WHERE driver_id = $1 AND ${SAME_SUBJECT} AND closed_at_ms IS NOT NULL`,
      [driverId, subject.orderId, subject.decisionId, subject.outcomeId],
    );
    return rows[0]?.closed ?? 0;
  }

  async untold(
    nowMs: number,
    nearMs: number,
    limit: number,
  ): Promise<{ request: RightsRequest; lateness: Lateness }[]> {
    const { rows } = await this.sql<RequestRow & { lateness: Lateness }>(
      `SELECT * FROM (SELECT *, ${LATENESS} AS lateness FROM requests
         WHERE ${OPEN} AND strict_due_at_ms <= $1 + $2::bigint) late
       WHERE lateness <> told ORDER BY strict_due_at_ms, request_id LIMIT $3
       FOR UPDATE SKIP LOCKED`,
      [nowMs, nearMs, limit],
    );
    return rows.map((row) => ({ request: requestOf(row), lateness: row.lateness }));
  }

  async tell(requestId: string, lateness: Lateness): Promise<void> {
    await this.sql('UPDATE requests SET told = $2 WHERE request_id = $1', [requestId, lateness]);
  }

  async openWithOtherCalendar(version: string, limit: number): Promise<RightsRequest[]> {
    const { rows } = await this.sql<RequestRow>(
      `SELECT * FROM requests WHERE ${OPEN} AND calendar_version <> $1
       ORDER BY strict_due_at_ms, request_id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [version, limit],
    );
    return rows.map(requestOf);
  }

  async setDues(requestId: string, dues: Dues): Promise<void> {
    const row = duesColumns(dues);
    await this.sql(`UPDATE requests SET ${assignments(row, 2)} WHERE request_id = $1`, [
      requestId,
      ...Object.values(row),
    ]);
  }

  async lateness(nowMs: number, nearMs: number): Promise<Readonly<Record<Lateness, number>>> {
    const { rows } = await this.sql<{ lateness: Lateness; open: number }>(
      `SELECT ${LATENESS} AS lateness, count(*) AS open FROM requests WHERE ${OPEN} GROUP BY 1`,
      [nowMs, nearMs],
    );
    const counts = { nothing: 0, nearing_due: 0, target_passed: 0, limit_passed: 0 };
    for (const { lateness, open } of rows) counts[lateness] = open;
    return counts;
  }

  async scrub(driverId: string): Promise<number> {
    const { count } = await this.sql(
      `WITH mine AS (
         UPDATE requests SET words = NULL, answer = NULL
         WHERE driver_id = $1 AND closed_at_ms IS NOT NULL RETURNING request_id
       )
       UPDATE reviews SET reasons = NULL FROM mine WHERE reviews.request_id = mine.request_id`,
      [driverId],
    );
    return count;
  }

  private async one(text: string, requestId: string): Promise<RightsRequest | null> {
    const { rows } = await this.sql<RequestRow>(text, [requestId]);
    return rows[0] === undefined ? null : requestOf(rows[0]);
  }
}

const duesColumns = (dues: Dues): ColumnValues => ({
  received_on: dues.receivedOn,
  strict_due_on: dues.strictDueOn,
  legal_due_on: dues.legalDueOn,
  strict_due_at_ms: dues.strictDueAtMs,
  legal_due_at_ms: dues.legalDueAtMs,
  provisional: dues.provisional,
  calendar_version: dues.calendarVersion,
});

const columnsOf = (request: RightsRequest): ColumnValues => ({
  request_id: request.requestId,
  driver_id: request.driverId,
  kind: request.kind,
  order_id: request.orderId,
  decision_id: request.decisionId,
  outcome_id: request.outcomeId,
  words: request.words,
  filed_by: request.filedBy,
  filed_role: request.filedRole,
  state: request.state,
  received_at_ms: request.receivedAtMs,
  verified_at_ms: request.verifiedAtMs,
  ...duesColumns(request.dues),
});

const requestOf = (row: RequestRow): RightsRequest => ({
  requestId: row.request_id,
  driverId: row.driver_id,
  kind: row.kind,
  orderId: row.order_id,
  decisionId: row.decision_id,
  outcomeId: row.outcome_id,
  words: row.words,
  filedBy: row.filed_by,
  filedRole: row.filed_role,
  state: row.state,
  receivedAtMs: row.received_at_ms,
  verifiedAtMs: row.verified_at_ms,
  dues: {
    receivedOn: row.received_on,
    strictDueOn: row.strict_due_on,
    legalDueOn: row.legal_due_on,
    strictDueAtMs: row.strict_due_at_ms,
    legalDueAtMs: row.legal_due_at_ms,
    provisional: row.provisional,
    calendarVersion: row.calendar_version,
  },
  repeats: row.repeats,
  answer:
    row.answer === null ? null : (JSON.parse(row.answer) as NonNullable<RightsRequest['answer']>),
  refusal:
    row.refusal_ground === null || row.refusal_reason === null
      ? null
      : { ground: row.refusal_ground, reason: row.refusal_reason },
  closedAtMs: row.closed_at_ms,
  closedBy: row.closed_by,
});
