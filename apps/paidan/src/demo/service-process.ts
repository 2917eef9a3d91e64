import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readRunFile, type Instance } from '#libs/embedded';
import { folderOf } from '../installation.js';

const DISPATCHER = fileURLToPath(new URL('../../../dispatcher/src/main.js', import.meta.url));
/** A run that was killed needs a moment to let go of its folder. */
const IN_USE_WAIT_MS = 25_000;
const IN_USE = 'is in use by';
const STOP_MAX_MS = 30_000;

export type RunningService = {
  readonly url: string;
  readonly natsUrl: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves when it ends, asked or not, with how. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
};

type StartOptions = {
  readonly port: number;
  readonly say: (line: string) => void;
  /** Gives the start up. */
  readonly signal: AbortSignal;
};

/**
 * The real service as a process of its own, as `npm start` runs it. Its lines go to a file, the
 * ones about its start also to whoever watches. It ends with us: also when we are killed its input
 * closes.
 */
export async function startService(
  instance: Instance,
  { port, say, signal }: StartOptions,
): Promise<RunningService> {
  const waitUntilMs = Date.now() + IN_USE_WAIT_MS;
  for (let told = false; ; told = true) {
    const attempt = await launch(instance, { port, say, signal });
    if ('url' in attempt) return attempt;
    if (signal.aborted) throw new Error('Stopped while it was starting.');
    // One line says it; where in the program it was found out helps nobody.
    const inUse = attempt.fault.split('\n').find((line) => line.includes(IN_USE));
    if (inUse === undefined || Date.now() > waitUntilMs) {
      throw new Error(`The service did not start.\n${inUse ?? attempt.fault}`);
    }
    if (!told) say(`${inUse} Waiting for it to end …`);
    await delay(500);
  }
}

async function launch(
  instance: Instance,
  { port, say, signal }: StartOptions,
): Promise<RunningService | { readonly fault: string }> {
  const logFile = join(folderOf(instance), 'dispatcher.log');
  mkdirSync(folderOf(instance), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  const child = spawn(process.execPath, [...process.execArgv, DISPATCHER], {
    // A group of its own: Ctrl-C reaches us alone, and we stop things in order.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PAIDAN_NAME: instance.name,
      PORT: String(port),
      PARTS: '',
      JWKS_URL: '',
      STOP_WITH_STDIN: 'yes',
    },
  });
  child.stdin.on('error', () => {});
  let fault = '';
  let ready = false;
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.write(`${line}\n`);
    if (ready) return;
    const told = messageIn(line);
    if (told === null) fault = `${fault}${line}\n`;
    else if (told !== '') say(told);
  });
  const ended = once(child, 'close').then(
    ([code, signal]: unknown[]) => `${signal === null ? `exit code ${code}` : signal}`,
  );
  const giveUp = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', giveUp);
  const url = await Promise.race([readyUrl(child), ended.then(() => null)]);
  signal.removeEventListener('abort', giveUp);
  if (url === null) return { fault };
  ready = true;
  return {
    url,
    natsUrl: readRunFile(instance)?.natsUrl ?? process.env['NATS_URL'] ?? '',
    pid: child.pid ?? 0,
    logFile,
    ended,
    stop: () => stop(child, ended),
  };
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      resolve((JSON.parse(line) as { ready: string }).ready);
    });
  });
}

/** Of a line of the service's log; null for anything else, such as an error's own text. */
function messageIn(line: string): string | null {
  try {
    const { msg = '' } = JSON.parse(line) as { msg?: string };
    return msg;
  } catch {
    return null;
  }
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MAX_MS);
  await ended;
  clearTimeout(timer);
}
