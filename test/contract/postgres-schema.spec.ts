import { readFileSync } from 'node:fs';
import {
  CONSENT_PURPOSES,
  COORDINATE_SYSTEMS,
  DOCUMENT_KINDS,
  ORDER_STATUSES,
  OUTCOME_KINDS,
  WAKE_KINDS,
} from '#libs/dispatch';
import { DECISION_KINDS, RECORDED_ROLES } from '#libs/explanations';
import { PLACE_SOURCES } from '#libs/matcher';
import { dumpSchema, migrate, openPostgres } from '#libs/postgres';
import {
  createDatabase,
  dropTemplate,
  openDatabase,
  type OpenDatabase,
} from '../support/database.js';

let postgres: OpenDatabase;

beforeAll(async () => {
  postgres = await openDatabase();
});
afterAll(async () => {
  await postgres.close();
  await dropTemplate();
});

describe('the schema', () => {
  it('is built once by four processes that start on an empty database together', async () => {
    for (let round = 0; round < 3; round++) {
      const empty = await createDatabase();
      const starting = await Promise.all(
        Array.from({ length: 4 }, (_, index) =>
          openPostgres({ url: empty.url, poolSize: 2, applicationName: `starting-${index}` }),
        ),
      );
      const lines: string[] = [];
      const ran = await Promise.all(
        starting.map(({ dataSource }) => migrate(dataSource, (line) => lines.push(line))),
      );
      await Promise.all(starting.map((each) => each.close()));
      const names = await empty.query<{ name: string }>(
        'SELECT name FROM schema_migrations ORDER BY id',
      );
      await empty.drop();
      expect(ran.map(({ length }) => length).sort((a, b) => a - b)).toEqual([
        0,
        0,
        0,
        names.length,
      ]);
      expect(ran.flat()).toEqual(names.map(({ name }) => name));
      expect(lines.filter((line) => line === 'the schema is up to date')).toHaveLength(3);
    }
  }, 30_000);

  it('stays as it is when it is migrated again', async () => {
    const before = await dumpSchema(postgres.test.url);
    expect(await migrate(postgres.dataSource, () => undefined)).toEqual([]);
    expect(await dumpSchema(postgres.test.url)).toBe(before);
  });

  it('is the one that is committed as schema.sql', async () => {
    const committed = new URL('../../libs/postgres/schema.sql', import.meta.url);
    expect(await dumpSchema(postgres.test.url)).toBe(readFileSync(committed, 'utf8'));
  });

  it('goes forward only', async () => {
    await expect(postgres.dataSource.undoLastMigration()).rejects.toThrow(/forward only/);
  });

  it('knows the words of the product, no more and no fewer', async () => {
    const words = async (constraint: string): Promise<string[]> => {
      const [row] = await postgres.test.query<{ definition: string }>(
        'SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1',
        [constraint],
      );
      return [...(row?.definition ?? '').matchAll(/'([^']+)'::text/g)].map(
        ([, word]) => word ?? '',
      );
    };
    for (const [constraint, list] of [
      ['orders_status_check', ORDER_STATUSES],
      ['order_documents_kind_check', DOCUMENT_KINDS],
      ['driver_fixes_given_system_check', COORDINATE_SYSTEMS],
      ['driver_states_place_source_check', PLACE_SOURCES],
      ['consents_purpose_check', CONSENT_PURPOSES],
      ['decisions_kind_check', DECISION_KINDS],
      ['known_roles', RECORDED_ROLES],
      ['wake_ups_kind_check', WAKE_KINDS],
      ['outcomes_kind_check', OUTCOME_KINDS],
    ] as const) {
      expect([constraint, (await words(constraint)).sort()]).toEqual([
        constraint,
        [...list].sort(),
      ]);
    }
  });

  it('has no index without the query it is there for', async () => {
    const silent = await postgres.test.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE c.relnamespace = 'public'::regnamespace
         AND obj_description(c.oid, 'pg_class') IS NULL
         AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)`,
    );
    expect(silent).toEqual([]);
  });

  it('keeps every moment as whole milliseconds', async () => {
    const odd = await postgres.test.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> 'schema_migrations'
         AND (data_type LIKE 'timestamp%' OR column_name LIKE '%\\_ms' AND data_type <> 'bigint')`,
    );
    expect(odd).toEqual([]);
  });
});
