import type { Contrasts } from '#libs/dispatch';
import type { Sql } from './sql.js';

type Told = Parameters<Contrasts['tell']>[0];

export class PostgresContrasts implements Contrasts {
  /** `alone`: each statement is committed by itself, with nothing else in its transaction. */
  constructor(
    private readonly sql: Sql,
    private readonly alone: boolean,
  ) {}

  async tell(asked: Told): Promise<boolean> {
    return (await this.added(asked)) ?? (await this.toldBefore(asked));
  }

  /**
   * The row of the asker's day is locked, so what is counted and what is answered is one and the
   * same, also for two who ask at once. Null where nothing was added: it is there already, or there
   * is no room for it. By itself it is not waited for until it is on disk: a server that breaks
   * down forgets the last half second of a budget of bands.
   */
  private async added({ asker: { subject, role }, day, decisionId, most }: Told) {
    const given = this.alone
      ? `SELECT $1::text, $2::text, $3::integer, ARRAY[$4::text]
         FROM set_config('synchronous_commit', 'off', true)`
      : 'VALUES ($1, $2, $3, ARRAY[$4::text])';
    const { count } = await this.sql(
      `INSERT INTO contrasts_told AS so_far (asker, role, day, decision_ids) ${given}
       ON CONFLICT (asker, role, day) DO UPDATE
       SET decision_ids = so_far.decision_ids || excluded.decision_ids
       WHERE $4::text <> ALL(so_far.decision_ids) AND cardinality(so_far.decision_ids) < $5`,
      [subject, role, day, decisionId, most],
    );
    return count === 1 ? true : null;
  }

  /** Within a day nothing is taken back, so what is there now was there when nothing was added. */
  private async toldBefore({ asker: { subject, role }, day, decisionId }: Told): Promise<boolean> {
    const { rows } = await this.sql<{ told: boolean }>(
      `SELECT $4::text = ANY(decision_ids) AS told FROM contrasts_told
       WHERE asker = $1 AND role = $2 AND day = $3`,
      [subject, role, day, decisionId],
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
