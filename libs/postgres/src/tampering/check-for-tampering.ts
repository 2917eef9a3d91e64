import type { Postgres } from '../open.js';
import { sqlOf } from '../sql.js';
import { checkDecisions, type DecisionCounts } from './check-decisions.js';
import { checkLog, type LogCounts, type Trusted } from './check-log.js';
import type { Finding } from './finding.js';

/** A database that was tampered with all over is told of in so many lines. */
const FINDINGS_MAX = 1_000;

export type TamperReport = {
  readonly counts: DecisionCounts & LogCounts;
  readonly findings: readonly Finding[];
  /** There were more. */
  readonly more: boolean;
};

/**
 * Walks everything, from each driver's bytes to the last signature, as of one moment: records →
 * commitments → roots → leaves → nodes → checkpoints. Changes nothing. Beside a service that works
 * it is a reader like any other, for as long as it takes.
 */
export async function checkForTampering(
  { dataSource, keys }: Pick<Postgres, 'dataSource' | 'keys'>,
  trusted: Trusted,
): Promise<TamperReport> {
  const findings: Finding[] = [];
  let more = false;
  const report = (kind: Finding['kind'], where: string, detail: string): void => {
    if (findings.length < FINDINGS_MAX) findings.push({ kind, where, detail });
    else more = true;
  };
  // What was read before the walk must not hide what lies in the database now.
  keys.forget();
  return dataSource.transaction('REPEATABLE READ', async ({ queryRunner }) => {
    if (queryRunner === undefined) throw new Error('a transaction without its connection');
    const sql = sqlOf(queryRunner);
    await sql('SET TRANSACTION READ ONLY');
    const log = await checkLog(sql, trusted, report);
    const decisions = await checkDecisions({ sql, keys, report });
    return { counts: { ...decisions, ...log }, findings, more };
  });
}
