import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { Option, type Command } from 'commander';
import { readRunFile } from '#libs/embedded';
import { folderOf, installation } from '../installation.js';
import { wholeNumber } from '../whole-number.js';

const USUAL_PORT = 8080;

type Given = {
  readonly once: boolean;
  readonly json: boolean;
  readonly drivers: number;
  readonly orders: number;
  readonly seed: number;
  readonly port?: number;
  readonly name: string;
  readonly fresh: boolean;
};

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('Start everything, and watch real orders meet drivers.')
    .option('--once', 'end when every order has ended, with the numbers', false)
    .option('--json', 'with --once: one JSON object as the last line of standard output', false)
    .option('--drivers <count>', 'drivers to register', wholeNumber(20, 50_000), 2000)
    .option('--orders <count>', 'orders to post', wholeNumber(20, 2_000), 60)
    .option('--seed <number>', 'the same seed, the same fleet', wholeNumber(0, 1_000_000), 1)
    .option('--port <port>', 'of the page; else 8080 or a free one', wholeNumber(0, 65_535))
    .option('--name <name>', 'of the installation; its data lies in .paidan/<name>', 'demo')
    .addOption(
      new Option('--fresh', 'delete the data of earlier runs first')
        .default(false)
        .conflicts('keepData'),
    )
    .option('--keep-data', 'go on with the data of earlier runs; the default')
    .action(async (given: Given) => {
      if (given.fresh) await deleteData(given.name);
      const { runDemo } = await import('./run-demo.js');
      const port = given.port ?? (given.once ? 0 : await usualPort());
      process.exit(await runDemo({ ...given, port }));
    });
}

async function deleteData(name: string): Promise<void> {
  const instance = installation(name);
  if (readRunFile(instance) !== null) {
    throw new Error(`"${name}" is running. Stop it before its data is deleted.`);
  }
  await rm(folderOf(instance), { recursive: true, force: true });
}

/** Any free one when the usual one is taken. */
function usualPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(0))
      .listen(USUAL_PORT, '127.0.0.1', () => probe.close(() => resolve(USUAL_PORT)));
  });
}
