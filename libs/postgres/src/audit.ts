import type { Audit, AuditEntry } from '#libs/dispatch';
import { insertInto, type Sql } from './sql.js';

export class PostgresAudit implements Audit {
  constructor(private readonly sql: Sql) {}

  async add(entry: AuditEntry): Promise<void> {
    await this.sql(
      ...insertInto('audit', {
        id: entry.id,
        at_ms: entry.atMs,
        actor: entry.actor,
        role: entry.role,
        action: entry.action,
        subject: entry.subject,
        reason: entry.reason,
        detail: JSON.stringify(entry.detail ?? null),
      }),
    );
  }

  async list(page: { after?: { atMs: number; id: string }; limit: number }): Promise<AuditEntry[]> {
    const { rows } = await this.sql<{
      id: string;
      at_ms: number;
      actor: string;
      role: string;
      action: string;
      subject: string;
      reason: string;
      detail: string;
    }>(
      `SELECT * FROM audit
       WHERE $1::bigint IS NULL OR (at_ms, id) < ($1::bigint, $2::text)
       ORDER BY at_ms DESC, id DESC LIMIT $3`,
      [page.after?.atMs ?? null, page.after?.id ?? null, page.limit],
    );
    return rows.map(({ at_ms, detail, ...entry }) => ({
      ...entry,
      atMs: at_ms,
      detail: JSON.parse(detail) as unknown,
    }));
  }
}
