// One nats-server with JetStream on one folder, on free ports of this machine only.
//
//   <dataFolder>/jetstream/       the streams
//   <dataFolder>/nats.conf        written anew on each start; may hold credentials
//   <dataFolder>/nats.log         of this run, and of the one before beside it
//   <dataFolder>/run/             the server's pid and ports
import { chownSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockFolder } from './folder-lock.js';
import { spawnGuarded } from './guarded-process.js';
import type { Guard, GuardedProcess } from './guarded-process.js';
import { waitForLeftover } from './leftover.js';
import { findNatsServer } from './nats-binary.js';
import { writableFolder } from './own-folder.js';
import { ownerBesidesRoot } from './server-user.js';
import type { ServerUser } from './server-user.js';
import { settingsFrom } from './settings.js';
import type { Log, Settings } from './settings.js';
import { makeTemporaryFolder } from './temporary-folder.js';

export type StartNatsOptions = {
  log: Log;
  /** Further configuration, as the server reads it: authorization, accounts, limits. */
  configText?: string;
  /** Where an unpacked nats-server is kept, best first; the user's caches when left away. */
  caches?: string[];
  settings?: Settings;
  guard?: Guard;
} & ({ ephemeral: true } | { ephemeral?: false; dataFolder: string });

export interface EmbeddedNats {
  url: string;
  port: number;
  monitorUrl: string;
  pid: number;
  version: string;
  binary: string;
  dataFolder: string;
  stop(): Promise<void>;
}

/** Large streams are checked on start; an empty server needs 50 ms. */
const START_MS = 60_000;
const POLL_MS = 10;

export const startNats = async (options: StartNatsOptions): Promise<EmbeddedNats> => {
  const settings = options.settings ?? settingsFrom(process.env);
  const binary = await findNatsServer(options.caches ?? settings.userCaches, settings, options.log);
  const dataFolder = options.ephemeral
    ? makeTemporaryFolder(settings.temporary, null)
    : resolve(options.dataFolder);
  writableFolder(dataFolder);
  const lock = lockFolder(dataFolder);
  const leave = (): void => {
    lock.release();
    if (options.ephemeral) rmSync(dataFolder, { recursive: true, force: true });
  };
  try {
    const config = join(dataFolder, 'nats.conf');
    await waitForLeftover(
      { what: 'nats-server', pid: leftPid(dataFolder), mark: config },
      options.log,
    );
    const user = ownerBesidesRoot(dataFolder);
    writeConfig({ file: config, dataFolder, configText: options.configText ?? '', user });
    options.log(`starting nats-server ${binary.version} on ${dataFolder} …`);
    const server = await spawnGuarded({
      command: binary.path,
      args: ['-c', config],
      deathSignal: 'SIGTERM',
      user,
      logFile: join(dataFolder, 'nats.log'),
      ...(options.guard === undefined ? {} : { guard: options.guard }),
    });
    const { url, monitorUrl } = await readyPorts(server, dataFolder);
    options.log(`nats-server is ready at ${url}`);
    let stopping: Promise<void> | null = null;
    return {
      url,
      port: Number(new URL(url).port),
      monitorUrl,
      pid: server.pid,
      version: binary.version,
      binary: binary.path,
      dataFolder,
      stop: () => (stopping ??= server.stop(STOP_STEPS).finally(leave)),
    };
  } catch (error) {
    leave();
    throw error;
  }
};

const STOP_STEPS = [
  { signal: 'SIGTERM', waitMs: 10_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const;

interface ServerConfig {
  file: string;
  dataFolder: string;
  configText: string;
  user: ServerUser | null;
}

const writeConfig = ({ file, dataFolder, configText, user }: ServerConfig): void => {
  const run = join(dataFolder, 'run');
  rmSync(run, { recursive: true, force: true });
  mkdirSync(run);
  const lines = [
    'server_name: "paidan-embedded"',
    'listen: "127.0.0.1:-1"',
    'http: "127.0.0.1:-1"',
    `ports_file_dir: ${JSON.stringify(run)}`,
    `pid_file: ${JSON.stringify(join(run, 'nats.pid'))}`,
    `jetstream { store_dir: ${JSON.stringify(dataFolder)} }`,
    configText,
  ];
  rmSync(file, { force: true });
  writeFileSync(file, `${lines.join('\n')}\n`, { flag: 'wx', mode: 0o600 });
  if (user !== null) for (const path of [run, file]) chownSync(path, user.uid, user.gid);
};

const leftPid = (dataFolder: string): number | null => {
  try {
    return Number(readFileSync(join(dataFolder, 'run', 'nats.pid'), 'utf8')) || null;
  } catch {
    return null;
  }
};

/** The server writes its ports once it takes connections, JetStream included. */
const readyPorts = async (
  server: GuardedProcess,
  dataFolder: string,
): Promise<{ url: string; monitorUrl: string }> => {
  for (const end = Date.now() + START_MS; Date.now() < end; await sleep(POLL_MS)) {
    const ports = writtenPorts(join(dataFolder, 'run'), server.pid);
    if (ports !== null) return ports;
    if (server.ending() !== null) break;
  }
  const ending = server.ending() ?? `not ready after ${START_MS / 1000} s`;
  if (server.ending() === null) await server.stop(STOP_STEPS);
  const log = join(dataFolder, 'nats.log');
  throw new Error(
    `nats-server did not start (${ending}). ${log} says:\n${readFileSync(log, 'utf8').trim()}`,
  );
};

const writtenPorts = (run: string, pid: number): { url: string; monitorUrl: string } | null => {
  const file = readdirSync(run).find((name) => name.endsWith(`_${pid}.ports`));
  if (file === undefined) return null;
  try {
    const { nats, monitoring } = JSON.parse(readFileSync(join(run, file), 'utf8')) as {
      nats: string[];
      monitoring: string[];
    };
    return nats[0] && monitoring[0] ? { url: nats[0], monitorUrl: monitoring[0] } : null;
  } catch {
    // Half written.
    return null;
  }
};
