import { EVIDENCE_KEPT_MS, EXACT_KEPT_MS, KEPT_YEARS_AT_LEAST } from '#libs/explanations';
import type { Clock } from '#libs/dispatch';
import type { RightsDatabase } from '../ports/database.js';
import type { Retention } from '../ports/retention.js';

const DAY_MS = 86_400_000;
/** With the day of a leap year: at least as long as the law says. */
const YEARS_MS = (KEPT_YEARS_AT_LEAST * 365 + 1) * DAY_MS;
/** One transaction's worth: short enough that nobody waits for it. */
const BATCH = 500;
/** In one turn, so that other work of the steward has its turn, too. */
const BATCHES_AT_ONCE = 20;

/** What is kept for how long, and by which rule; the table of docs/data-rights.md says the same. */
export const RETENTION = [
  {
    what: 'states',
    keptMs: EVIDENCE_KEPT_MS,
    retire: (tx, { beforeMs, limit }) => tx.deleteStates(beforeMs, limit),
  },
  {
    what: 'positions',
    keptMs: EVIDENCE_KEPT_MS,
    retire: (tx, { beforeMs, limit }) => tx.deleteFixes(beforeMs, limit),
  },
  {
    what: 'exact_facts',
    keptMs: EXACT_KEPT_MS,
    retire: (tx, { beforeMs, atMs, limit }) => tx.reduceRows(beforeMs, atMs, limit),
  },
  {
    what: 'orders',
    keptMs: YEARS_MS,
    retire: (tx, { beforeMs, limit }) => tx.deleteOrders(beforeMs, limit),
  },
  {
    what: 'outcomes',
    keptMs: YEARS_MS,
    retire: (tx, { beforeMs, limit }) => tx.deleteOutcomes(beforeMs, limit),
  },
  {
    what: 'requests',
    keptMs: YEARS_MS,
    retire: (tx, { beforeMs, limit }) => tx.deleteRequests(beforeMs, limit),
  },
  {
    what: 'audit',
    keptMs: YEARS_MS,
    retire: (tx, { beforeMs, limit }) => tx.deleteAudit(beforeMs, limit),
  },
  {
    what: 'restricted',
    keptMs: 0,
    retire: (tx, { atMs, limit }) => tx.deleteRestricted(atMs, limit),
  },
  {
    what: 'violations',
    keptMs: 0,
    retire: (tx, { atMs, limit }) => tx.expireViolations(atMs, limit),
  },
] as const satisfies readonly {
  what: string;
  keptMs: number;
  retire: (tx: Retention, at: { beforeMs: number; atMs: number; limit: number }) => Promise<number>;
}[];

export type Retired = Readonly<Record<(typeof RETENTION)[number]['what'], number>>;

/** One turn: a bounded number of batches of each kind. Answers what went. */
export async function retire(
  database: RightsDatabase,
  { clock }: { readonly clock: Clock },
): Promise<{ readonly retired: Retired; readonly more: boolean }> {
  const counts: Record<string, number> = {};
  let more = false;
  for (const { what, keptMs, retire: one } of RETENTION) {
    let gone = 0;
    let last = BATCH;
    for (let batch = 0; batch < BATCHES_AT_ONCE && last === BATCH; batch++) {
      const atMs = clock.nowMs();
      const at = { beforeMs: atMs - keptMs, atMs, limit: BATCH };
      last = await database.transact((tx) => one(tx.retention, at));
      gone += last;
    }
    more ||= last === BATCH;
    counts[what] = gone;
  }
  return { retired: counts as Retired, more };
}
