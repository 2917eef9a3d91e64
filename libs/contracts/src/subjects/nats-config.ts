import { TEAM_PERMISSIONS, TEAMS, type Team, type TeamPermissions } from './teams.js';

/** An answer that comes later than this reaches nobody: every caller has given up by then. */
const ANSWER_WITHIN = '30s';

/** Configuration of nats-server 2.9.10 and newer, to be pasted or included into a server's own. */
export function natsAuthorization(passwords: Readonly<Record<Team, string>>): string {
  return authorization((team) => quoted(passwords[team]));
}

/** The name of the environment variable that the shipped configuration takes a password from. */
export const passwordVariable = (team: Team): string =>
  `PAIDAN_NATS_${team.toUpperCase().replaceAll('-', '_')}_PASSWORD`;

/** The same for a server that is set up by hand: nats-server itself fills in the variables. */
export function natsConfigTemplate(): string {
  const header = [
    '# Who may publish and subscribe what on the broker of Paidan. Generated: change',
    '# libs/contracts/src/subjects/teams.ts and run `npm run generate`.',
    '#',
    '# nats-server takes the passwords from its environment. It reads a value of digits only as a',
    '# number and then refuses it, so begin each with a letter:',
    ...TEAMS.map((team) => `#   ${passwordVariable(team)}`),
    '',
    'jetstream {}',
    '',
  ];
  return `${header.join('\n')}\n${authorization((team) => `$${passwordVariable(team)}`)}`;
}

function authorization(password: (team: Team) => string): string {
  const users = TEAM_PERMISSIONS.map((each) => user(each, password(each.team)));
  return `authorization {\n  users = [\n${users.join('\n')}\n  ]\n}\n`;
}

function user(
  { team, purpose, publish, subscribe, answers }: TeamPermissions,
  password: string,
): string {
  const lines = [
    `    # ${purpose}`,
    '    {',
    `      user: ${quoted(team)}`,
    `      password: ${password}`,
    '      permissions {',
    ...allow('publish', publish),
    ...allow('subscribe', subscribe),
    ...(answers ? [`        allow_responses { max: 1, expires: ${quoted(ANSWER_WITHIN)} }`] : []),
    '      }',
    '    }',
  ];
  return lines.join('\n');
}

function allow(what: 'publish' | 'subscribe', subjects: readonly string[]): string[] {
  const rows = subjects.map((subject) => `          ${quoted(subject)}`);
  return [`        ${what} {`, '          allow = [', ...rows, '          ]', '        }'];
}

/** Double quotes keep `$` from being read as a variable; what would need escapes is refused. */
function quoted(text: string): string {
  if (!/^[\x20-\x7e]+$/.test(text) || /["\\]/.test(text)) {
    throw new Error('expected printable ASCII without quotes and backslashes');
  }
  return `"${text}"`;
}
