// The one way start, demo, tests and benches come to a PostgreSQL and a NATS server: those the
// environment names, else real ones of our own that live as long as we do.
import { join } from 'node:path';
import { FolderInUse } from './folder-lock.js';
import type { Instance } from './instance-folder.js';
import { cachesOf, instanceFolder, postgresFolder } from './instance-folder.js';
import { writableFolder } from './own-folder.js';
import { processIdentity } from './process-identity.js';
import { removeRunFile, writeRunFile } from './run-file.js';
import { settingsFrom } from './settings.js';
import type { Environment, Log, Settings } from './settings.js';
import { startNats } from './start-nats.js';
import type { EmbeddedNats } from './start-nats.js';
import { startPostgres } from './start-postgres.js';
import type { EmbeddedPostgres } from './start-postgres.js';

export interface ObtainOptions extends Instance {
  /** Own temporary folders, removed on stop; nothing is written into the project but its cache. */
  ephemeral?: boolean;
  /** Whether a commit survives a crash of the machine. Default: yes, unless ephemeral. */
  durable?: boolean;
  log: Log;
  env?: Environment;
}

export interface Services {
  databaseUrl: string;
  natsUrl: string;
  /** What was started here; null where the environment named a server. */
  embedded: { postgres: EmbeddedPostgres | null; nats: EmbeddedNats | null };
  /** Stops what was started here. May be called more than once. */
  stop(): Promise<void>;
}

export const obtainServices = async (
  options: ObtainOptions & {
    /** Further configuration of the embedded broker, such as its authorization. */
    natsConfig?: string;
  },
): Promise<Services> => {
  const [postgres, nats] = await both(obtainPostgres(options), obtainNats(options));
  const embedded = { postgres: postgres.server, nats: nats.server };
  const keepsFile = !options.ephemeral && (embedded.postgres !== null || embedded.nats !== null);
  const halt = async (): Promise<void> => {
    if (keepsFile) removeRunFile(options);
    await both(stopOf(embedded.postgres), stopOf(embedded.nats));
  };
  if (keepsFile) note(options, { databaseUrl: postgres.url, natsUrl: nats.url, embedded });
  let stopping: Promise<void> | null = null;
  return {
    databaseUrl: postgres.url,
    natsUrl: nats.url,
    embedded,
    stop: () => (stopping ??= halt()),
  };
};

interface Obtained<Server> {
  url: string;
  server: Server | null;
}

export const obtainPostgres = async (
  options: ObtainOptions,
): Promise<Obtained<EmbeddedPostgres>> => {
  const settings = settingsOf(options);
  if (settings.databaseUrl !== null) {
    options.log('using the PostgreSQL that DATABASE_URL names');
    return { url: settings.databaseUrl, server: null };
  }
  const { log, durable = true } = options;
  const server = await startPostgres(
    options.ephemeral
      ? { ephemeral: true, settings, log }
      : { dataFolder: postgresFolder(options, log), durable, settings, log },
  );
  return { url: server.url, server };
};

export const obtainNats = async (
  options: ObtainOptions & { natsConfig?: string },
): Promise<Obtained<EmbeddedNats>> => {
  const settings = settingsOf(options);
  if (settings.natsUrl !== null) {
    options.log('using the NATS server that NATS_URL names');
    return { url: settings.natsUrl, server: null };
  }
  const common = {
    settings,
    log: options.log,
    caches: cachesOf(options, settings.userCaches),
    configText: options.natsConfig ?? '',
  };
  const server = await startNats(
    options.ephemeral
      ? { ephemeral: true, ...common }
      : { dataFolder: join(writableFolder(instanceFolder(options)), 'nats'), ...common },
  );
  return { url: server.url, server };
};

const settingsOf = (options: ObtainOptions): Settings => settingsFrom(options.env ?? process.env);

const stopOf = async (server: { stop(): Promise<void> } | null): Promise<void> => server?.stop();

type Stoppable = { server: { stop(): Promise<void> } | null } | void;

/** Both or none: when one fails, the other is stopped before the failure is told. */
const both = async <A extends Stoppable, B extends Stoppable>(
  first: Promise<A>,
  second: Promise<B>,
): Promise<[A, B]> => {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  const failures: unknown[] = [];
  for (const outcome of [a, b]) {
    if (outcome.status === 'rejected') failures.push(outcome.reason);
    else await outcome.value?.server?.stop();
  }
  throw oneOf(failures);
};

/** What the reader needs to know, once: a name in use fails both servers for the same reason. */
const oneOf = (failures: unknown[]): unknown => {
  if (failures.length === 1 || failures.every((failure) => failure instanceof FolderInUse))
    return failures[0];
  const messages = new Set(failures.map((failure) => (failure as Error).message));
  return new Error([...messages].join('\n'), { cause: failures[0] });
};

const note = (
  options: ObtainOptions,
  { databaseUrl, natsUrl, embedded }: Omit<Services, 'stop'>,
): void => {
  const { postgres, nats } = embedded;
  writeRunFile(options, {
    name: options.name,
    pid: process.pid,
    identity: processIdentity(process.pid),
    startedAt: new Date().toISOString(),
    databaseUrl,
    natsUrl,
    postgres: postgres && pick(postgres, ['pid', 'port', 'version', 'dataFolder']),
    nats: nats && pick(nats, ['pid', 'port', 'version', 'dataFolder', 'monitorUrl']),
  });
};

const pick = <T, K extends keyof T>(from: T, keys: K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
