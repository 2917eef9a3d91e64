// A pid alone is reused, in containers within minutes. With the time it was started it names one
// process, so a file left by a killed run is never mistaken for a living one.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const onLinux = process.platform === 'linux';

/** What tells this process from any other that had or will have its pid; null when it is gone. */
export const processIdentity = (pid: number): string | null =>
  onLinux ? linuxIdentity(pid) : ask(pid, 'lstart=');

/** The command line of a living process; null when there is none. */
export const commandOf = (pid: number): string | null => {
  if (!onLinux) return ask(pid, 'command=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null;
  } catch {
    return null;
  }
};

const linuxIdentity = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command in parentheses may hold spaces and parentheses: fields are counted behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ended = fields[0] === 'Z' || fields[0] === 'X';
    return ended ? null : `${bootId()} ${fields[19]}`;
  } catch {
    return null;
  }
};

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

const ask = (pid: number, column: string): string | null => {
  const answer = spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() || null : null;
};
