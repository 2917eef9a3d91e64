import type { Sql } from './sql.js';

/**
 * The region these data belong to: that of the first start. Two first starts at once write one row,
 * and the slower one reads the other's.
 */
export async function markRegion(
  { sql }: { readonly sql: Sql },
  region: string,
): Promise<{ readonly region: string }> {
  await sql(
    `INSERT INTO region_mark (region, marked_at_ms) VALUES ($1, paidan_now_ms())
     ON CONFLICT DO NOTHING`,
    [region],
  );
  const { rows } = await sql<{ region: string }>('SELECT region FROM region_mark');
  if (rows[0] === undefined) throw new Error('the region was marked and cannot be read');
  return { region: rows[0].region };
}
