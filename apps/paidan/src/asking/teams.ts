import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { inboxPrefix, passwordVariable, type Team } from '#libs/contracts';
import type { Instance } from '#libs/embedded';
import { connectNats, type NatsLog } from '#libs/nats';
import { folderOf } from '../installation.js';

const SILENT: NatsLog = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * To the broker as one of the teams its permissions know, with what that team may do and no more.
 */
export async function connectAs(
  team: Team,
  url: string,
  instance: Instance,
): Promise<NatsConnection> {
  const password = await passwordOf(team, instance);
  return connectNats({
    url,
    name: `paidan-cli-${team}`,
    inboxPrefix: inboxPrefix(team),
    ...(password === null ? {} : { user: team, password }),
    log: SILENT,
  });
}

/** Of the embedded broker's file, else from the variable that the shipped configuration names. */
async function passwordOf(team: Team, instance: Instance): Promise<string | null> {
  const named = process.env[passwordVariable(team)];
  if (named !== undefined && named !== '') return named;
  const file = join(folderOf(instance), 'nats-passwords.json');
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : ((JSON.parse(text) as Partial<Record<Team, string>>)[team] ?? null);
}
