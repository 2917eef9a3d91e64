// Folders of ephemeral servers. A run that is killed can't remove its folder: the next one does.
import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holderOf } from './folder-lock.js';
import { canReach } from './server-user.js';
import type { ServerUser } from './server-user.js';

const PREFIX = 'paidan-ephemeral-';
/** A server told to end by its launcher's death may still be writing for a moment. */
const LEFT_ALONE_MS = 60_000;

export const makeTemporaryFolder = (temporary: string, user: ServerUser | null): string => {
  for (const parent of new Set([temporary, '/tmp', '/var/tmp'])) {
    if (!canReach(parent, user, '-x')) continue;
    sweep(parent);
    const folder = mkdtempSync(join(parent, PREFIX));
    // Only what is inside and belongs to the server's user is private to it.
    if (user !== null) chmodSync(folder, 0o711);
    return folder;
  }
  throw new Error(`No temporary folder that user ${user?.uid} can reach. Set TMPDIR to one.`);
};

const sweep = (parent: string): void => {
  for (const name of readdirSync(parent).filter((name) => name.startsWith(PREFIX))) {
    const folder = join(parent, name);
    try {
      const { uid, mtimeMs } = lstatSync(folder);
      const old = Date.now() - mtimeMs > LEFT_ALONE_MS;
      if (uid === process.getuid?.() && old && holderOf(folder) === null)
        rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run is sweeping too, or the server is still ending: next time.
    }
  }
};
