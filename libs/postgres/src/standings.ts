import type { Compensation, Standing, Standings } from '#libs/dispatch';
import { DatabaseFault } from './fault.js';
import type { Sql } from './sql.js';

type CompensationRow = {
  readonly compensation_id: string;
  readonly driver_id: string;
  readonly request_id: string;
  readonly from_city_code: string | null;
  readonly granted_at_ms: number;
  readonly expires_at_ms: number;
  readonly used_at_ms: number | null;
  readonly used_in: string | null;
};

export class PostgresStandings implements Standings {
  constructor(private readonly sql: Sql) {}

  /** Both tables hold few rows: two index look-ups a driver, in one round trip. */
  async of(
    driverIds: readonly string[],
    { fromCityCode, nowMs }: { fromCityCode: string; nowMs: number },
  ): Promise<ReadonlyMap<string, Standing>> {
    if (driverIds.length === 0) return new Map();
    const { rows } = await this.sql<{
      driver_id: string;
      compensation_id: string | null;
      wanted: boolean | null;
    }>(
      `WITH owed AS (
         SELECT DISTINCT ON (driver_id) driver_id, compensation_id FROM compensations
         WHERE driver_id = ANY($1::text[]) AND used_at_ms IS NULL AND expires_at_ms > $3
           AND (from_city_code IS NULL OR from_city_code = $2)
         ORDER BY driver_id, granted_at_ms, compensation_id
       ), choosing AS (
         SELECT driver_id, wanted FROM human_choices
         WHERE driver_id = ANY($1::text[]) AND wanted
       )
       SELECT driver_id, compensation_id, wanted FROM owed FULL JOIN choosing USING (driver_id)`,
      [driverIds, fromCityCode, nowMs],
    );
    return new Map(
      rows.map(({ driver_id, compensation_id, wanted }) => [
        driver_id,
        { compensationId: compensation_id, wantsHuman: wanted === true },
      ]),
    );
  }

  async grant(owed: Omit<Compensation, 'usedAtMs' | 'usedIn'>): Promise<string> {
    const { rows } = await this.sql<{ compensation_id: string }>(
      `INSERT INTO compensations
         (compensation_id, driver_id, request_id, from_city_code, granted_at_ms, expires_at_ms)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (request_id) DO UPDATE SET request_id = EXCLUDED.request_id
       RETURNING compensation_id`,
      [
        owed.compensationId,
        owed.driverId,
        owed.requestId,
        owed.fromCityCode,
        owed.grantedAtMs,
        owed.expiresAtMs,
      ],
    );
    if (rows[0] === undefined) throw new DatabaseFault('nothing was granted', '40001', null);
    return rows[0].compensation_id;
  }

  async use(
    compensationId: string,
    { decisionId, atMs }: { decisionId: string; atMs: number },
  ): Promise<boolean> {
    const { count } = await this.sql(
      `UPDATE compensations SET used_at_ms = $2, used_in = $3
       WHERE compensation_id = $1 AND used_at_ms IS NULL`,
      [compensationId, atMs, decisionId],
    );
    return count === 1;
  }

  async compensationsOf(driverId: string): Promise<Compensation[]> {
    const { rows } = await this.sql<CompensationRow>(
      `SELECT * FROM compensations WHERE driver_id = $1
       ORDER BY granted_at_ms DESC, compensation_id DESC LIMIT 100`,
      [driverId],
    );
    return rows.map((row) => ({
      compensationId: row.compensation_id,
      driverId: row.driver_id,
      requestId: row.request_id,
      fromCityCode: row.from_city_code,
      grantedAtMs: row.granted_at_ms,
      expiresAtMs: row.expires_at_ms,
      usedAtMs: row.used_at_ms,
      usedIn: row.used_in,
    }));
  }

  async choose(driverId: string, wanted: boolean, atMs: number): Promise<void> {
    await this.sql(
      `INSERT INTO human_choices (driver_id, wanted, changed_at_ms) VALUES ($1, $2, $3)
       ON CONFLICT (driver_id) DO UPDATE
       SET wanted = EXCLUDED.wanted, changed_at_ms = EXCLUDED.changed_at_ms`,
      [driverId, wanted, atMs],
    );
  }

  async wantsHuman(driverId: string): Promise<boolean> {
    const { rows } = await this.sql<{ wanted: boolean }>(
      'SELECT wanted FROM human_choices WHERE driver_id = $1',
      [driverId],
    );
    return rows[0]?.wanted ?? false;
  }
}
