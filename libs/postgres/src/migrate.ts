import { DataSource, type QueryRunner } from 'typeorm';
import { toFault } from './fault.js';

/** Any fixed number will do, as long as every version of this service uses the same. */
const MIGRATION_LOCK_KEY = 73_520;
/** One runs, the others wait; who waited this long says so instead of waiting for ever. */
const WAIT_FOR_OTHERS_MS = 300_000;

/**
 * Brings the schema up to date. Several processes may start at once: TypeORM itself takes no lock,
 * so the migrations run inside an advisory lock on a connection of its own, which a process that
 * dies gives back with its session.
 */
export async function migrate(
  dataSource: DataSource,
  log: (line: string) => void,
): Promise<readonly string[]> {
  const own = await connectForMigrations(dataSource);
  const guard = own.createQueryRunner();
  try {
    await guard.query(`SET lock_timeout = ${WAIT_FOR_OTHERS_MS}`);
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK_KEY]);
    const ran = await own.runMigrations();
    for (const { name } of ran) log(`migrated ${name}`);
    if (ran.length === 0) log('the schema is up to date');
    return ran.map(({ name }) => name);
  } catch (error) {
    throw toFault(error);
  } finally {
    await unlock(guard);
    await own.destroy().catch(() => undefined);
  }
}

/** Apart from the service's pool: building an index may take longer than a statement of its may. */
async function connectForMigrations({ options }: DataSource): Promise<DataSource> {
  if (options.type !== 'postgres') throw new Error(`expected postgres, got ${options.type}`);
  const extra = options.extra as Record<string, unknown>;
  return new DataSource({
    ...options,
    poolSize: 2,
    extra: {
      ...{ ...extra, statement_timeout: 0, query_timeout: 0 },
      idle_in_transaction_session_timeout: 0,
    },
  })
    .initialize()
    .catch((error: unknown) => {
      throw toFault(error);
    });
}

async function unlock(guard: QueryRunner): Promise<void> {
  await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK_KEY]).catch(() => undefined);
  await guard.release();
}
