import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate, openPostgres, type Postgres } from '#libs/postgres';
import { TEST_KEK } from './kek.js';
import { TEST_AUTHORITY_KEY, TEST_FENCE_KEY } from './rights-keys.js';

export type TestDatabase = {
  readonly url: string;
  /** Statements from outside, for looking at rows and for sabotage. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
};

export type OpenDatabase = Postgres & {
  readonly test: TestDatabase;
  /**
   * Back to just migrated; cheaper than a new database where many small cases follow each other.
   */
  empty(): Promise<void>;
};

/** The server of this run. A missing one is a failure, never a reason to skip. */
function serverUrl(): string {
  const url = process.env['PAIDAN_TEST_DATABASE_URL'];
  if (url === undefined || url === '') {
    throw new Error(
      'PAIDAN_TEST_DATABASE_URL is not set; `npm test` starts a PostgreSQL and sets it',
    );
  }
  return url;
}

/** A database of its own, empty, or a copy of a migrated one that nobody is connected to. */
export async function createDatabase(template = 'template0'): Promise<TestDatabase> {
  const name = `paidan_test_${randomUUID().replaceAll('-', '')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    ...databaseAt(url.href),
    drop: async () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** One that is there already, on whatever server, and stays. */
export const databaseAt = (url: string): TestDatabase => ({
  url,
  query: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await once(url, (client) => client.query<Row>(text, values))).rows,
  drop: async () => undefined,
});

/** Migrated once in this test file; every later database is a copy, which takes some 30 ms. */
let migrated: Promise<string> | null = null;

async function migratedTemplate(): Promise<string> {
  const template = await createDatabase();
  const postgres = await openPostgres({ url: template.url, poolSize: 1, applicationName: 'test' });
  await migrate(postgres.dataSource, () => undefined);
  await postgres.close();
  return new URL(template.url).pathname.slice(1);
}

/** To be called in `afterAll` of a file that opened databases. */
export async function dropTemplate(): Promise<void> {
  if (migrated === null) return;
  await administer(`DROP DATABASE IF EXISTS ${await migrated} WITH (FORCE)`);
  migrated = null;
}

export async function openDatabase(options: { poolSize?: number } = {}): Promise<OpenDatabase> {
  migrated ??= migratedTemplate();
  const test = await createDatabase(await migrated);
  const postgres = await openPostgres({
    url: test.url,
    poolSize: options.poolSize ?? 6,
    applicationName: 'test',
    kek: TEST_KEK,
    fenceKey: TEST_FENCE_KEY,
    authorityKey: TEST_AUTHORITY_KEY,
  });
  return {
    ...postgres,
    test,
    empty: () => empty(postgres),
    close: async () => {
      await postgres.close();
      await test.drop();
    },
  };
}

/** Row by row, since nearly all tables are empty already and a TRUNCATE writes files for each. */
async function empty({ dataSource, keys }: Postgres): Promise<void> {
  keys.forget();
  await dataSource.query(`DO $$
    DECLARE
      each record;
    BEGIN
      SET LOCAL session_replication_role = replica; -- without looking at references, all go anyway
      FOR each IN SELECT schemaname, tablename FROM pg_tables
        WHERE schemaname IN ('public', 'paidan_keys')
        AND tablename NOT IN ('schema_migrations', 'relay_state')
      LOOP
        EXECUTE format('DELETE FROM %I.%I', each.schemaname, each.tablename);
      END LOOP;
      UPDATE relay_state SET stream_cursor = 0;
    END $$`);
}

async function administer(statement: string): Promise<void> {
  await once(serverUrl(), (client) => client.query(statement));
}

async function once<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
