// Where an instance keeps what it keeps: in the project, under `.paidan/<name>`. Only PostgreSQL's
// data may have to live elsewhere: run as root, the server is nobody, who can't enter /root.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeReachable, ownFolder, writableFolder } from './own-folder.js';
import { canReach, serverUserFor } from './server-user.js';
import type { Log } from './settings.js';

export interface Instance {
  /** The project's folder. */
  root: string;
  name: string;
  /** Where instances keep what they keep; `.paidan` in the project when left away. */
  home?: string;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

export const instanceFolder = ({ root, name, home = '.paidan' }: Instance): string => {
  if (!NAME.test(name))
    throw new Error(`An instance is named by 1 to 40 of a-z, 0-9 and "-", not "${name}".`);
  return join(resolve(root, home), name);
};

/** The project's cache when we may write it, then the user's own ones. */
export const cachesOf = ({ root, home = '.paidan' }: Instance, userCaches: string[]): string[] => [
  join(resolve(root, home), 'cache'),
  ...userCaches,
];

/**
 * Outside the project, named by a file inside it: without `.paidan/<name>` the data is nobody's.
 */
const ELSEWHERE = '/var/lib/paidan';
const POINTER = 'pg-is-elsewhere';

export const postgresFolder = (instance: Instance, log: Log): string => {
  const own = writableFolder(instanceFolder(instance));
  const folder = join(own, 'pg');
  const user = serverUserFor(null);
  if (user === null || existsSync(join(folder, 'cluster')) || reachable(folder)) return folder;
  const elsewhere = pointedTo(own) ?? join(ELSEWHERE, `${instance.name}-${randomId()}`, 'pg');
  if (ownFolder(ELSEWHERE) === null || !reachable(elsewhere))
    throw new Error(
      `PostgreSQL does not run as root, and user ${user.uid} can enter neither ${folder} nor ` +
        `${elsewhere}. Move the project out of the closed folder, run it as an ordinary user, or ` +
        'name a running PostgreSQL in DATABASE_URL.',
    );
  writeFileSync(join(own, POINTER), `${elsewhere}\n`);
  log(`PostgreSQL keeps its data in ${elsewhere}: its user can't enter ${own}`);
  return elsewhere;
};

const pointedTo = (own: string): string | null => {
  const pointer = join(own, POINTER);
  if (!existsSync(pointer)) return null;
  const path = resolve(readFileSync(pointer, 'utf8').trim());
  return path.startsWith(`${ELSEWHERE}/`) ? path : null;
};

const randomId = (): string => randomBytes(6).toString('hex');

const reachable = (folder: string): boolean => {
  makeReachable(folder);
  return canReach(folder, serverUserFor(null), '-x');
};
