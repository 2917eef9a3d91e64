import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const START_MAX_MS = 60_000;
const STOP_MAX_MS = 25_000;
const LOG_KEPT = 20_000;

export type Child = {
  readonly url: string;
  readonly pid: number;
  /** For a dispatcher whose time is ours (CLOCK=parent): resolves when it has taken note. */
  tellTime(nowMs: number): Promise<void>;
  /** As an operator would; by force when that takes too long. */
  stop(): Promise<void>;
};

/**
 * A server of ours as its own process: ready when it prints `{"ready": url}`. It ends by itself
 * when its standard input closes, that is with us.
 */
export async function startChild(
  file: string,
  env: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
  /** Unix time it begins at, where it asks for one. */
  firstMs: number | null = null,
): Promise<Child> {
  const child = spawn(process.execPath, [...nodeOptions, file], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    env: { ...inherited(), ...env },
  });
  let out = '';
  let log = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-LOG_KEPT)));
  if (firstMs !== null) child.once('message', () => child.send({ nowMs: firstMs }));
  const tellTime = async (nowMs: number): Promise<void> => {
    const heard = once(child, 'message');
    child.send({ nowMs });
    await heard;
  };
  const over = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const stop = async (): Promise<void> => {
    if (over()) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const killing = setTimeout(() => child.kill('SIGKILL'), STOP_MAX_MS);
    await ended.finally(() => clearTimeout(killing));
  };
  for (const end = Date.now() + START_MAX_MS; !out.includes('\n'); await delay(20)) {
    if (!over() && Date.now() < end) continue;
    await stop();
    throw new Error(`${file} did not start:\n${log}`);
  }
  const { ready } = JSON.parse(out.slice(0, out.indexOf('\n'))) as { ready: string };
  return { url: ready, pid: child.pid ?? 0, tellTime, stop };
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
