// PostgreSQL refuses to run as root. Then it runs as nobody, who needs no account made and must be
// able to reach the binaries and the data.
import { spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';

export interface ServerUser {
  uid: number;
  gid: number;
}

const NOBODY: ServerUser = { uid: 65534, gid: 65534 };

export const runsAsRoot = (): boolean => process.getuid?.() === 0;

/** Who runs PostgreSQL on this cluster: we ourselves (null) unless we are root. */
export const serverUserFor = (cluster: string | null): ServerUser | null =>
  runsAsRoot() ? (ownerBesidesRoot(cluster) ?? NOBODY) : null;

/**
 * Whose data it is, when it is somebody's and we are root: the server then runs as that user, so
 * that root can start what an ordinary user has made and leave it as it was.
 */
export const ownerBesidesRoot = (folder: string | null): ServerUser | null => {
  const owner = folder === null ? undefined : lstatSync(folder, { throwIfNoEntry: false });
  if (!runsAsRoot() || owner === undefined || owner.uid === 0) return null;
  return { uid: owner.uid, gid: owner.gid };
};

/** Asks the kernel, as that user: the modes of every folder above and access lists count too. */
export const canReach = (path: string, user: ServerUser | null, access: '-r' | '-x'): boolean =>
  spawnSync('/bin/sh', ['-c', 'test "$1" "$2"', 'sh', access, path], {
    cwd: '/',
    stdio: 'ignore',
    ...(user ?? {}),
  }).status === 0;
