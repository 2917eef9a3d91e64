// Making a database cluster: all of it or nothing. It is built beside its place and moved there
// when it is complete, so a start that is killed in the middle leaves no half-made data.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './postgres-binaries.js';
import type { ServerUser } from './server-user.js';

const run = promisify(execFile);

export const clusterOf = (dataFolder: string): string => join(dataFolder, 'cluster');

const passwordFile = (dataFolder: string): string => join(dataFolder, 'password');

/** The password of the cluster that is there; for one that can not be used, why and what to do. */
export const openCluster = (dataFolder: string, binaries: PostgresBinaries): string => {
  const cluster = clusterOf(dataFolder);
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (Number(made) !== binaries.major)
    throw new Error(
      `${cluster} was made by PostgreSQL ${made}, this is ${binaries.version}. ` +
        `Move the folder away to start afresh, or dump it with PostgreSQL ${made} first.`,
    );
  return readFileSync(passwordFile(dataFolder), 'utf8').trim();
};

export const createCluster = async (
  dataFolder: string,
  binaries: PostgresBinaries,
  { user, durable }: { user: ServerUser | null; durable: boolean },
): Promise<string> => {
  dropDrafts(dataFolder);
  const draft = join(dataFolder, `cluster.draft-${process.pid}`);
  const handOver = `${draft}.password`;
  const password = randomBytes(24).toString('hex');
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(handOver, password, { flag: 'wx', mode: 0o600 });
  if (user !== null) for (const path of [draft, handOver]) chownSync(path, user.uid, user.gid);
  const locale =
    binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [];
  const settings = [
    ...['-D', draft, '-U', 'postgres', '--encoding=UTF8', '--locale=C', ...locale],
    ...['--auth=scram-sha-256', `--pwfile=${handOver}`, '--no-instructions'],
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await run(join(binaries.bin, 'initdb'), settings, {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      ...(user ?? {}),
    });
  } catch (error) {
    dropDrafts(dataFolder);
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(`initdb could not make ${draft}: ${stderr?.trim() || message}`);
  }
  rmSync(handOver);
  rmSync(passwordFile(dataFolder), { force: true });
  writeFileSync(passwordFile(dataFolder), password, { flag: 'wx', mode: 0o600 });
  renameSync(draft, clusterOf(dataFolder));
  return password;
};

/** What killed starts have left. Called only by the holder of the folder's lock. */
const dropDrafts = (dataFolder: string): void => {
  for (const name of readdirSync(dataFolder).filter((name) => name.startsWith('cluster.draft-')))
    rmSync(join(dataFolder, name), { recursive: true, force: true });
};

export const clusterExists = (dataFolder: string): boolean =>
  existsSync(join(clusterOf(dataFolder), 'PG_VERSION'));
