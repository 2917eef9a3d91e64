import { COPY_SECTIONS, NO_DRIVERS, NOT_COPIED, SUBJECT_PLACES } from '#libs/postgres';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';

let postgres: OpenDatabase;

beforeAll(async () => {
  postgres = await openDatabase();
});
afterAll(async () => {
  await postgres.close();
  await dropTemplate();
});

/** Columns that may hold an id of a person, by their type or by their name. */
async function suspects(): Promise<string[]> {
  const rows = await postgres.test.query<{ name: string }>(
    `SELECT CASE table_schema WHEN 'public' THEN '' ELSE table_schema || '.' END
       || table_name || '.' || column_name AS name
     FROM information_schema.columns c
     WHERE table_schema IN ('public', 'paidan_keys')
       AND table_name IN (SELECT tablename FROM pg_tables)
       AND (domain_name = 'opaque_id'
         OR column_name ~ '(driver|subject|person|asker|holder|actor|wanted_by|payload|scope|detail)')
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Every reference to a driver, as the walls of the schema know them. */
async function references(): Promise<string[]> {
  const rows = await postgres.test.query<{ name: string }>(
    `SELECT conrelid::regclass || '.' || attname AS name
     FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
     WHERE contype = 'f' AND confrelid = 'drivers'::regclass ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

const placed = new Set(SUBJECT_PLACES.map(({ table, column }) => `${table}.${column}`));

describe('[R1 R3] the places where a driver may stand', () => {
  it('are known, each: what an erasure does there, or why no driver is in it', async () => {
    const unknown = (await suspects()).filter(
      (name) => !placed.has(name) && !Object.hasOwn(NO_DRIVERS, name),
    );
    expect(unknown).toEqual([]);
    expect((await references()).filter((name) => !placed.has(name))).toEqual([]);
  });

  it('are there, each: a list that names what is gone hides what is new', async () => {
    const rows = await postgres.test.query<{ name: string }>(
      `SELECT CASE table_schema WHEN 'public' THEN '' ELSE table_schema || '.' END
         || table_name || '.' || column_name AS name FROM information_schema.columns`,
    );
    const there = new Set(rows.map(({ name }) => name));
    const listed = [...placed, ...Object.keys(NO_DRIVERS)];
    expect(listed.filter((name) => !there.has(name))).toEqual([]);
    expect([...placed].filter((name) => Object.hasOwn(NO_DRIVERS, name))).toEqual([]);
  });

  it('are handed out in a copy, each table, or it is said why not', () => {
    const copied = new Set(COPY_SECTIONS.flatMap(({ tables }) => tables));
    const tables = new Set(SUBJECT_PLACES.map(({ table }) => table));
    const missing = [...tables].filter(
      (table) => !copied.has(table) && !Object.hasOwn(NOT_COPIED, table),
    );
    expect(missing).toEqual([]);
  });

  it('can be read for a copy, section by section, page by page', async () => {
    await postgres.test.query(
      `INSERT INTO drivers (driver_id, version, body, length_millimeters, width_millimeters,
         height_millimeters, gross_kilograms, axles, capacity_kilograms, capacity_litres,
         capacity_vehicle_slots, qualifications, crew_size, city_code, on_duty, profile_version,
         registered_at_ms)
       VALUES ('d1', 1, 'box', 1, 1, 1, 1, 2, 1, 1, 0, '{}', 1, '3301', false, 0, 0)`,
    );
    const { copies } = postgres.database.read;
    for (let index = 0; index < 5; index++) {
      await postgres.test.query(
        `INSERT INTO consents (driver_id, purpose, granted, text_version, at_ms)
         VALUES ('d1', 'location', true, 'v' || $1::int, 0)`,
        [index],
      );
    }
    for (const { name, key } of COPY_SECTIONS) {
      const { rows, next } = await copies.page('d1', name, { after: [], limit: 2 });
      expect([name, rows.length <= 2]).toEqual([name, true]);
      const after = next ?? key.map(() => '0');
      await copies.page('d1', name, { after, limit: 2 });
    }
    const first = await copies.page('d1', 'consents', { after: [], limit: 3 });
    const second = await copies.page('d1', 'consents', { after: first.next ?? [], limit: 3 });
    const versions = [...first.rows, ...second.rows].map((row) => row['text_version']);
    expect(versions).toEqual(['v0', 'v1', 'v2', 'v3', 'v4']);
    expect(second.next).toBeNull();
  });
});
