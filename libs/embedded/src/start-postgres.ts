// One PostgreSQL on one folder: made on the first start, kept between starts, stopped with us.
//
//   <dataFolder>/cluster/        the data, private to the user who runs the server
//   <dataFolder>/password        for connections over 127.0.0.1, readable by us alone
//   <dataFolder>/postgres.log    of this run, and of the one before beside it
//   <dataFolder>/owner.json      the launcher that holds the folder
import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockFolder } from './folder-lock.js';
import { freePort } from './free-port.js';
import { spawnGuarded } from './guarded-process.js';
import type { Guard, GuardedProcess, StopStep } from './guarded-process.js';
import { waitForLeftover } from './leftover.js';
import { writableFolder } from './own-folder.js';
import { findPostgres } from './postgres-binaries.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { clusterExists, clusterOf, createCluster, openCluster } from './postgres-cluster.js';
import { canReach, runsAsRoot, serverUserFor } from './server-user.js';
import type { ServerUser } from './server-user.js';
import { settingsFrom } from './settings.js';
import type { Log, Settings } from './settings.js';
import { makeTemporaryFolder } from './temporary-folder.js';

export type StartPostgresOptions = {
  log: Log;
  settings?: Settings;
  /** How the server is tied to our life; found out when left away. */
  guard?: Guard;
} & (
  | { ephemeral: true }
  /** Not durable: faster, and a crash of the machine (not of the process) may lose the data. */
  | { ephemeral?: false; dataFolder: string; durable: boolean }
);

export interface EmbeddedPostgres {
  url: string;
  port: number;
  pid: number;
  version: string;
  binaries: PostgresBinaries;
  dataFolder: string;
  stop(): Promise<void>;
}

/** Pools of a few processes and test workers; each idle slot costs a few kilobytes. */
const CONNECTIONS_MAX = 200;
/** Recovery after a crash may replay a lot; a start without it takes 50 ms. */
const START_MS = 120_000;
const POLL_MS = 10;
const ATTEMPTS_MAX = 5;

export const startPostgres = async (options: StartPostgresOptions): Promise<EmbeddedPostgres> => {
  const settings = options.settings ?? settingsFrom(process.env);
  const dataFolder = options.ephemeral
    ? makeTemporaryFolder(settings.temporary, serverUserFor(null))
    : resolve(options.dataFolder);
  const durable = !options.ephemeral && options.durable;
  writableFolder(dataFolder);
  const lock = lockFolder(dataFolder);
  const leave = (): void => {
    lock.release();
    if (options.ephemeral) rmSync(dataFolder, { recursive: true, force: true });
  };
  try {
    const cluster = clusterOf(dataFolder);
    const user = serverUserFor(cluster);
    refuseForeignData(cluster);
    if (!canReach(dataFolder, user, '-x'))
      throw new Error(`${dataFolder} can't be entered by user ${user?.uid}, who runs PostgreSQL.`);
    const binaries = findPostgres(user, settings, options.log);
    await clearStalePid(cluster, options.log);
    options.log(`starting PostgreSQL ${binaries.version} (${binaries.origin}) on ${dataFolder} …`);
    const password = clusterExists(dataFolder)
      ? openCluster(dataFolder, binaries)
      : await createCluster(dataFolder, binaries, { user, durable });
    const { server, port } = await launch({ dataFolder, binaries, user, durable }, options);
    options.log(`PostgreSQL is ready on port ${port}`);
    let stopping: Promise<void> | null = null;
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      port,
      pid: server.pid,
      version: binaries.version,
      binaries,
      dataFolder,
      stop: () => (stopping ??= server.stop(stopSteps(durable)).finally(leave)),
    };
  } catch (error) {
    leave();
    throw error;
  }
};

/** Fast shutdown; then without a checkpoint (the next start recovers); then by force. */
const stopSteps = (durable: boolean): StopStep[] => [
  { signal: 'SIGINT', waitMs: durable ? 60_000 : 10_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

const refuseForeignData = (cluster: string): void => {
  const owner = lstatSync(cluster, { throwIfNoEntry: false })?.uid;
  if (owner === undefined || owner === process.getuid?.() || runsAsRoot()) return;
  throw new Error(
    `${cluster} belongs to user ${owner}, and you are user ${process.getuid?.()}. ` +
      'Start as that user (or as root), or move the folder away to start afresh.',
  );
};

interface Launch {
  dataFolder: string;
  binaries: PostgresBinaries;
  user: ServerUser | null;
  durable: boolean;
}

const launch = async (
  { dataFolder, binaries, user, durable }: Launch,
  { guard }: StartPostgresOptions,
): Promise<{ server: GuardedProcess; port: number }> => {
  const logFile = join(dataFolder, 'postgres.log');
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const server = await spawnGuarded({
      command: join(binaries.bin, 'postgres'),
      args: ['-D', clusterOf(dataFolder), '-p', String(port), ...serverSettings(durable)],
      deathSignal: 'SIGINT',
      user,
      logFile,
      ...(guard === undefined ? {} : { guard }),
    });
    if (await isReady(server, dataFolder)) return { server, port };
    const log = readFileSync(logFile, 'utf8').trim();
    // Somebody was faster with the port, or the children of a killed server are still ending.
    const passing = /could not (bind|create any TCP)|shared memory block .* still in use/.test(log);
    if (!passing || attempt === ATTEMPTS_MAX)
      throw new Error(`PostgreSQL did not start (${server.ending()}). ${logFile} says:\n${log}`);
    await sleep(200 * attempt);
  }
};

const serverSettings = (durable: boolean): string[] =>
  [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${CONNECTIONS_MAX}`,
    'timezone=UTC',
    'log_timezone=UTC',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ].flatMap((setting) => ['-c', setting]);

/** The server writes its state into its pid file; that needs no connection and no password. */
const isReady = async (server: GuardedProcess, dataFolder: string): Promise<boolean> => {
  for (const end = Date.now() + START_MS; Date.now() < end; await sleep(POLL_MS)) {
    const [pid, , , , , , , state] = pidLines(clusterOf(dataFolder));
    if (Number(pid) === server.pid && state?.trim() === 'ready') return true;
    if (server.ending() !== null) return false;
  }
  await server.stop(stopSteps(false));
  return false;
};

const pidLines = (cluster: string): string[] => {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
};

/**
 * PostgreSQL takes any living process with the pid in its pid file for its predecessor. After a
 * kill that may be anybody, so the file goes unless that process is a server of this very cluster.
 */
const clearStalePid = async (cluster: string, log: Log): Promise<void> => {
  const pid = Number(pidLines(cluster)[0]) || null;
  if (pid === null) return;
  await waitForLeftover({ what: 'PostgreSQL', pid, mark: cluster }, log);
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
};
