import { Option, type Command } from 'commander';
import { ROLLOUT_REGIONS, type RolloutRegion } from '#libs/contracts';
import { readRunFile } from '#libs/embedded';
import { REHEARSED_MAX } from '#libs/dispatch';
import { policyChanges } from '#libs/matcher';
import { installation } from '../installation.js';
import { policyNamed, SOURCES_HELP } from '../policies/documents.js';
import {
  activate,
  endRollout,
  listRollouts,
  startRollout,
  type Stage,
} from '../policies/letting-in.js';
import { WHERE_HELP, type Where } from '../policies/service-desk.js';
import { shadow, type ShadowGiven } from '../policies/shadow.js';
import { diffLines, largeLine, wordsOf } from '../policies/words.js';
import { wholeNumber } from '../whole-number.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * From a document to what decides: check and compare it, rehearse it, let it in, put it in force.
 */
export function addPolicy(program: Command): void {
  const policy = program
    .command('policy')
    .description('Check, compare, rehearse, let in and put in force the rules of allocation.');
  addCheck(policy);
  addDiff(policy);
  addShadow(policy);
  addRollout(policy);
  addActivate(policy);
}

function addCheck(policy: Command): void {
  where(policy.command('check'))
    .description('Does a document hold? And what would it change? Ends with 1 when it does not.')
    .argument('<policy>', 'a file, or another source')
    .option('--against <policy>', 'what it would follow on')
    .addHelpText(
      'after',
      `${SOURCES_HELP}
Without --against: the one in force in its city, when an installation runs; else the default.

  $ paidan policy check hangzhou.json
  $ paidan policy check hangzhou.json --against default`,
    )
    .action(async (source: string, given: Where & { readonly against?: string }) => {
      const { policy: checked, hash } = await policyNamed(source, given);
      say(`${checked.name} version ${checked.version} for ${checked.cityCode} holds`);
      say(hash);
      const against = given.against ?? usualBase(given, checked.cityCode);
      const before = await policyNamed(against, given);
      const changes = policyChanges(before.policy, checked);
      say(`beside ${against} (${before.policy.name} version ${before.policy.version}):`);
      for (const words of wordsOf(changes)) say(`  ${words}`);
      const large = largeLine(changes);
      if (large !== null) say(large);
    });
}

const usualBase = ({ name, url }: Where, cityCode: string): string =>
  url !== undefined || process.env['NATS_URL'] || readRunFile(installation(name)) !== null
    ? `in-force:${cityCode}`
    : 'default';

function addDiff(policy: Command): void {
  where(policy.command('diff'))
    .description('What two policies say differently: weights by share, tables point by point.')
    .argument('<before>', 'a file, or another source')
    .argument('<after>', 'a file, or another source')
    .option('--json', 'for programs', false)
    .addHelpText(
      'after',
      `${SOURCES_HELP}

  $ paidan policy diff in-force:3301 hangzhou.json
  $ paidan policy diff default hangzhou.json --json`,
    )
    .action(async (before: string, after: string, given: Where & { readonly json: boolean }) => {
      const [was, is] = [await policyNamed(before, given), await policyNamed(after, given)];
      const changes = policyChanges(was.policy, is.policy);
      const lines = given.json ? [JSON.stringify(changes, null, 2)] : diffLines(changes);
      lines.forEach(say);
      const large = given.json ? null : largeLine(changes);
      if (large !== null) say(large);
    });
}

function addShadow(policy: Command): void {
  policy
    .command('shadow')
    .description(
      'Which past decisions would turn under a policy, and for whom; kept as a rehearsal.',
    )
    .argument('<policy>', 'a file, or another source')
    .option('--since <time>', 'only decisions since then, as 2026-11-22T00:00:00Z')
    .option('--sample <count>', 'at most so many', wholeNumber(1, REHEARSED_MAX), 1_000)
    .option('--drivers', 'name the drivers whose orders would turn; on record as shown', false)
    .option('--json', 'for programs', false)
    .option('--name <name>', 'of an installation', process.env['PAIDAN_NAME'] || 'default')
    .option('--as <id>', "the operator's id, for the record", 'operator')
    .addHelpText(
      'after',
      `${SOURCES_HELP}
Reads the database that DATABASE_URL names, else that of --name, and keeps the run there. A sample
is the same each time. Large changes of weights need a run of at least a hundred decisions.

  $ paidan policy shadow hangzhou.json
  $ paidan policy shadow hangzhou.json --since 2026-11-01 --sample 20000 --json > report.json`,
    )
    .action((source: string, given: ShadowGiven) => shadow(source, given));
}

