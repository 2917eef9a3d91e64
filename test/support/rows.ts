import type { TestDatabase } from './database.js';
import { eventually } from './service.js';

/** One hash for each table of the schema, over all of its rows. */
export async function rowHashes(database: TestDatabase): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const each = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ' ' ||
         coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS hash FROM ${name} t`,
  );
  const rows = await database.query<{ name: string; hash: string }>(each.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}

/**
 * Waits until nothing of its own is under way: every event told, every due step taken, every leaf
 * in the log.
 */
export async function quiet(database: TestDatabase): Promise<void> {
  await eventually(
    async () => {
      const [row] = await database.query<{ waiting: number; due: number; unsigned: number }>(
        `SELECT (SELECT count(*)::int FROM outbox WHERE published_at_ms IS NULL) AS waiting,
           (SELECT count(*)::int FROM wake_ups WHERE ready_at_ms <= paidan_now_ms() + 1000) AS due,
           (SELECT count(*)::int FROM log_leaves WHERE leaf_index IS NULL) AS unsigned`,
      );
      return row?.waiting === 0 && row.due === 0 && row.unsigned === 0;
    },
    { what: 'quiet' },
  );
}
