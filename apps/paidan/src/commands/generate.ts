import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { apiFiles, type GeneratedFile } from '#libs/contracts';
import { obtainPostgres } from '#libs/embedded';

const REQUIREMENTS = 'docs/requirements.md';

export function addGenerate(program: Command): void {
  program
    .command('generate')
    .description('Write every file that is made from the code: interfaces, schema, requirements.')
    .option('--check', 'write nothing; name what is stale and end with 1', false)
    .action(async ({ check }: { readonly check: boolean }) => {
      const root = process.cwd();
      const files = [...apiFiles(), { path: 'libs/postgres/schema.sql', text: await schema() }];
      const stale: string[] = [];
      for (const file of files) if (!(await isFresh(root, file))) stale.push(file.path);
      if (!check) await Promise.all(files.map((file) => write(root, file)));
      if (!(await requirements(root, check))) stale.push(REQUIREMENTS);
      const what = check ? 'stale' : 'changed';
      for (const path of stale) process.stdout.write(`${what}: ${path}\n`);
      if (stale.length === 0) process.stdout.write('Every generated file is up to date.\n');
      process.exitCode = check && stale.length > 0 ? 1 : 0;
    });
}

/** From an empty database that exists for this alone, brought up by the migrations. */
async function schema(): Promise<string> {
  const { dumpSchema, migrate, openPostgres } = await import('#libs/postgres');
  const { url, server } = await obtainPostgres({
    root: process.cwd(),
    name: 'generate',
    ephemeral: true,
    log: (line) => void process.stderr.write(`${line}\n`),
    // A database that somebody named may hold anything.
    env: { ...process.env, DATABASE_URL: '' },
  });
  try {
    const postgres = await openPostgres({ url, poolSize: 2, applicationName: 'paidan-generate' });
    try {
      await migrate(postgres.dataSource, () => undefined);
    } finally {
      await postgres.close();
    }
    return await dumpSchema(url);
  } finally {
    await server?.stop();
  }
}

async function isFresh(root: string, { path, text }: GeneratedFile): Promise<boolean> {
  return (await readFile(join(root, path), 'utf8').catch(() => null)) === text;
}

async function write(root: string, { path, text }: GeneratedFile): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/**
 * Made from the names of the tests by a tool of its own, which needs no build. False when it was
 * stale.
 */
async function requirements(root: string, check: boolean): Promise<boolean> {
  const page = (): Promise<string | null> =>
    readFile(join(root, REQUIREMENTS), 'utf8').catch(() => null);
  const before = await page();
  const asked = [join(root, 'tools/requirements.mjs'), ...(check ? ['--check'] : [])];
  const { status } = spawnSync(process.execPath, asked, { stdio: 'inherit' });
  return status === 0 && (await page()) === before;
}