type Starting = Where & {
  readonly percent?: number;
  readonly switchback?: number;
  readonly region?: RolloutRegion;
  readonly from?: string;
  readonly until?: string;
  readonly force: boolean;
};

function addRollout(policy: Command): void {
  const rollout = policy
    .command('rollout')
    .description('Let a policy decide for a share of new orders, beside the one in force.');
  where(rollout.command('start'))
    .description('Begin, or go on with another share. Orders keep the policy they drew.')
    .argument('<policy>', 'a file, or another source')
    .option('--percent <share>', 'of orders, or of stretches', wholeNumber(0, 100))
    .option('--switchback <minutes>', 'by region and stretches so long', wholeNumber(10, 10_080))
    .addOption(new Option('--region <region>', 'of a switchback').choices(ROLLOUT_REGIONS))
    .option('--from <time>', 'as 2026-11-22T08:00:00+08:00; now unless told')
    .option('--until <time>', 'until it is ended unless told')
    .option('--force', 'insist on a large change that was rehearsed', false)
    .addHelpText(
      'after',
      `${SOURCES_HELP}${WHERE_HELP}

  $ paidan policy rollout start hangzhou.json --percent 10
  $ paidan policy rollout start hangzhou.json --percent 30
  $ paidan policy rollout start hangzhou.json --switchback 120 --region market --percent 50`,
    )
    .action((source: string, given: Starting) => startRollout(source, given, stageOf(given)));
  where(rollout.command('end'))
    .description('New orders follow the policy in force again; those that drew the other keep it.')
    .argument('<rolloutId>', 'as start and list tell it')
    .requiredOption('--reason <words>', 'for the audit')
    .addHelpText('after', WHERE_HELP)
    .action((rolloutId: string, given: Where & { readonly reason: string }) =>
      endRollout(rolloutId, given, given.reason),
    );
  where(rollout.command('list'))
    .description('All of them, newest first.')
    .option('--json', 'for programs', false)
    .addHelpText('after', WHERE_HELP)
    .action((given: Where & { readonly json: boolean }) => listRollouts(given, given.json));
}

/** A switchback is half and half unless told; of orders nobody guesses a share. */
function stageOf({ percent, switchback, region, from, until, force }: Starting): Stage {
  const share = percent ?? (switchback === undefined ? undefined : 50);
  if (share === undefined) throw new Error('Give --percent, --switchback or both.');
  return {
    method: switchback === undefined ? 'percent' : 'switchback',
    percent: share,
    ...(switchback === undefined ? {} : { windowMinutes: switchback }),
    ...(region === undefined ? {} : { region }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    force,
  };
}

function addActivate(policy: Command): void {
  where(policy.command('activate'))
    .description('Put a policy in force for all new orders of its city; a rollout there ends.')
    .argument('<policy>', 'a file, or another source; the hash of an earlier one goes back to it')
    .option('--force', 'insist on a large change that was rehearsed', false)
    .addHelpText(
      'after',
      `${SOURCES_HELP}${WHERE_HELP}

  $ paidan policy activate hangzhou.json
  $ paidan policy activate hangzhou.json --force   # after paidan policy shadow hangzhou.json`,
    )
    .action((source: string, given: Where & { readonly force: boolean }) =>
      activate(source, given),
    );
}

const where = (command: Command): Command =>
  command
    .option('--name <name>', 'of an installation', process.env['PAIDAN_NAME'] || 'default')
    .option('--url <address>', 'of the service, to ask it over HTTP')
    .option('--as <id>', "the operator's id", 'operator');
