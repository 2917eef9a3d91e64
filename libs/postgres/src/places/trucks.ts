import type { TruckCount, Trucks } from '#libs/dispatch';
import type { Sql } from '../sql.js';

export class PostgresTrucks implements Trucks {
  constructor(private readonly sql: Sql) {}

  /** Only counts leave the database, and only of those who consent at this moment. */
  async counted(observedSinceMs: number): Promise<TruckCount[]> {
    const { rows } = await this.sql<{
      cell: string;
      body: TruckCount['body'];
      text_version: string;
      trucks: number;
    }>(
      `SELECT f.cell, d.body, d.consent_location AS text_version, count(*) AS trucks
       FROM drivers d JOIN driver_fixes f USING (driver_id)
       WHERE d.on_duty AND d.active_orders = 0 AND d.consent_location IS NOT NULL
         AND (f.source <> 'vehicle_terminal' OR d.consent_vehicle_terminal IS NOT NULL)
         AND f.observed_at_ms >= $1
       GROUP BY 1, 2, 3`,
      [observedSinceMs],
    );
    return rows.map(({ text_version, ...row }) => ({ ...row, textVersion: text_version }));
  }

  async published(periodMs: number): Promise<string | null> {
    const { rows } = await this.sql<{ counts: string }>(
      'SELECT counts FROM truck_counts WHERE period_ms = $1',
      [periodMs],
    );
    return rows[0]?.counts ?? null;
  }

  /** A second process waits at the key for the first one, and then finds what that one wrote. */
  async publish(periodMs: number, counts: string): Promise<string> {
    await this.sql(
      'INSERT INTO truck_counts (period_ms, counts) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [periodMs, counts],
    );
    await this.sql('DELETE FROM truck_counts WHERE period_ms < $1', [periodMs]);
    return (await this.published(periodMs)) ?? counts;
  }
}
