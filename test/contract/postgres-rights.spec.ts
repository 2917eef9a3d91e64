import { RIGHTS_CONTRACT } from '../../libs/rights/src/ports/rights-database.contract.js';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';

let postgres: OpenDatabase;

beforeAll(async () => {
  postgres = await openDatabase();
});
afterAll(async () => {
  await postgres.close();
  await dropTemplate();
});

describe.each(Object.entries(RIGHTS_CONTRACT))('PostgreSQL as %s', (_part, rules) => {
  it.each(rules.map((rule) => [rule.name, rule] as const))('%s', async (_name, rule) => {
    await postgres.empty();
    await rule.run(postgres.database);
  });
});
