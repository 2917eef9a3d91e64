import { connect } from '@nats-io/transport-node';
import { jetstreamManager } from '@nats-io/jetstream';
import { inboxPrefix } from '#libs/contracts';
import { readStream } from '#libs/nats';
import type { TestDatabase } from './database.js';
import type { TestService } from './service.js';

/** Something that would be found wherever it was left. */
export type Canary = { readonly name: string; readonly text: string };

/**
 * Every row of every table, keys included, as text. Bytes are given as the characters they are:
 * spelt in hex, any five digits turn up by chance in a few thousand encrypted rows.
 */
export async function databaseText(database: TestDatabase): Promise<ReadonlyMap<string, string>> {
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const texts = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    texts.set(name, rows.map(({ row }) => withBytes(row)).join('\n'));
  }
  return texts;
}

const withBytes = (row: string): string =>
  row.replace(/\\+x([0-9a-f]*)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'));

/** Every message of every stream: subject and content. */
export async function streamText(service: TestService): Promise<ReadonlyMap<string, string>> {
  const { url, passwords } = await service.natsAddress();
  const connection = await connect({
    servers: url,
    inboxPrefix: inboxPrefix('dispatcher'),
    user: 'dispatcher',
    pass: passwords.dispatcher,
  });
  try {
    const manager = await jetstreamManager(connection);
    const texts = new Map<string, string>();
    for await (const { config } of manager.streams.list()) {
      const messages: string[] = [];
      for await (const batch of readStream(connection, config.name, 1)) {
        for (const { subject, data } of batch) {
          messages.push(`${subject} ${new TextDecoder().decode(data)}`);
        }
      }
      texts.set(config.name, messages.join('\n'));
    }
    return texts;
  } finally {
    await connection.close();
  }
}

/**
 * `place: canary` for each that is found, by itself or spelt in hex. A number counts where it
 * stands alone: five digits inside a time or a hash are not it.
 */
export function found(canaries: readonly Canary[], texts: ReadonlyMap<string, string>): string[] {
  const sought = canaries.map(({ name, text }) => ({ name, is: traceOf(text) }));
  return [...texts].flatMap(([place, text]) =>
    sought.filter(({ is }) => is.test(text)).map(({ name }) => `${place}: ${name}`),
  );
}

function traceOf(text: string): RegExp {
  if (/^\d+$/.test(text)) return new RegExp(`(?<![0-9A-Za-z.])${text}(?![0-9A-Za-z])`);
  const hex = Buffer.from(text).toString('hex');
  return new RegExp(`${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}|${hex}`);
}
