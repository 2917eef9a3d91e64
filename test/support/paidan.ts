import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/apps/paidan/src/main.js', import.meta.url));
const RUN_MAX_MS = 60_000;

export type Ran = { readonly code: number; readonly out: string };

/** The command line as its users run it, in a folder that knows of no installation. */
export async function paidan(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const home = await mkdtemp(join(tmpdir(), 'paidan-cli-'));
  const ran = new Promise<Ran>((resolve) => {
    execFile(
      process.execPath,
      [MAIN, ...args],
      { timeout: RUN_MAX_MS, env: { PATH: process.env['PATH'], PAIDAN_HOME: home, ...env } },
      (fault, out, err) => {
        const code = fault === null ? 0 : typeof fault.code === 'number' ? fault.code : -1;
        resolve({ code, out: out + err });
      },
    );
  });
  return ran.finally(() => rm(home, { recursive: true, force: true }));
}
