import type { Contrasts } from '#libs/dispatch';
import type { Sql } from './sql.js';

export class PostgresContrasts implements Contrasts {
  constructor(private readonly sql: Sql) {}

  /**
   * The row of the asker's day is locked, so what is counted and what is answered is one and the
   * same, also for two who ask at once. It is written even where nothing is added: only so is it
   * read as it now stands.
   */
  async tell({
    asker: { subject, role },
    day,
    decisionId,
    most,
  }: Parameters<Contrasts['tell']>[0]): Promise<boolean> {
    const { rows } = await this.sql<{ told: boolean }>(
      `INSERT INTO contrasts_told AS so_far (asker, role, day, decision_ids)
       VALUES ($1, $2, $3, ARRAY[$4::text])
       ON CONFLICT (asker, role, day) DO UPDATE
       SET decision_ids = CASE
         WHEN $4::text = ANY(so_far.decision_ids) OR cardinality(so_far.decision_ids) >= $5
         THEN so_far.decision_ids
         ELSE so_far.decision_ids || excluded.decision_ids
       END
       RETURNING $4::text = ANY(decision_ids) AS told`,
      [subject, role, day, decisionId, most],
    );
    return rows[0]?.told ?? false;
  }

  async purge(beforeDay: number): Promise<number> {
    const { rows } = await this.sql('DELETE FROM contrasts_told WHERE day < $1 RETURNING asker', [
      beforeDay,
    ]);
    return rows.length;
  }
}
