import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(ROOT, 'dist/apps/paidan/src/main.js');
const NAME = `demo-test-${process.pid}`;
const RUN_MAX_MS = 150_000;

type Outcome = Readonly<
  Record<
    | 'drivers'
    | 'orders'
    | 'awarded'
    | 'expired'
    | 'cancelled'
    | 'decisions'
    | 'explanations'
    | 'events'
    | 'seconds',
    number
  >
>;

describe('the demo', () => {
  afterAll(async () => {
    await rm(join(ROOT, '.paidan', NAME), { recursive: true, force: true });
  });

  it(
    '[D1] starts everything, ends every order once with its reasons, and leaves nothing running',
    async () => {
      const { code, out, told } = await demo('--drivers', '300', '--orders', '20');
      expect({ code, told: code === 0 ? '' : told }).toEqual({ code: 0, told: '' });
      const outcome = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Outcome;

      expect(outcome.drivers).toBe(300);
      expect(outcome.orders).toBe(20);
      expect(outcome.awarded + outcome.expired + outcome.cancelled).toBe(outcome.orders);
      expect(outcome.awarded).toBeGreaterThanOrEqual(14);
      expect(outcome.expired).toBeGreaterThanOrEqual(1);
      expect(outcome.cancelled).toBe(1);
      // One recommendation and one conclusion at least for each that was not cancelled.
      expect(outcome.decisions).toBeGreaterThanOrEqual(2 * 19);
      expect(outcome.explanations).toBeGreaterThan(outcome.decisions);
      // A registration, consents and duty for each driver, and what became of the orders.
      expect(outcome.events).toBeGreaterThan(3 * 300);
      expect(outcome.seconds).toBeLessThan(90);
      expect(processesOf(NAME)).toEqual([]);
    },
    RUN_MAX_MS,
  );

  it(
    'stops in the middle when it is told to, and leaves nothing running',
    async () => {
      const { code, told } = await demo('--drivers', '300', '--stop-at', 'in force');
      expect({ code, told: code === 130 ? '' : told }).toEqual({ code: 130, told: '' });
      expect(processesOf(NAME)).toEqual([]);
    },
    RUN_MAX_MS,
  );
});

/** Runs it to its end; with `--stop-at` it is sent SIGTERM once it has said so. */
async function demo(
  ...args: readonly string[]
): Promise<{ code: number | null; out: string; told: string }> {
  const stop = args.indexOf('--stop-at');
  const [given, stopAt] = stop < 0 ? [args, null] : [args.slice(0, stop), args[stop + 1] ?? ''];
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(DATABASE|NATS|PAIDAN)_/.test(name)),
  );
  const server = process.env['NATS_SERVER'];
  const child = spawn(
    process.execPath,
    [MAIN, 'demo', '--once', '--json', '--name', NAME, ...given],
    {
      cwd: ROOT,
      env: { ...env, ...(server === undefined ? {} : { NATS_SERVER: server }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let [out, told] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
    if (stopAt !== null && told.includes(stopAt)) child.kill('SIGTERM');
  });
  await once(child, 'close');
  return { code: child.exitCode, out, told };
}

/**
 * Everything on this machine that was started under the name, by its command line or environment.
 */
function processesOf(name: string): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .flatMap((pid) => {
      const text = `${read(`/proc/${pid}/cmdline`)} ${read(`/proc/${pid}/environ`)}`;
      return text.includes(name) ? [`${pid} ${text.slice(0, 200)}`] : [];
    });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
