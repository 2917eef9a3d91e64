import type { Sql } from './sql.js';

type Marked = { readonly sql: Sql };

/** The region these data belong to; null before the first start, also before any migration. */
export async function markedRegion({ sql }: Marked): Promise<string | null> {
  const { rows: tables } = await sql<{ there: boolean }>(
    `SELECT to_regclass('region_mark') IS NOT NULL AS there`,
  );
  if (tables[0]?.there !== true) return null;
  const { rows } = await sql<{ region: string }>('SELECT region FROM region_mark');
  return rows[0]?.region ?? null;
}

/**
 * Marks the data with the region of the first start, and answers with what they are marked with:
 * of two first starts at once the slower one reads the other's.
 */
export async function markRegion(database: Marked, region: string): Promise<string> {
  await database.sql(
    `INSERT INTO region_mark (region, marked_at_ms) VALUES ($1, paidan_now_ms())
     ON CONFLICT DO NOTHING`,
    [region],
  );
  return (await markedRegion(database)) ?? region;
}
