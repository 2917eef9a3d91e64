import { createRequire } from 'node:module';
import type { Command } from 'commander';
import { obtainNats, obtainPostgres, readRunFile } from '#libs/embedded';
import { closeNats, rttMs } from '#libs/nats';
import { calendarWarning, CHINESE_CALENDAR, dayInShanghai } from '#libs/rights';
import { NatsAsker } from '../asking/nats-asker.js';
import { connectAs } from '../asking/teams.js';
import { installation, TokenDesk } from '../installation.js';

/** As package.json asks for. */
const NODE_MIN = [20, 19] as const;
const SKEW_MAX_MS = 1_000;
const ANSWER_MS = 1_000;

/** What was looked at and what was found; throws what is wrong. */
type Look = readonly [what: string, look: () => Promise<string>];

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'Look whether everything is here and, when an installation runs, whether it is well.',
    )
    .option('--name <name>', 'of the installation', process.env['PAIDAN_NAME'] || 'default')
    .action(async ({ name }: { readonly name: string }) => {
      const running = readRunFile(installation(name));
      const looks: Look[] = [
        ['Node', nodeVersion],
        ['calendar', calendar],
        ...(running === null ? embedded() : instance(name, running)),
      ];
      for (const [what, look] of looks) {
        const line = await look().then(
          (found) => `ok      ${what.padEnd(11)} ${found}`,
          (cause: unknown) => {
            if (cause instanceof Warning) return `warning ${what.padEnd(11)} ${cause.message}`;
            process.exitCode = 1;
            return `FAILED  ${what.padEnd(11)} ${cause instanceof Error ? cause.message : cause}`;
          },
        );
        process.stdout.write(`${line}\n`);
      }
    });
}

/** Worth knowing, and nothing is broken: due dates without a calendar are early, never late. */
class Warning extends Error {}

async function calendar(): Promise<string> {
  const missing = calendarWarning(CHINESE_CALENDAR, dayInShanghai(Date.now()));
  if (missing !== null) throw new Warning(missing);
  const years = [...CHINESE_CALENDAR.years];
  return `${CHINESE_CALENDAR.version}, days off up to ${Math.max(...years)}`;
}

async function nodeVersion(): Promise<string> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantMajor, wantMinor] = NODE_MIN;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return process.version;
  throw new Error(`expected ${NODE_MIN.join('.')} or newer, got ${process.version}`);
}

/**
 * Nothing runs: both servers are started for a moment, which is the only proof that they can be.
 */
function embedded(): Look[] {
  const options = {
    root: process.cwd(),
    name: 'doctor',
    ephemeral: true,
    log: () => undefined,
  };
  return [
    [
      'PostgreSQL',
      async () => {
        const { server } = await obtainPostgres(options);
        if (server === null) return 'DATABASE_URL names one';
        await server.stop();
        return `${server.version} starts and stops`;
      },
    ],
    [
      'NATS',
      async () => {
        const { server } = await obtainNats(options);
        if (server === null) return 'NATS_URL names one';
        await server.stop();
        return `${server.version} at ${server.binary} starts and stops`;
      },
    ],
    [
      'service',
      async () => 'is not running; the two servers above were started for this look only',
    ],
  ];
}

function instance(
  name: string,
  run: { databaseUrl: string; natsUrl: string; pid: number },
): Look[] {
  return [
    [
      'PostgreSQL',
      async () => {
        const { openPostgres } = await import('#libs/postgres');
        const options = { url: run.databaseUrl, poolSize: 1, applicationName: 'paidan-doctor' };
        const postgres = await openPostgres(options);
        try {
          const skewMs = Math.abs((await postgres.nowMs()) - Date.now());
          if (skewMs <= SKEW_MAX_MS) return `answers; its clock and ours are ${skewMs} ms apart`;
          throw new Error(`its clock and ours are ${skewMs} ms apart`);
        } finally {
          await postgres.close();
        }
      },
    ],
    ['NATS', () => natsAnswer(name, run.natsUrl)],
    ['service', () => serviceAnswer(name, run.natsUrl, run.pid)],
  ];
}

async function natsAnswer(name: string, url: string): Promise<string> {
  const connection = await connectAs('observer', url, installation(name));
  const version = connection.info?.version ?? 'of unknown version';
  const tookMs = await rttMs(connection, ANSWER_MS);
  await closeNats(connection);
  if (tookMs === null) throw new Error('does not answer');
  return `${version} at ${url} answers within ${tookMs} ms`;
}

async function serviceAnswer(name: string, url: string, pid: number): Promise<string> {
  const tokens = await TokenDesk.open(installation(name), 1);
  const connection = await connectAs('operations', url, installation(name));
  try {
    const who = { role: 'operator', subject: 'doctor' } as const;
    const stats = await new NatsAsker(connection, tokens).ask('stats.get', who, {});
    const { version } = createRequire(import.meta.url)('../../../../../package.json') as {
      version: string;
    };
    const { orders, eventsUnpublished, drivers } = stats;
    return (
      `${version}, process ${pid}: ${drivers.registered} drivers, ${orders} orders, ` +
      `${eventsUnpublished} events not yet published`
    );
  } finally {
    await closeNats(connection);
  }
}
