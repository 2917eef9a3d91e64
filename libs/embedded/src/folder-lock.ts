// One launcher per folder. The lock is a file that names its holder; a holder that was killed
// leaves the file behind, so it counts only while that very process lives.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './process-identity.js';

export interface FolderLock {
  release(): void;
}

/** The folder belongs to a launcher that is still running. */
export class FolderInUse extends Error {
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    const holder = pid === 0 ? 'a process that is just starting' : `process ${pid}`;
    super(
      `${folder} is in use by ${holder}. Stop that process first, or start this one under another name.`,
    );
    this.name = 'FolderInUse';
  }
}

interface Holder {
  pid: number;
  identity: string;
}

const LOCK_FILE = 'owner.json';
/** A lock file is created empty and filled at once; one that stays empty was left by a crash. */
const FILLING_MS = 5_000;
const ATTEMPTS_MAX = 5;

export const lockFolder = (folder: string): FolderLock => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, LOCK_FILE);
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) });
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o644 });
      return { release: () => releaseIfMine(file, mine) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const left = read(file);
    if (left === null) continue;
    const holder = livingHolder(left, file);
    if (holder !== null) throw new FolderInUse(folder, holder.pid);
    setAside(file, left, folder);
  }
  throw new Error(`${file} is being taken by several processes at once. Try again.`);
};

/** The launcher that holds the folder now, or null. */
export const holderOf = (folder: string): number | null => {
  const file = join(folder, LOCK_FILE);
  const text = read(file);
  return text === null ? null : (livingHolder(text, file)?.pid ?? null);
};

const livingHolder = (text: string, file: string): Holder | null => {
  const holder = parse(text);
  if (holder === null) return isFresh(file) ? { pid: 0, identity: '' } : null;
  return processIdentity(holder.pid) === holder.identity ? holder : null;
};

/**
 * Two launchers may find the same stale file. The rename lets one of them win, and what was moved
 * is looked at again: if it is no longer the stale text, a faster one has locked in between.
 */
const setAside = (file: string, stale: string, folder: string): void => {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  rmSync(aside, { force: true });
  if (moved === null || moved === stale) return;
  writeFileSync(file, moved, { flag: 'wx' });
  throw new FolderInUse(folder, parse(moved)?.pid ?? 0);
};

const releaseIfMine = (file: string, mine: string): void => {
  if (read(file) === mine) rmSync(file, { force: true });
};

const read = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

const isFresh = (file: string): boolean => {
  try {
    return Date.now() - statSync(file).mtimeMs < FILLING_MS;
  } catch {
    return false;
  }
};

const parse = (text: string): Holder | null => {
  try {
    const { pid, identity } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === 'number' && typeof identity === 'string' ? { pid, identity } : null;
  } catch {
    return null;
  }
};
