// Servers of a launcher that was killed get their signal from the kernel and need a moment to end.
// A start waits for that; one that does not end is somebody's to look at, never ours to kill.
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf } from './process-identity.js';
import type { Log } from './settings.js';

const ENDING_MS = 15_000;
const POLL_MS = 50;

export interface Leftover {
  what: string;
  pid: number | null;
  /** Stands in the command line of the server that owns the folder, and of no other process. */
  mark: string;
}

export const waitForLeftover = async ({ what, pid, mark }: Leftover, log: Log): Promise<void> => {
  const lives = (): boolean => pid !== null && (commandOf(pid)?.includes(mark) ?? false);
  if (!lives()) return;
  log(`waiting for ${what} of a killed run (process ${pid}) to end …`);
  for (const end = Date.now() + ENDING_MS; Date.now() < end; await sleep(POLL_MS))
    if (!lives()) return;
  throw new Error(
    `${what} (process ${pid}) still runs on ${mark}, though the process that started it is gone. ` +
      `Stop it with: kill -INT ${pid}`,
  );
};
