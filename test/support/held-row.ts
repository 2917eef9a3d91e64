import pg from 'pg';
import { eventually } from './service.js';
import type { TestDatabase } from './database.js';

/** A driver's row, held from outside, so that whoever wants it queues in the order of asking. */
export type HeldRow = {
  /** Until so many wait for it. */
  awaited(waiting: number): Promise<void>;
  release(): Promise<void>;
};

export async function holdDriver(database: TestDatabase, driverId: string): Promise<HeldRow> {
  const client = new pg.Client({ connectionString: database.url, application_name: 'holder' });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT FROM drivers WHERE driver_id = $1 FOR UPDATE', [driverId]);
  return {
    awaited: async (waiting) => {
      await eventually(
        async () => {
          const [row] = await database.query<{ waiting: number }>(
            `SELECT count(*)::int AS waiting FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          );
          return row !== undefined && row.waiting >= waiting;
        },
        { what: `${waiting} who wait for ${driverId}` },
      );
    },
    release: async () => {
      await client.query('COMMIT');
      await client.end();
    },
  };
}
