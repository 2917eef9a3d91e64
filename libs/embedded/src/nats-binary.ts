// Which nats-server is run: the one that is named, else one that is installed, else one from the
// cache, else one that is brought into the cache now.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unpackFromApt } from './nats-from-apt.js';
import { ownFolder } from './own-folder.js';
import type { Log, Settings } from './settings.js';

export interface NatsBinary {
  path: string;
  /** "2.9.10" */
  version: string;
}

const VERSION_MIN = [2, 9, 10] as const;
const CACHED = 'nats-server-';

export type Unpack = (folder: string, temporary: string, log: Log) => Promise<void>;

export const findNatsServer = async (
  caches: string[],
  settings: Settings,
  log: Log,
  unpack: Unpack = unpackFromApt,
): Promise<NatsBinary> => {
  const named = settings.natsServer;
  if (named !== null) {
    const found = probe(named);
    if (typeof found === 'object') return found;
    throw new Error(`NATS_SERVER names ${named}, which can't be used: ${found}.`);
  }
  return (
    installed(settings, log) ?? cached(caches) ?? (await fetched(caches, settings, log, unpack))
  );
};

const installed = (settings: Settings, log: Log): NatsBinary | null => {
  for (const path of settings.searchPath.map((folder) => join(folder, 'nats-server'))) {
    if (!existsSync(path)) continue;
    const found = probe(path);
    if (typeof found === 'object') return found;
    log(`${path} can't be used: ${found}`);
  }
  return null;
};

const cached = (caches: string[]): NatsBinary | null => {
  for (const cache of caches) {
    if (!existsSync(cache) || ownFolder(cache) === null) continue;
    for (const name of readdirSync(cache).filter((name) => name.startsWith(CACHED))) {
      const found = probe(join(cache, name, 'nats-server'));
      if (typeof found === 'object') return found;
    }
  }
  return null;
};

const fetched = async (
  caches: string[],
  settings: Settings,
  log: Log,
  unpack: Unpack,
): Promise<NatsBinary> => {
  const problems: string[] = [];
  for (const cache of caches) {
    if (ownFolder(cache) === null) continue;
    // Each start unpacks into a folder of its own and moves it into place: the first one wins.
    const draft = mkdtempSync(join(cache, '.nats-server-'));
    try {
      await unpack(draft, settings.temporary, log);
      chmodSync(draft, 0o755);
      const found = probe(join(draft, 'nats-server'));
      if (typeof found === 'string') throw new Error(`the unpacked nats-server ${found}`);
      const place = join(cache, CACHED + found.version);
      if (!existsSync(place)) moveUnlessThere(draft, place);
      return { path: join(place, 'nats-server'), version: found.version };
    } catch (error) {
      problems.push((error as Error).message);
      break;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  throw new Error(advice(problems));
};

const moveUnlessThere = (draft: string, place: string): void => {
  try {
    renameSync(draft, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  }
};

const advice = (problems: string[]): string =>
  [
    `No nats-server ${VERSION_MIN.join('.')} or newer was found, and none could be unpacked here.`,
    ...problems.map((problem) => `  ${problem.replaceAll('\n', '\n  ')}`),
    'Do one of these and start again:',
    '  - Debian, Ubuntu:   sudo apt-get update && sudo apt-get install nats-server',
    '  - macOS:            brew install nats-server',
    '  - Alpine:           apk add nats-server',
    '  - anywhere else:    NATS_SERVER=/path/to/nats-server (one static binary)',
    '  - a running server: NATS_URL=nats://host:4222 (with JetStream enabled: nats-server -js)',
  ].join('\n');

/** The binary, or why it can't be used. */
const probe = (path: string): NatsBinary | string => {
  const answer = spawnSync(path, ['-v'], { encoding: 'utf8', cwd: '/', timeout: 10_000 });
  const version = /v(\d+\.\d+\.\d+)/.exec(`${answer.stdout}${answer.stderr}`)?.[1];
  if (version === undefined) return answer.error?.message ?? 'it tells no version';
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const [wantMajor, wantMinor, wantPatch] = VERSION_MIN;
  const enough =
    major > wantMajor ||
    (major === wantMajor && (minor > wantMinor || (minor === wantMinor && patch >= wantPatch)));
  return enough ? { path, version } : `it is ${version}, older than ${VERSION_MIN.join('.')}`;
};
