import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { natsAuthorization, TEAMS, type Team } from '#libs/contracts';

export type BrokerAccess = {
  readonly configText: string;
  readonly user: string | null;
  readonly password: string | null;
};

/**
 * The embedded broker runs with the shipped table of permissions and passwords of its own, made
 * once an installation and kept in a file that only its owner reads. A broker somebody else runs
 * has its own.
 */
export async function brokerConfiguration(
  folder: string,
  embedded: boolean,
): Promise<BrokerAccess> {
  if (!embedded) return { configText: '', user: null, password: null };
  const passwords = await brokerPasswords(folder);
  return {
    configText: natsAuthorization(passwords),
    user: 'dispatcher' satisfies Team,
    password: passwords.dispatcher,
  };
}

async function brokerPasswords(folder: string): Promise<Readonly<Record<Team, string>>> {
  const file = join(folder, 'nats-passwords.json');
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return JSON.parse(known) as Record<Team, string>;
  await mkdir(folder, { recursive: true });
  // nats-server takes a value of digits alone for a number, hence the letter.
  const made = Object.fromEntries(
    TEAMS.map((team) => [team, `p${randomBytes(18).toString('hex')}`]),
  ) as Record<Team, string>;
  await writeFile(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}
