// The distribution's nats-server, fetched and checked by apt-get and unpacked into a folder of
// ours. Nothing is installed and no list of the system is touched: apt-get gets its own state and
// cache, and the hooks that would run after an update are cleared. Works as an ordinary user.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Log } from './settings.js';

const run = promisify(execFile);
const PACKAGE = 'nats-server';
const STEP_MS = 180_000;

/** Leaves the binary at `<folder>/nats-server`; throws what apt-get said when it can't. */
export const unpackFromApt = async (folder: string, temporary: string, log: Log): Promise<void> => {
  const work = mkdtempSync(join(temporary, 'paidan-apt-'));
  try {
    const file = await download(work, log);
    const unpacked = join(work, 'unpacked');
    await step('dpkg-deb', ['-x', file, unpacked], work);
    await step('cp', [join(unpacked, 'usr/sbin/nats-server'), folder], work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

/** With the system's lists if it has any, which is quicker; else with lists of our own. */
const download = async (work: string, log: Log): Promise<string> => {
  await step('apt-get', ['--version'], work);
  const systemLists = writeConfig(work, 'system-lists.conf', null);
  try {
    return await fetch(work, systemLists, log);
  } catch {
    log('fetching package lists into a private folder with apt-get (about 9 MB) …');
  }
  const ownLists = writeConfig(work, 'own-lists.conf', join(work, 'lists'));
  // A failing source that has nothing to do with the package only matters if the download fails
  // too.
  const update = await step('apt-get', ['-c', ownLists, 'update'], work).catch(
    (error: Error) => error.message,
  );
  try {
    return await fetch(work, ownLists, log);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${update.trim().slice(-1_000)}`, {
      cause: error,
    });
  }
};

const fetch = async (work: string, config: string, log: Log): Promise<string> => {
  const plan = await step('apt-get', ['-c', config, '--print-uris', 'download', PACKAGE], work);
  log(`downloading nats-server (${megabytes(plan)}) with apt-get …`);
  await step('apt-get', ['-c', config, 'download', PACKAGE], work);
  const file = readdirSync(work).find((name) => name.endsWith('.deb'));
  if (file === undefined) throw new Error('apt-get download left no package.');
  return join(work, file);
};

/** apt-get prints: 'address' file bytes checksum. */
const megabytes = (plan: string): string => {
  const bytes = Number(/ (\d+) \S+:[0-9a-f]+/.exec(plan)?.[1]);
  return Number.isFinite(bytes) ? `${(bytes / 1e6).toFixed(1)} MB` : 'size unknown';
};

const writeConfig = (work: string, name: string, lists: string | null): string => {
  mkdirSync(join(work, 'cache', 'archives', 'partial'), { recursive: true });
  if (lists !== null) mkdirSync(join(lists, 'partial'), { recursive: true });
  const lines = [
    '#clear APT::Update::Pre-Invoke;',
    '#clear APT::Update::Post-Invoke;',
    '#clear APT::Update::Post-Invoke-Success;',
    `Dir::Cache "${work}/cache/";`,
    'Dir::Cache::archives "archives/";',
    ...(lists === null ? [] : [`Dir::State::lists "${lists}/";`]),
    // Root would hand the download to the user _apt, who can't write into our folder.
    'APT::Sandbox::User "root";',
    'Acquire::Languages "none";',
    'Acquire::Retries "2";',
    'Acquire::http::Timeout "30";',
    'Acquire::https::Timeout "30";',
  ];
  const file = join(work, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};

const step = async (command: string, args: string[], cwd: string): Promise<string> => {
  try {
    // The rest of the environment stays: proxies are named in it.
    const { stdout } = await run(command, args, { cwd, timeout: STEP_MS });
    return stdout;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const said = stderr?.trim() || message;
    throw new Error(`${command} ${args.slice(-2).join(' ')}: ${said}`, { cause: error });
  }
};
