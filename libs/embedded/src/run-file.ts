// What runs where, for other tools on this machine: `.paidan/<name>/services.json` stands there
// while the instance runs. It holds a password, so only its owner may read it.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instanceFolder } from './instance-folder.js';
import type { Instance } from './instance-folder.js';
import { processIdentity } from './process-identity.js';

export interface RunFile {
  name: string;
  /** The launcher. */
  pid: number;
  /** What tells the launcher from a later process with its pid. */
  identity: string | null;
  startedAt: string;
  databaseUrl: string;
  natsUrl: string;
  postgres: { pid: number; port: number; version: string; dataFolder: string } | null;
  nats: {
    pid: number;
    port: number;
    version: string;
    dataFolder: string;
    monitorUrl: string;
  } | null;
}

const fileOf = (instance: Instance): string => join(instanceFolder(instance), 'services.json');

export const writeRunFile = (instance: Instance, run: RunFile): void => {
  const file = fileOf(instance);
  const draft = `${file}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify(run, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  renameSync(draft, file);
};

/** Only one's own: a second launcher may have written its file after our servers had stopped. */
export const removeRunFile = (instance: Instance): void => {
  if (readRunFile(instance)?.pid === process.pid) rmSync(fileOf(instance), { force: true });
};

/** The running instance of that name, or null; what a killed run has left does not count. */
export const readRunFile = (instance: Instance): RunFile | null => {
  let run: RunFile;
  try {
    run = JSON.parse(readFileSync(fileOf(instance), 'utf8')) as RunFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return processIdentity(run.pid) === run.identity ? run : null;
};
