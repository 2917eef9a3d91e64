import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import {
  devKey,
  devKeyFile,
  devSigner,
  kekFile,
  obtainNats,
  obtainPostgres,
  readKek,
} from '#libs/embedded';
import { startChild, type Child } from './child.js';
import type { BenchMeans } from './means.js';

/** The project's folder: a bench runs from `dist/bench`. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DISPATCHER = fileURLToPath(new URL('../apps/dispatcher/src/main.js', import.meta.url));
const TOKEN_LIFETIME_SECONDS = 6 * 3_600;

export type Role = 'shipper' | 'driver' | 'operator' | 'service';

/** Everything a bench measures against, on real servers, with a database of its own. */
export type Stack = {
  readonly dispatcher: Child;
  readonly databaseUrl: string;
  /** The key the dispatcher seals records under. */
  kek(): Promise<Uint8Array>;
  /** Statements from outside, for counting what was committed. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** The header of a caller. */
  bearer(role: Role, subject: string): Promise<string>;
  /** Another server of ours beside the dispatcher: same database, same keys. */
  startBeside(file: string): Promise<Child>;
  readonly server: Readonly<Record<string, string>>;
  stop(): Promise<void>;
};

export async function startStack(
  { say, profileFolder }: BenchMeans,
  settings: Readonly<Record<string, string>> = {},
  firstMs: number | null = null,
): Promise<Stack> {
  const instance = {
    root: ROOT,
    name: process.env['PAIDAN_NAME'] ?? 'bench',
    ...(process.env['PAIDAN_HOME'] === undefined ? {} : { home: process.env['PAIDAN_HOME'] }),
  };
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (let last = undo.pop(); last !== undefined; last = undo.pop()) await last();
  };
  try {
    // What is measured is what a crash of the machine would not lose, so PostgreSQL is a durable
    // one.
    const postgres = await obtainPostgres({ ...instance, durable: true, log: say });
    undo.push(async () => postgres.server?.stop());
    const nats = await obtainNats({ ...instance, ephemeral: true, log: say });
    undo.push(async () => nats.server?.stop());
    const name = `paidan_bench_${randomUUID().replaceAll('-', '')}`;
    await administer(postgres.url, `CREATE DATABASE ${name}`);
    undo.push(() => administer(postgres.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    const databaseUrl = withDatabase(postgres.url, name);

    const file = devKeyFile(instance);
    const key = await devKey(file);
    const sign = await devSigner(key);
    const env = {
      DATABASE_URL: databaseUrl,
      NATS_URL: nats.url,
      PAIDAN_NAME: instance.name,
      ...(instance.home === undefined ? {} : { PAIDAN_HOME: instance.home }),
      PORT: '0',
      LOG_LEVEL: 'warn',
      STOP_WITH_STDIN: 'yes',
      ...settings,
    };
    say('starting the dispatcher …');
    const options = [...process.execArgv, ...profiling(profileFolder)];
    const dispatcher = await startChild(DISPATCHER, env, options, firstMs);
    undo.push(() => dispatcher.stop());
    const client = new pg.Client({ connectionString: databaseUrl });
    // The server's end comes before ours when the run is cut short.
    client.on('error', () => undefined);
    await client.connect();
    undo.push(() => client.end());
    const query: Stack['query'] = async <Row extends pg.QueryResultRow>(
      text: string,
      values: unknown[] = [],
    ) => (await client.query<Row>(text, values)).rows;
    return {
      dispatcher,
      databaseUrl,
      kek: () => readKek(kekFile(instance)),
      query,
      bearer: async (role, subject) =>
        `Bearer ${await sign({
          role,
          subject,
          issuer: 'paidan-dev',
          audience: 'paidan',
          lifetimeSeconds: TOKEN_LIFETIME_SECONDS,
        })}`,
      startBeside: async (main) => {
        const child = await startChild(main, { ...env, BENCH_KEY_FILE: file }, process.execArgv);
        undo.push(() => child.stop());
        return child;
      },
      server: await serverFacts(query, nats.server?.version ?? 'named by NATS_URL'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const profiling = (folder: string | null): string[] =>
  folder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];

async function serverFacts(
  query: Stack['query'],
  nats: string,
): Promise<Readonly<Record<string, string>>> {
  const names = ['server_version', 'fsync', 'synchronous_commit', 'shared_buffers'];
  const rows = await query<{ name: string; value: string }>(
    `SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS s (name)`,
    [names],
  );
  return { ...Object.fromEntries(rows.map(({ name, value }) => [name, value])), nats };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

function withDatabase(url: string, name: string): string {
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}
