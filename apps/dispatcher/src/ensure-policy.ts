import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { putPolicy, Rejection, type Database, type Matching } from '#libs/dispatch';
import { defaultPolicy } from '#libs/matcher';

const STARTER = { role: 'service', subject: 'dispatcher', requestId: null } as const;

/** There is always a policy: the one named, else the default when none was ever activated. */
export async function ensurePolicy(
  database: Database,
  matching: Matching,
  file: string | null,
  log: Logger,
): Promise<void> {
  if (file === null && (await database.read.policies.activeFor('*')) !== null) return;
  const document: unknown =
    file === null ? defaultPolicy : JSON.parse(await readFile(file, 'utf8'));
  try {
    const { hash, policy } = await database.transact((tx) =>
      putPolicy(tx, matching, STARTER, { document, activate: true }),
    );
    log.info({ hash, name: policy.name, version: policy.version }, 'a policy is in force');
  } catch (cause) {
    // Orders go on under the rules they had: a restart is no way round a rehearsal, and an outage
    // is no answer to a file.
    if (!(cause instanceof Rejection) || cause.code !== 'policy_change_large') throw cause;
    const { message, errors } = cause;
    log.error({ file, errors }, `POLICY_FILE is not put in force: ${message}`);
  }
}
