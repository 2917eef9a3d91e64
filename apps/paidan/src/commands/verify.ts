import type { Command } from 'commander';
import { verifyDatabase } from '../verifying/verify-database.js';
import { verifyFiles } from '../verifying/verify-files.js';

type Given = {
  readonly key?: string;
  readonly database?: true;
  readonly held?: string;
  readonly name: string;
};

const HELP = `
A file is what the service gives out as decision.proof or log.consistency. Checking one needs no
network and no service. Give several, of different days, to have their checkpoints compared.

With --database everything that is stored is walked, from each record to the last signature.
Ends with 0 when everything holds, with 1 when anything does not.`;

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('Check that a record, or a whole database, is what was signed. Offline.')
    .argument('[files...]', 'proofs and consistency proofs, as JSON')
    .option('--key <vkey>', "the log's public key as you know it, name+id+key")
    .option('--database', 'walk the database that DATABASE_URL names, else that of --name')
    .option('--held <file>', 'with --database: a checkpoint, or a proof, kept outside of it')
    .option('--name <name>', 'of an installation', process.env['PAIDAN_NAME'] || 'default')
    .addHelpText('after', HELP)
    .action(async (files: readonly string[], given: Given) => {
      const { key = null, held = null, name } = given;
      if (files.length > 0 === (given.database === true)) {
        throw new Error('Give one or more files, or --database.');
      }
      const say = (line: string): void => void process.stdout.write(`${line}\n`);
      const holds =
        given.database === true
          ? await verifyDatabase({ name, key, held }, say)
          : await verifyFiles(files, key, say);
      process.exitCode = holds ? 0 : 1;
    });
}
