import { openPostgres, type Postgres } from '#libs/postgres';
import { createDatabase, type TestDatabase } from '../support/database.js';

describe('prepared statements', () => {
  let database: TestDatabase;
  let postgres: Postgres;

  beforeAll(async () => {
    database = await createDatabase();
    postgres = await openPostgres({
      url: database.url,
      poolSize: 1,
      applicationName: 'statements',
    });
    await postgres.database.sql('CREATE TABLE shapes (name text)');
    await postgres.database.sql('INSERT INTO shapes VALUES ($1)', ['round']);
  });
  afterAll(async () => {
    await postgres.close();
    await database.drop();
  });

  const ask = (): Promise<{ rows: readonly unknown[] }> =>
    postgres.database.sql('SELECT * FROM shapes WHERE name = $1', ['round']);

  it('are planned once by each connection', async () => {
    await ask();
    await ask();
    const { rows } = await postgres.database.sql<{ statement: string; parsed: number }>(
      'SELECT statement, generic_plans + custom_plans AS parsed FROM pg_prepared_statements',
    );
    const planned = rows.filter(({ statement }) => statement.includes('FROM shapes'));
    expect(planned).toEqual([{ statement: expect.any(String) as string, parsed: 2 }]);
  });

  it('outlive a migration: what it made outdated fails once and is planned anew', async () => {
    await ask();
    await postgres.database.sql('ALTER TABLE shapes ADD COLUMN sides integer');
    await expect(ask()).rejects.toThrow(/cached plan/);
    expect((await ask()).rows).toEqual([{ name: 'round', sides: null }]);
  });
});
