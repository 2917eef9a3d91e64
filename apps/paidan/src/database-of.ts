import { kekFile, readKek, readRunFile } from '#libs/embedded';
import type { Postgres } from '#libs/postgres';
import { installation } from './installation.js';

/** The database that DATABASE_URL names, else that of a running installation. */
export function databaseUrlOf(name: string): string {
  const url = process.env['DATABASE_URL'] || readRunFile(installation(name))?.databaseUrl;
  if (url === undefined) {
    throw new Error(`"${name}" is not running. Start it, or name its database in DATABASE_URL.`);
  }
  return url;
}

/** Opened with the key that its records are sealed under. */
export async function openDatabaseOf(name: string, applicationName: string): Promise<Postgres> {
  const url = databaseUrlOf(name);
  const { openPostgres } = await import('#libs/postgres');
  const kek = await readKek(process.env['KEK_FILE'] || kekFile(installation(name)));
  return openPostgres({ url, poolSize: 2, applicationName, kek });
}
