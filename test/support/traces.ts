import { connect } from '@nats-io/transport-node';
import { jetstreamManager } from '@nats-io/jetstream';
import { inboxPrefix } from '#libs/contracts';
import { readStream } from '#libs/nats';
import type { TestDatabase } from './database.js';
import type { TestService } from './service.js';

/** Something that would be found wherever it was left. */
export type Canary = { readonly name: string; readonly text: string };

/** Every row of every table, keys included, as text; bytes are spelt in hex. */
export async function databaseText(database: TestDatabase): Promise<ReadonlyMap<string, string>> {
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const texts = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    texts.set(name, rows.map(({ row }) => row).join('\n'));
  }
  return texts;
}

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

/** `place: canary` for each that is found, by itself or spelt in hex. */
export function found(canaries: readonly Canary[], texts: ReadonlyMap<string, string>): string[] {
  return [...texts].flatMap(([place, text]) =>
    canaries
      .filter(
        ({ text: canary }) =>
          text.includes(canary) || text.includes(Buffer.from(canary).toString('hex')),
      )
      .map(({ name }) => `${place}: ${name}`),
  );
}
