// The only place where this room reads the environment. Everything below takes these values.
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Settings {
  /** A PostgreSQL somebody else runs; nothing is started when it is set. */
  databaseUrl: string | null;
  /** A NATS server somebody else runs; nothing is started when it is set. */
  natsUrl: string | null;
  /** The nats-server binary to run, when it is not on the PATH. */
  natsServer: string | null;
  /** Folders searched for nats-server, in order. */
  searchPath: string[];
  /** Where this user may keep files that can be made again, best first. */
  userCaches: string[];
  temporary: string;
}

/** Debian puts nats-server into /usr/sbin, which is not on an ordinary user's PATH. */
const ALSO_SEARCHED = ['/usr/local/sbin', '/usr/sbin', '/opt/homebrew/bin'];

export type Environment = Record<string, string | undefined>;

export const settingsFrom = (env: Environment): Settings => {
  const path = (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/'));
  const uid = process.getuid?.() ?? 0;
  const named = env['XDG_CACHE_HOME'] ? [join(env['XDG_CACHE_HOME'], 'paidan')] : [];
  // Root's own cache is closed to the user who runs PostgreSQL; the system's is not.
  const usual = uid === 0 ? '/var/cache/paidan' : join(env['HOME'] || homedir(), '.cache/paidan');
  return {
    databaseUrl: env['DATABASE_URL'] || null,
    natsUrl: env['NATS_URL'] || null,
    natsServer: env['NATS_SERVER'] || null,
    searchPath: [...new Set([...path, ...ALSO_SEARCHED])],
    userCaches: [...named, usual, join(tmpdir(), `paidan-${uid}`)],
    temporary: tmpdir(),
  };
};

/** One line of progress for a human. */
export type Log = (line: string) => void;
