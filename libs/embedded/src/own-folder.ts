// Folders this room makes: in the project, and in places that others may write to as well. One of
// the latter is used only when it is a real folder, ours, and nobody else can put files into it.
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes the folder if need be and vouches for it; null when it can't be had or can't be trusted.
 */
export const ownFolder = (path: string): string | null => {
  try {
    makeReachable(path);
    const folder = lstatSync(path);
    const trusted = folder.isDirectory() && folder.uid === process.getuid?.();
    return trusted && (folder.mode & 0o022) === 0 ? path : null;
  } catch {
    return null;
  }
};

/** A folder of the project, made if need be; the error says whose it is when we may not write. */
export const writableFolder = (path: string): string => {
  try {
    makeReachable(path);
    accessSync(path, constants.W_OK);
    return path;
  } catch (error) {
    throw new Error(
      `${path} can't be written by user ${process.getuid?.()}${ownerOf(path)}. ` +
        `Start as the project's owner, or run PostgreSQL and NATS elsewhere and name them in ` +
        `DATABASE_URL and NATS_URL.`,
      { cause: error },
    );
  }
};

/** Like `mkdir -p`, but what is made can be entered by all, whatever the caller's umask. */
export const makeReachable = (path: string): void => {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; ; made = dirname(made)) {
    chmodSync(made, 0o755);
    if (made === first) return;
  }
};

const ownerOf = (path: string): string => {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found !== undefined) return ` (${folder} belongs to user ${found.uid})`;
  }
  return '';
};
