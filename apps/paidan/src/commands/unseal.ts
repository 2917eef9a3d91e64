import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { databaseUrlOf } from '../database-of.js';

type Given = { readonly key: string; readonly name: string; readonly erasure?: string };

/**
 * For the authority: opens what the law keeps about the erased. The private key is the authority's;
 * nothing of the service can do this.
 */
export function addUnseal(program: Command): void {
  program
    .command('unseal')
    .description(
      'Open the restricted records with the private key of the authority, as JSON lines.',
    )
    .requiredOption('--key <file>', 'PEM of the X25519 private key')
    .option('--erasure <id>', 'only those of one erasure')
    .option('--name <name>', 'of a running installation', process.env['PAIDAN_NAME'] || 'default')
    .addHelpText('after', '\nReads the database that DATABASE_URL names, else that of --name.')
    .action(async ({ key, name, erasure }: Given) => {
      const url = databaseUrlOf(name);
      const pem = await readFile(key, 'utf8');
      const { openPostgres, unseal } = await import('#libs/postgres');
      const postgres = await openPostgres({ url, poolSize: 1, applicationName: 'paidan-unseal' });
      try {
        const { rows } = await postgres.database.sql<{
          record_id: string;
          erasure_id: string;
          kind: string;
          retain_until_ms: number;
          sealed: Buffer;
        }>(
          `SELECT record_id, erasure_id, kind, retain_until_ms, sealed FROM restricted_records
           WHERE $1::text IS NULL OR erasure_id = $1 ORDER BY erasure_id, kind, record_id`,
          [erasure ?? null],
        );
        for (const { record_id, erasure_id, kind, retain_until_ms, sealed } of rows) {
          const content: unknown = JSON.parse(unseal(pem, sealed, record_id));
          const line = {
            erasureId: erasure_id,
            kind,
            retainUntil: new Date(retain_until_ms).toISOString(),
            content,
          };
          process.stdout.write(`${JSON.stringify(line)}\n`);
        }
      } finally {
        await postgres.close();
      }
    });
}
