import { existsSync } from 'node:fs';

/** A peer that is not there, and what puts it there. */
export class Absent extends Error {
  constructor(name: string, install: string) {
    super(`${name}: not installed here; ${install}`);
    this.name = 'Absent';
  }
}

export const firstOf = (paths: readonly string[]): string | null => paths.find(existsSync) ?? null;

/** Whoever may not be run as root runs as nobody. */
export const unprivileged = (): { uid: number; gid: number } | Record<string, never> =>
  process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Tried in turn; `absent` gathers who is not there. */
export async function orAbsent<T>(absent: string[], start: () => Promise<T>): Promise<T | null> {
  try {
    return await start();
  } catch (cause) {
    if (!(cause instanceof Absent)) throw cause;
    absent.push(cause.message);
    return null;
  }
}
