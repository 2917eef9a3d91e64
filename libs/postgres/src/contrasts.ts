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
    return (await this.settled(asked)) ?? (await this.added(asked));
  }

  /**
   * Most ask again about what they were told. Within a day nothing is taken back, so what is there
   * holds whoever asks beside; null where it may still be added.
   */
  private async settled({ asker: { subject, role }, day, decisionId, most }: Told) {
    const { rows } = await this.sql<{ told: boolean; full: boolean }>(
      `SELECT $4::text = ANY(decision_ids) AS told, cardinality(decision_ids) >= $5 AS full
       FROM contrasts_told WHERE asker = $1 AND role = $2 AND day = $3`,
      [subject, role, day, decisionId, most],
    );
    const [row] = rows;
    return row?.told === true ? true : row?.full === true ? false : null;
  }

  /**
   * The row of the asker's day is locked, so what is counted and what is answered is one and the
   * same, also for two who ask at once. It is written even where nothing is added: only so is it
   * read as it now stands. By itself it is not waited for until it is on disk: a server that breaks
   * down forgets the last half second of a budget of bands.
   */
  private async added({ asker: { subject, role }, day, decisionId, most }: Told): Promise<boolean> {
    const given = this.alone
      ? `SELECT $1::text, $2::text, $3::integer, ARRAY[$4::text]
         FROM set_config('synchronous_commit', 'off', true)`
      : 'VALUES ($1, $2, $3, ARRAY[$4::text])';
    const { rows } = await this.sql<{ told: boolean }>(
      `INSERT INTO contrasts_told AS so_far (asker, role, day, decision_ids) ${given}
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
