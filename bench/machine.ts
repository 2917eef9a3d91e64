import { execFileSync } from 'node:child_process';
import { cpus, freemem, loadavg, release, totalmem } from 'node:os';

/** Without these a figure is a rumour. */
export type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly freeBytes: number;
  /** Over the minute before: above 0.5 somebody else was working here, too. */
  readonly loadBefore: number;
  readonly kernel: string;
  readonly node: string;
};

export function machineFacts(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryBytes: totalmem(),
    freeBytes: freemem(),
    loadBefore: loadavg()[0] ?? 0,
    kernel: release(),
    node: process.version,
  };
}

/** Null outside a clone. `+` when something is changed beside it. */
export function commitOf(root: string): string | null {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short=12', 'HEAD')}${changed ? '+' : ''}`;
  } catch {
    return null;
  }
}
