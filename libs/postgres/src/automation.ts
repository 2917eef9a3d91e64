import type { Automation } from '#libs/dispatch';
import type { Sql } from './sql.js';

/** A city's code, or `*` for all of them at once. */
export class PostgresAutomation implements Automation {
  constructor(private readonly sql: Sql) {}

  async pause(cityCode: string, by: string, reason: string, atMs: number): Promise<void> {
    await this.sql(
      `INSERT INTO automation_pauses (city_code, paused_by, reason, at_ms) VALUES ($1, $2, $3, $4)
       ON CONFLICT (city_code) DO UPDATE
       SET paused_by = excluded.paused_by, reason = excluded.reason, at_ms = excluded.at_ms`,
      [cityCode, by, reason, atMs],
    );
  }

  async resume(cityCode: string): Promise<void> {
    await this.sql('DELETE FROM automation_pauses WHERE city_code = $1', [cityCode]);
  }

  async paused(): Promise<{ cityCode: string; by: string; reason: string; atMs: number }[]> {
    const { rows } = await this.sql<{
      city_code: string;
      paused_by: string;
      reason: string;
      at_ms: number;
    }>('SELECT * FROM automation_pauses ORDER BY city_code');
    return rows.map(({ city_code, paused_by, reason, at_ms }) => ({
      cityCode: city_code,
      by: paused_by,
      reason,
      atMs: at_ms,
    }));
  }

  async isPaused(cityCode: string): Promise<boolean> {
    const { rows } = await this.sql(
      `SELECT FROM automation_pauses WHERE city_code IN ($1, '*') LIMIT 1`,
      [cityCode],
    );
    return rows.length > 0;
  }
}
