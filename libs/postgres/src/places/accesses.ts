import type { Access, Accesses, AccessKind, AccessRequest } from '#libs/dispatch';
import { insertInto, type ColumnValues, type Sql } from '../sql.js';

type AccessRow = {
  readonly access_no: number;
  readonly driver_id: string;
  readonly at_ms: number;
  readonly actor: string;
  readonly role: Access['role'];
  readonly operation: string;
  readonly what: Access['what'];
  readonly order_id: string | null;
  readonly decision_id: string | null;
  readonly access_id: string | null;
  readonly reason: string | null;
  readonly request_id: string | null;
};

type RequestRow = {
  readonly access_id: string;
  readonly driver_id: string;
  readonly what: readonly AccessKind[];
  readonly reason: string;
  readonly hours: number;
  readonly asked_by: string;
  readonly asked_role: AccessRequest['askedRole'];
  readonly asked_at_ms: number;
  readonly state: AccessRequest['state'];
  readonly decided_by: string | null;
  readonly decided_role: AccessRequest['decidedRole'];
  readonly decided_at_ms: number | null;
  readonly decision_reason: string | null;
  readonly until_ms: number | null;
};

export class PostgresAccesses implements Accesses {
  constructor(private readonly sql: Sql) {}

  async record(accesses: readonly Access[]): Promise<void> {
    if (accesses.length === 0) return;
    await this.sql(
      `INSERT INTO driver_accesses (driver_id, at_ms, actor, role, operation, what, order_id,
         decision_id, access_id, reason, request_id)
       SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[],
         $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])`,
      [
        accesses.map(({ driverId }) => driverId),
        accesses.map(({ atMs }) => atMs),
        accesses.map(({ actor }) => actor),
        accesses.map(({ role }) => role),
        accesses.map(({ operation }) => operation),
        accesses.map(({ what }) => what),
        accesses.map(({ orderId }) => orderId),
        accesses.map(({ decisionId }) => decisionId),
        accesses.map(({ accessId }) => accessId),
        accesses.map(({ reason }) => reason),
        accesses.map(({ requestId }) => requestId),
      ],
    );
  }

  async ofDriver(
    driverId: string,
    { after, limit, decisionId }: { after?: number; limit: number; decisionId?: string },
  ): Promise<(Access & { readonly number: number })[]> {
    const { rows } = await this.sql<AccessRow>(
      `SELECT * FROM driver_accesses
       WHERE driver_id = $1 AND ($2::bigint IS NULL OR access_no < $2::bigint)
         AND ($3::text IS NULL OR decision_id = $3::text)
       ORDER BY access_no DESC LIMIT $4`,
      [driverId, after ?? null, decisionId ?? null, limit],
    );
    return rows.map((row) => ({
      number: row.access_no,
      driverId: row.driver_id,
      atMs: row.at_ms,
      actor: row.actor,
      role: row.role,
      operation: row.operation,
      what: row.what,
      orderId: row.order_id,
      decisionId: row.decision_id,
      accessId: row.access_id,
      reason: row.reason,
      requestId: row.request_id,
    }));
  }

  async ask(request: AccessRequest): Promise<void> {
    await this.sql(...insertInto('access_requests', rowOf(request)));
  }

  async byIdForUpdate(accessId: string): Promise<AccessRequest | null> {
    const { rows } = await this.sql<RequestRow>(
      'SELECT * FROM access_requests WHERE access_id = $1 FOR UPDATE',
      [accessId],
    );
    return rows[0] === undefined ? null : requestOf(rows[0]);
  }

  async decide(request: AccessRequest): Promise<boolean> {
    const { count } = await this.sql(
      `UPDATE access_requests SET state = $2, decided_by = $3, decided_role = $4,
         decided_at_ms = $5, decision_reason = $6, until_ms = $7
       WHERE access_id = $1 AND state = 'requested'`,
      [
        request.accessId,
        request.state,
        request.decidedBy,
        request.decidedRole,
        request.decidedAtMs,
        request.decisionReason,
        request.untilMs,
      ],
    );
    return count === 1;
  }

  async requests(page: {
    state?: AccessRequest['state'];
    after?: { atMs: number; id: string };
    limit: number;
  }): Promise<AccessRequest[]> {
    const { rows } = await this.sql<RequestRow>(
      `SELECT * FROM access_requests
       WHERE ($1::text IS NULL OR state = $1::text)
         AND ($2::bigint IS NULL OR (asked_at_ms, access_id) < ($2::bigint, $3::text))
       ORDER BY asked_at_ms DESC, access_id DESC LIMIT $4`,
      [page.state ?? null, page.after?.atMs ?? null, page.after?.id ?? null, page.limit],
    );
    return rows.map(requestOf);
  }

  async requestsAbout(driverId: string, limit: number): Promise<AccessRequest[]> {
    const { rows } = await this.sql<RequestRow>(
      `SELECT * FROM access_requests WHERE driver_id = $1
       ORDER BY asked_at_ms DESC, access_id DESC LIMIT $2`,
      [driverId, limit],
    );
    return rows.map(requestOf);
  }

  async permission(asked: {
    driverId: string;
    askedBy: string;
    what: AccessKind;
    nowMs: number;
  }): Promise<AccessRequest | null> {
    const { rows } = await this.sql<RequestRow>(
      `SELECT * FROM access_requests
       WHERE driver_id = $1 AND asked_by = $2 AND state = 'approved' AND $3 = ANY(what)
         AND until_ms > $4
       ORDER BY until_ms DESC, access_id LIMIT 1`,
      [asked.driverId, asked.askedBy, asked.what, asked.nowMs],
    );
    return rows[0] === undefined ? null : requestOf(rows[0]);
  }

  async deleteBefore(beforeMs: number, limit: number): Promise<number> {
    const { count } = await this.sql(
      `DELETE FROM driver_accesses WHERE access_no IN (
         SELECT access_no FROM driver_accesses WHERE at_ms < $1 ORDER BY access_no LIMIT $2)`,
      [beforeMs, limit],
    );
    return count;
  }
}

const rowOf = (request: AccessRequest): ColumnValues => ({
  access_id: request.accessId,
  driver_id: request.driverId,
  what: request.what,
  reason: request.reason,
  hours: request.hours,
  asked_by: request.askedBy,
  asked_role: request.askedRole,
  asked_at_ms: request.askedAtMs,
  state: request.state,
  decided_by: request.decidedBy,
  decided_role: request.decidedRole,
  decided_at_ms: request.decidedAtMs,
  decision_reason: request.decisionReason,
  until_ms: request.untilMs,
});

const requestOf = (row: RequestRow): AccessRequest => ({
  accessId: row.access_id,
  driverId: row.driver_id,
  what: row.what,
  reason: row.reason,
  hours: row.hours,
  askedBy: row.asked_by,
  askedRole: row.asked_role,
  askedAtMs: row.asked_at_ms,
  state: row.state,
  decidedBy: row.decided_by,
  decidedRole: row.decided_role,
  decidedAtMs: row.decided_at_ms,
  decisionReason: row.decision_reason,
  untilMs: row.until_ms,
});
