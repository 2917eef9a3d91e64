import type { Command } from 'commander';
import { PolicyMissing, replay, type ReplayResult } from '#libs/explanations';
import type { PostgresDatabase } from '#libs/postgres';
import { openDatabaseOf } from '../database-of.js';
import { wholeNumber } from '../whole-number.js';

const SAMPLE_MAX = 100_000;
const SHOWN_MAX = 5;

type Given = {
  readonly decision?: string;
  readonly sample?: number;
  readonly since?: string;
  readonly name: string;
};

type Verdict = ReplayResult['verdict'] | 'POLICY_MISSING';

export function addReplay(program: Command): void {
  program
    .command('replay')
    .description('Decide again from the records, and compare byte for byte. Ends with 1 on drift.')
    .option('--decision <id>', 'this one')
    .option('--sample <count>', 'so many, chosen by chance', wholeNumber(1, SAMPLE_MAX))
    .option('--since <time>', 'all since then, as 2026-11-22T00:00:00Z')
    .option('--name <name>', 'of a running installation', process.env['PAIDAN_NAME'] || 'default')
    .addHelpText('after', '\nReads the database that DATABASE_URL names, else that of --name.')
    .action(async (given: Given) => {
      process.exitCode = await replayAll(given);
    });
}

async function replayAll({ name, ...wanted }: Given): Promise<number> {
  const postgres = await openDatabaseOf(name, 'paidan-replay');
  try {
    const { database } = postgres;
    const counts: Record<Verdict, number> = {
      MATCH: 0,
      DRIFT: 0,
      ERASED: 0,
      POLICY_MISSING: 0,
    };
    for (const decisionId of await chosen(database, wanted)) {
      const { verdict, differences } = await verdictOn(database, decisionId);
      counts[verdict] += 1;
      const where = differences.slice(0, SHOWN_MAX).join(' ');
      process.stdout.write(`${verdict.padEnd(12)} ${decisionId} ${where}`.trimEnd() + '\n');
    }
    const summary = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`);
    process.stdout.write(`${summary.join(', ')}\n`);
    return counts.DRIFT + counts.POLICY_MISSING > 0 ? 1 : 0;
  } finally {
    await postgres.close();
  }
}

async function chosen(
  { sql }: PostgresDatabase,
  { decision, sample, since }: Omit<Given, 'name'>,
): Promise<string[]> {
  const asked = [decision, sample, since].filter((each) => each !== undefined);
  if (asked.length !== 1) throw new Error('Give one of --decision, --sample and --since.');
  if (decision !== undefined) return [decision];
  const sinceMs = since === undefined ? 0 : Date.parse(since);
  if (Number.isNaN(sinceMs)) throw new Error(`Expected a time such as 2026-11-22, got ${since}.`);
  const order = sample === undefined ? 'decided_at_ms, decision_id' : 'random()';
  const { rows } = await sql<{ decision_id: string }>(
    `SELECT decision_id FROM decisions WHERE decided_at_ms >= $1 ORDER BY ${order} LIMIT $2`,
    [sinceMs, sample ?? SAMPLE_MAX],
  );
  return rows.map(({ decision_id }) => decision_id);
}

async function verdictOn(
  { read }: PostgresDatabase,
  decisionId: string,
): Promise<{ verdict: Verdict; differences: readonly string[] }> {
  const decision = await read.ledger.decision(decisionId);
  if (decision === null) throw new Error(`There is no decision ${decisionId}.`);
  const drivers = await read.ledger.driverRows(decisionId);
  const policy = await read.policies.byHash(decision.policyHash);
  try {
    return replay({ ...decision, drivers }, policy);
  } catch (cause) {
    if (cause instanceof PolicyMissing) {
      return { verdict: 'POLICY_MISSING', differences: [cause.policyHash] };
    }
    throw cause;
  }
}
