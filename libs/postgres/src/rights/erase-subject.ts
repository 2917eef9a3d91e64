import { createHash } from 'node:crypto';
import type { Sql } from '../sql.js';
import { SUBJECT_PLACES, type SubjectPlace } from './subject-places.js';

export type Renaming = { readonly driverId: string; readonly pseudonym: string };

/**
 * Every place of the list, each with how many rows it was about. Only tables and columns that are
 * there: a database of an older schema is erased as far as it goes.
 */
export async function erasePlaces(
  sql: Sql,
  renaming: Renaming,
): Promise<Readonly<Record<string, number>>> {
  const columns = await columnsPresent(sql);
  const counts: Record<string, number> = {};
  for (const place of SUBJECT_PLACES) {
    const name = `${place.table}.${place.column}`;
    const type = columns.get(name);
    if (type === undefined) continue;
    const count = await eraseOne(sql, place, type, renaming);
    if (count > 0) counts[name] = (counts[name] ?? 0) + count;
  }
  return counts;
}

async function eraseOne(
  sql: Sql,
  place: SubjectPlace,
  type: string,
  { driverId, pseudonym }: Renaming,
): Promise<number> {
  const { table, column, erase, set, where } = place;
  const also = set === undefined ? '' : `, ${set}`;
  const only = where === undefined ? '' : ` AND (${where})`;
  // A text holds an id only between characters that are in none: `drv-1` is not in `drv-10`.
  const word = `(?<![A-Za-z0-9_-])${driverId}(?![A-Za-z0-9_-])`;
  const mentions = `strpos(${column}, $1) > 0 AND ${column} ~ $2`;
  const run = async (text: string, values: readonly unknown[]): Promise<number> =>
    (await sql(text, values)).count;
  switch (erase) {
    case 'delete':
      return isText(table, column)
        ? run(`DELETE FROM ${table} WHERE ${mentions}${only}`, [driverId, word])
        : run(`DELETE FROM ${table} WHERE ${column} = $1${only}`, [driverId]);
    case 'rename': {
      const [rows, id] = place.rows?.split('.') ?? [table, column];
      return run(`UPDATE ${rows} SET ${id} = $2${also} WHERE ${id} = $1${only}`, [
        driverId,
        pseudonym,
      ]);
    }
    case 'clear':
      return run(`UPDATE ${table} SET ${column} = NULL${also} WHERE ${column} = $1${only}`, [
        driverId,
      ]);
    case 'mention':
      return type === 'ARRAY'
        ? run(
            `UPDATE ${table} SET ${column} = array_replace(${column}, $1, $2)
             WHERE $1 = ANY(${column})`,
            [driverId, pseudonym],
          )
        : run(
            `UPDATE ${table} SET ${column} = regexp_replace(${column}, $2, $3, 'g')
             WHERE ${mentions}${only}`,
            [driverId, word, pseudonym],
          );
  }
}

/** Where a row to delete is found by a text that mentions him, not by a column that is his id. */
const isText = (table: string, column: string): boolean =>
  ['idempotency_keys.scope', 'idempotency_keys.body', 'outbox.payload'].includes(
    `${table}.${column}`,
  );

async function columnsPresent(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ name: string; type: string }>(
    `SELECT table_name || '.' || column_name AS name, data_type AS type
     FROM information_schema.columns WHERE table_schema = current_schema()`,
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
}

/** A driver of no qualities, for orders and assignments to go on pointing at. */
export async function insertStub(sql: Sql, { driverId, pseudonym }: Renaming): Promise<void> {
  await sql(
    `INSERT INTO drivers (driver_id, version, body, length_millimeters, width_millimeters,
       height_millimeters, gross_kilograms, axles, capacity_kilograms, capacity_litres,
       capacity_vehicle_slots, qualifications, crew_size, city_code, on_duty, active_orders,
       holding, shares, profile_version, registered_at_ms)
     SELECT $2::text, 1, 'erased', 0, 0, 0, 0, 0, 0, 0, 0, '{}', 1, '0000', false, active_orders,
       holding, shares, 0, 0
     FROM drivers WHERE driver_id = $1`,
    [driverId, pseudonym],
  );
}

/**
 * Destroys the key, and with it everything that was sealed under it, in every backup that was made
 * without the keys. Answers what it can be told by afterwards, or null when there was none.
 */
export async function destroyKey(sql: Sql, driverId: string): Promise<string | null> {
  const { rows } = await sql<{ wrapped: Buffer }>(
    'DELETE FROM paidan_keys.subject_keys WHERE driver_id = $1 RETURNING wrapped',
    [driverId],
  );
  const [row] = rows;
  return row === undefined
    ? null
    : createHash('sha256').update(row.wrapped).digest('hex').slice(0, 16);
}
