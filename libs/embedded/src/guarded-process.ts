// A server that never outlives its launcher, however the launcher ends.
//
// The kernel does it where it can: `setpriv --pdeathsig` has the signal sent when the parent dies,
// by kill -9 too. Elsewhere a watchdog holds the other end of a pipe and acts when it closes.
// The server gets a session of its own: Ctrl-C reaches the launcher, which then stops things in
// order.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, renameSync } from 'node:fs';
import type { ServerUser } from './server-user.js';

export interface ServerCommand {
  command: string;
  args: string[];
  /** Sent when the launcher dies. */
  deathSignal: 'SIGINT' | 'SIGTERM';
  user: ServerUser | null;
  logFile: string;
  guard?: Guard;
}

export type Guard = 'setpriv' | 'watchdog';

export interface StopStep {
  signal: NodeJS.Signals;
  waitMs: number;
}

export interface GuardedProcess {
  readonly pid: number;
  /** How the server ended, or null while it runs. */
  ending(): string | null;
  /** Sends each signal in turn until the server has ended. */
  stop(steps: readonly StopStep[]): Promise<void>;
}

export const spawnGuarded = async (server: ServerCommand): Promise<GuardedProcess> => {
  const guard = server.guard ?? bestGuard();
  const [command, args] =
    guard === 'setpriv'
      ? [
          'setpriv',
          ['--pdeathsig', server.deathSignal.slice(3), '--', server.command, ...server.args],
        ]
      : [server.command, server.args];
  const log = openLog(server.logFile);
  const child = spawn(command, args, {
    cwd: '/',
    detached: true,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
    ...(server.user ?? {}),
  });
  closeSync(log);
  await once(child, 'spawn');
  const watchdog = guard === 'watchdog' ? startWatchdog(child, server.deathSignal) : null;
  // Waiting for a server is never what keeps a program alive.
  child.unref();
  let ending: string | null = null;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      ending = signal ?? `exit code ${code}`;
      watchdog?.kill('SIGKILL');
      resolve();
    });
  });
  return {
    pid: child.pid as number,
    ending: () => ending,
    stop: (steps) => stopChild(child, steps, ended, () => ending !== null),
  };
};

const stopChild = async (
  child: ChildProcess,
  steps: readonly StopStep[],
  ended: Promise<void>,
  hasEnded: () => boolean,
): Promise<void> => {
  child.ref();
  for (const { signal, waitMs } of steps) {
    if (hasEnded()) return;
    child.kill(signal);
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<void>((resolve) => (timer = setTimeout(resolve, waitMs)));
    await Promise.race([ended, tooLate]);
    clearTimeout(timer);
  }
  if (!hasEnded()) throw new Error(`process ${child.pid} does not end, not even by SIGKILL.`);
};

/** Nothing of the caller's environment: PGPORT or NODE_OPTIONS would change what is started. */
const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
});

/** A fresh log for each start, the one before beside it. `wx` never follows a planted link. */
const openLog = (file: string): number => {
  try {
    renameSync(file, file.replace(/\.log$/, '.previous.log'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return openSync(file, 'wx', 0o644);
};

let known: Guard | null = null;

const bestGuard = (): Guard => {
  const works = (): boolean =>
    spawnSync('setpriv', ['--pdeathsig', 'INT', '--', 'true'], {
      env: serverEnvironment(),
      stdio: 'ignore',
    }).status === 0;
  known ??= works() ? 'setpriv' : 'watchdog';
  return known;
};

// Its standard input is a pipe that only the launcher holds open. When it closes, the launcher is
// gone: the server is told to end, and killed if it has not ended in time.
const WATCHDOG = `
const [pid, signal] = [Number(process.argv[1]), process.argv[2]];
const send = (name) => { try { process.kill(pid, name); return true; } catch { return false; } };
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {});
process.stdin.resume().on('close', () => {
  if (!send(signal)) process.exit();
  const end = Date.now() + 20_000;
  setInterval(() => {
    if (!send(0)) process.exit();
    if (Date.now() > end) send('SIGKILL');
  }, 100);
});
`;

const startWatchdog = (server: ChildProcess, signal: NodeJS.Signals): ChildProcess => {
  const watchdog = spawn(process.execPath, ['-e', WATCHDOG, String(server.pid), signal], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.on('error', () => {});
  watchdog.stdin?.on('error', () => {});
  (watchdog.stdin as unknown as { unref(): void }).unref();
  watchdog.unref();
  return watchdog;
};
