import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { readRunFile } from '#libs/embedded';
import { closeNats } from '#libs/nats';
import { NatsAsker } from '../asking/nats-asker.js';
import { connectAs } from '../asking/teams.js';
import { installation, TokenDesk } from '../installation.js';

/** A driver of years has some thousands of parts; one that never ends is a fault, not a driver. */
const PARTS_MAX = 100_000;

type Given = { readonly driver: string; readonly name: string; readonly out?: string };

export function addCopy(program: Command): void {
  program
    .command('copy')
    .description('Write everything that is kept of a driver into a folder, as he may take it home.')
    .requiredOption('--driver <id>', 'whose copy')
    .option('--out <folder>', 'where to; copy-of-<id> when left out')
    .option('--name <name>', 'of the installation', process.env['PAIDAN_NAME'] || 'default')
    .action(async ({ driver, name, out }: Given) => {
      const folder = out ?? `copy-of-${driver}`;
      const files = await copyInto(folder, driver, name);
      process.stdout.write(`${files} files in ${folder}\n`);
    });
}

async function copyInto(folder: string, driverId: string, name: string): Promise<number> {
  if (!(await isFree(folder))) throw new Error(`${folder} is not empty; name another with --out.`);
  const instance = installation(name);
  const natsUrl = process.env['NATS_URL'] || readRunFile(instance)?.natsUrl;
  if (natsUrl === undefined) throw new Error(`"${name}" is not running.`);
  const asker = await connectAs('gateway', natsUrl, instance);
  try {
    const tokens = await TokenDesk.open(instance, 1);
    const who = { role: 'driver', subject: driverId } as const;
    const gateway = new NatsAsker(asker, tokens);
    let written = 0;
    let cursor: string | null = null;
    for (let part = 0; part < PARTS_MAX; part++) {
      const copy: { files: readonly { name: string; text: string }[]; nextCursor: string | null } =
        await gateway.ask(
          'driver.copy',
          who,
          cursor === null ? { driverId } : { driverId, cursor },
        );
      // Not before there is something to put in it: who is unknown leaves no empty folder.
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const file of copy.files) {
        await writeFile(join(folder, basename(file.name)), file.text, { mode: 0o600 });
        written += 1;
      }
      cursor = copy.nextCursor;
      if (cursor === null) return written;
    }
    throw new Error(`the copy does not end after ${PARTS_MAX} parts`);
  } finally {
    await closeNats(asker);
  }
}

/** Files of an earlier copy beside those of a new one would be taken for a part of it. */
const isFree = async (folder: string): Promise<boolean> =>
  (await readdir(folder).catch(noSuchFolder)).length === 0;

function noSuchFolder(cause: unknown): string[] {
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw cause;
}
