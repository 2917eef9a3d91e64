import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/apps/dispatcher/src/main.js', import.meta.url));
const START_MAX_MS = 60_000;

export type Ended = {
  readonly code: number | null;
  readonly out: string;
  readonly log: string;
};

/** One process of the service, with nothing of ours in its environment but what is named here. */
export class ServiceProcess {
  private out = '';
  private log = '';
  private address = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
  }

  /** Resolves once it says that it is ready. */
  static async start(env: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    const started = ServiceProcess.spawn(env);
    const deadline = Date.now() + START_MAX_MS;
    while (!started.out.includes('\n')) {
      if (started.ended || Date.now() > deadline) {
        started.child.kill('SIGKILL');
        throw new Error(`the service did not start:\n${started.log.slice(-4000)}`);
      }
      await delay(25);
    }
    started.address = (JSON.parse(started.out) as { ready: string }).ready;
    return started;
  }

  /** For one that is expected to end by itself. */
  static async run(env: Readonly<Record<string, string>>): Promise<Ended> {
    const started = ServiceProcess.spawn(env);
    const timer = setTimeout(() => started.child.kill('SIGKILL'), START_MAX_MS);
    if (!started.ended) await once(started.child, 'close');
    clearTimeout(timer);
    return { code: started.child.exitCode, out: started.out, log: started.log };
  }

  private static spawn(env: Readonly<Record<string, string>>): ServiceProcess {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    return new ServiceProcess(
      spawn(process.execPath, [MAIN], { stdio, env: { ...inherited(), PORT: '0', ...env } }),
    );
  }

  get url(): string {
    return this.address;
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error('the service was not started');
    return pid;
  }

  /** What it has logged so far, JSON lines. */
  get logged(): string {
    return this.log;
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Answers the exit code; null when a signal ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.ended) {
      const gone = once(this.child, 'exit');
      this.child.kill(signal);
      await gone;
    }
    return this.child.exitCode;
  }
}

function inherited(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'NATS_SERVER', 'LANG'];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
