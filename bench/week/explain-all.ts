import {
  explainDecisionToDriver,
  InsightBook,
  pastEvidence,
  PolicyShelf,
  type Explaining,
} from '#libs/dispatch';
import { replay, whyNotReached, type DriverExplanation } from '#libs/explanations';
import type { PostgresDatabase } from '#libs/postgres';
import type { Player } from './cast.js';
import { countIn, faultsOf } from './explained.js';
import { remember } from './memory.js';
import { RememberedTx } from './remembered.js';

const FAULTS_SHOWN_MAX = 20;
/** Of those in no record, every so many is told everything, the others the reason alone. */
const OTHERS_WHOLE = 200;

export type Explained = {
  readonly decisions: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** In the record, and not in it. */
  readonly recorded: number;
  readonly others: number;
  readonly roles: Readonly<Record<string, number>>;
  /** Of those in no record, most of whom are told the reason alone. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly replayed: Readonly<Record<string, number>>;
  readonly counterfactuals: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
  readonly faultCount: number;
};

type Means = {
  readonly database: PostgresDatabase;
  readonly cast: readonly Player[];
  readonly nowMs: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  readonly heard: (told: DriverExplanation) => void;
};

/**
 * Every decision to everyone: by the use case that answers a driver, with the records it would
 * read; and each decision decided again.
 */
export async function explainAll(means: Means): Promise<Explained> {
  const { database, cast, nowMs, say, signal, heard } = means;
  say('reading the week …');
  const memory = await remember(database, cast);
  const remembered = new RememberedTx(database.read, memory);
  const { tx } = remembered;
  const explaining: Explaining = {
    policies: new PolicyShelf(),
    clock: { nowMs: () => nowMs },
    standing: {
      controller: { name: 'week', contact: 'week', protectionOfficer: 'week' },
      codeDigest: null,
    },
    insights: new InsightBook(),
    evidenceHeld: async () => false,
  };
  const byKind: Record<string, number> = {};
  const roles: Record<string, number> = {};
  const reasons: Record<string, number> = {};
  const replayed: Record<string, number> = {};
  const counterfactuals: Record<string, number> = {};
  const faults: string[] = [];
  let [faultCount, recorded, others, done] = [0, 0, 0, 0];
  const fault = (words: string): void => {
    faultCount += 1;
    if (faults.length < FAULTS_SHOWN_MAX) faults.push(words);
  };
  // By order, so that what one explanation has read the next one finds.
  const inOrder = [...memory.decisions.values()].sort((a, b) =>
    a.orderId === b.orderId
      ? a.decidedAtMs - b.decidedAtMs
      : (a.orderId ?? '') < (b.orderId ?? '')
        ? -1
        : 1,
  );
  for (const decision of inOrder) {
    signal.throwIfAborted();
    const { decisionId, kind } = decision;
    countIn(byKind, kind);
    const rows = await remembered.rowsOf(decisionId);
    const policy = await explaining.policies.get(tx, decision.policyHash);
    const { verdict } = replay({ ...decision, drivers: [...rows.values()] }, policy);
    countIn(replayed, verdict);
    if (verdict === 'DRIFT') fault(`${kind} ${decisionId}: decided otherwise the second time`);
    const bundle = decision.bundle;
    const order = decision.orderId === null ? null : (memory.orders.get(decision.orderId) ?? null);
    for (const [index, { driverId }] of cast.entries()) {
      const row = rows.get(driverId) ?? null;
      if (row === null && (index + recorded) % OTHERS_WHOLE !== 0) {
        const evidence = await pastEvidence(tx, order, driverId, decision.decidedAtMs);
        const { reason } = whyNotReached({ header: decision, bundle, evidence, policy });
        countIn(reasons, reason);
        others += 1;
        continue;
      }
      const asker =
        kind === 'recommendation' && (row?.rank ?? 0) > 3
          ? null
          : { subject: driverId, role: 'driver' as const };
      const told = await explainDecisionToDriver(tx, explaining, { decisionId, driverId, asker });
      for (const words of faultsOf(told, row, driverId)) {
        fault(`${kind} ${decisionId} ${driverId}: ${words}`);
      }
      countIn(roles, `${kind} ${told.role}${row === null ? ' (worked out)' : ''}`);
      if (row === null) others += 1;
      else {
        recorded += 1;
        heard(told);
        if (kind === 'award' && told.role === 'LOST') {
          countIn(counterfactuals, told.counterfactuals?.verdict ?? 'UNAVAILABLE');
        }
      }
    }
    if (++done % 500 === 0) say(`${done} of ${inOrder.length} decisions explained`);
  }
  const decisions = inOrder.length;
  return {
    decisions,
    byKind,
    recorded,
    others,
    roles,
    reasons,
    replayed,
    counterfactuals,
    faults,
    faultCount,
  };
}
