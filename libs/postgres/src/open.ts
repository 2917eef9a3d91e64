import pg from 'pg';
import { DataSource } from 'typeorm';
import {
  connectionSettings,
  dedicatedClient,
  listeningClient,
  type PostgresOptions,
} from './client.js';
import { PostgresDatabase } from './database.js';
import { toFault } from './fault.js';
import { Keyring } from './keyring.js';
import { MIGRATIONS } from './migrations/index.js';
import { PostgresOutboxFeed, type OutboxFeed } from './outbox-feed.js';
import { lockRelay } from './relay-lock.js';
import { AuthoritySeal } from './rights/authority-seal.js';
import { FenceKey } from './rights/fence-key.js';
import { SubjectKeys } from './subject-keys.js';

/** A new connection plans every statement anew, and who asks after a pause would wait for it. */
const IDLE_MAX_MS = 600_000;
/** What a connection's server process gathers, and plans of tables as they were, end with it. */
const LIFETIME_MAX_SECONDS = 3_600;

export type Postgres = {
  readonly dataSource: DataSource;
  readonly database: PostgresDatabase;
  /** The drivers' keys: to prove his own row to a driver, and to destroy it. */
  readonly keys: SubjectKeys;
  /** The relay's side of the outbox. */
  readonly outboxFeed: OutboxFeed;
  /** Null when the server answered in time, else why it counts as down. Never throws. */
  ping(timeoutMs: number): Promise<string | null>;
  /** The server's wall clock. Instances that follow it agree on what is due. */
  nowMs(): Promise<number>;
  close(): Promise<void>;
};

/**
 * Connects once, so that a wrong address or password is told at the start and not by the first
 * order.
 */
export async function openPostgres(options: PostgresOptions): Promise<Postgres> {
  const report = options.onConnectionLost ?? ((): void => undefined);
  const dataSource = await new DataSource(dataSourceOptions(options, report))
    .initialize()
    .catch((error: unknown) => {
      throw toFault(error);
    });
  const keys = new SubjectKeys(options.kek === undefined ? null : new Keyring(options.kek));
  const database = new PostgresDatabase(dataSource, keys, {
    fence: options.fenceKey === undefined ? null : new FenceKey(options.fenceKey),
    authority: options.authorityKey === undefined ? null : new AuthoritySeal(options.authorityKey),
  });
  const nowMs = async (): Promise<number> => {
    const { rows } = await database.sql<{ now_ms: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms',
    );
    return rows[0]?.now_ms ?? Number.NaN;
  };
  return {
    dataSource,
    database,
    keys,
    outboxFeed: new PostgresOutboxFeed(database.sql, () =>
      lockRelay((onLost) => dedicatedClient(options, onLost)),
    ),
    ping: (timeoutMs) => ping(database, timeoutMs),
    nowMs,
    close: async () => {
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}

function dataSourceOptions(
  options: PostgresOptions,
  report: (error: Error) => void,
): ConstructorParameters<typeof DataSource>[0] {
  return {
    type: 'postgres',
    driver: pg,
    url: options.url,
    poolSize: options.poolSize,
    // Rows are mapped by the adapters: no entities, so nothing can compare and "synchronise" a
    // schema.
    entities: [],
    synchronize: false,
    migrations: [...MIGRATIONS],
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    poolErrorHandler: report,
    extra: {
      ...connectionSettings(options),
      idleTimeoutMillis: IDLE_MAX_MS,
      maxLifetimeSeconds: LIFETIME_MAX_SECONDS,
      Client: listeningClient(report),
    },
  };
}

async function ping(database: PostgresDatabase, timeoutMs: number): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${timeoutMs} ms`), timeoutMs);
  });
  const answered = database.sql('SELECT 1').then(
    () => null,
    (error: unknown) => toFault(error).message,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
