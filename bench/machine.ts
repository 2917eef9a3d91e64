import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

/** `/proc/stat`, first line: user nice system idle iowait irq softirq steal … in ticks. */
const STEAL = 7;

/**
 * Begins to watch how much of the processors others on the same host took from this machine; the
 * answer is in thousandths of all time since then. Null where the kernel does not say.
 */
export function watchTheft(): () => number | null {
  const before = ticks();
  return () => {
    const after = ticks();
    const all = sumOf(after) - sumOf(before);
    if (all <= 0) return null;
    return Math.round((((after[STEAL] ?? 0) - (before[STEAL] ?? 0)) * 1_000) / all);
  };
}

function ticks(): number[] {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
    return line
      .trim()
      .split(/ +/)
      .slice(1, STEAL + 2)
      .map(Number);
  } catch {
    return [];
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);
