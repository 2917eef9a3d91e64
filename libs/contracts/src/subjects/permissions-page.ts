import { inboxPrefix, TEAM_PERMISSIONS } from './teams.js';

/** The table of subjects for people to read, beside the one for the broker. */
export function permissionsPage(): string {
  return [
    '# Who may say what on NATS',
    '',
    'Generated from `libs/contracts/src/subjects/teams.ts`; the same table as configuration is',
    '`docs/api/nats.conf.template`. Every request also needs a bearer token in the header',
    '`Authorization`: the broker decides which subjects a team reaches, the token decides whose rows.',
    '',
    'A client sets its inbox prefix to the one of its team; answers to any other are refused.',
    '',
    ...TEAM_PERMISSIONS.flatMap(({ team, purpose, publish, subscribe, answers }) => [
      `## ${team}`,
      '',
      purpose,
      '',
      `Inbox prefix \`${inboxPrefix(team)}\`.${answers ? ' May answer what it is asked, once.' : ''}`,
      '',
      'May publish:',
      '',
      ...publish.map((subject) => `- \`${subject}\``),
      '',
      'May subscribe:',
      '',
      ...subscribe.map((subject) => `- \`${subject}\``),
      '',
    ]),
  ].join('\n');
}
