import type { Shares, ShareSum } from '#libs/dispatch';
import type { Sql } from './sql.js';

export class PostgresShares implements Shares {
  constructor(private readonly sql: Sql) {}

  /** Two index ranges a driver: the orders he holds or held, newest first, and his few shifts. */
  async of(
    driverIds: readonly string[],
    { sinceMs, untilMs }: { sinceMs: number; untilMs: number },
  ): Promise<ShareSum[]> {
    if (driverIds.length === 0) return [];
    const { rows } = await this.sql<{
      driver_id: string;
      earned_fen: number;
      on_duty_ms: number;
    }>(
      `SELECT d.driver_id, COALESCE(e.fen, 0)::bigint AS earned_fen,
         COALESCE(s.ms, 0)::bigint AS on_duty_ms
       FROM drivers d
       LEFT JOIN LATERAL (
         SELECT sum(o.freight_fen) AS fen FROM orders o
         WHERE o.driver_id = d.driver_id AND o.posted_at_ms >= $2 AND o.posted_at_ms < $3
           AND o.status <> 'cancelled'
       ) e ON true
       LEFT JOIN LATERAL (
         SELECT sum(LEAST(COALESCE(h.until_ms, $3), $3) - GREATEST(h.from_ms, $2)) AS ms
         FROM duty_spans h
         WHERE h.driver_id = d.driver_id AND h.from_ms < $3 AND COALESCE(h.until_ms, $3) > $2
       ) s ON true
       WHERE d.driver_id = ANY($1::text[])`,
      [driverIds, sinceMs, untilMs],
    );
    return rows.map(({ driver_id, earned_fen, on_duty_ms }) => ({
      driverId: driver_id,
      earnedFen: earned_fen,
      onDutySeconds: Math.floor(on_duty_ms / 1000),
    }));
  }
}
