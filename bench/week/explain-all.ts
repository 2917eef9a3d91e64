import {
  explainDecisionToDriver,
  InsightBook,
  pastEvidence,
  PolicyShelf,
  WHOLE,
  type Explaining,
} from '#libs/dispatch';
import { replay, whyNotReached, type DriverExplanation, type DriverRow } from '#libs/explanations';
import type { PostgresDatabase } from '#libs/postgres';
import { canariesOf, registeredCanaries } from './canaries.js';
import type { Player } from './cast.js';
import { checked, countIn } from './explained.js';
import { remember } from './memory.js';
import type { Recorded } from './recorded.js';
import { RememberedTx, type Memory } from './remembered.js';

const FAULTS_SHOWN_MAX = 20;
/** Of those in no record, every so many is told everything, the others the reason alone. */
const OTHERS_WHOLE = 200;

export type Explained = {
  readonly decisions: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** In the record, and not in it. */
  readonly recorded: number;
  readonly others: number;
  /** Held against the record, number by number, in both languages. */
  readonly sentences: number;
  readonly roles: Readonly<Record<string, number>>;
  /** Of those in no record, most of whom are told the reason alone. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly replayed: Readonly<Record<string, number>>;
  readonly counterfactuals: Readonly<Record<string, number>>;
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
  const registered = registeredCanaries(cast);
  const contact = 'week';
  const explaining: Explaining = {
    policies: new PolicyShelf(),
    clock: { nowMs: () => nowMs },
    standing: {
      controller: { name: 'week', contact, protectionOfficer: 'week' },
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
  let [faultCount, recorded, others, sentences, done] = [0, 0, 0, 0, 0];
  const fault = (words: string): void => {
    faultCount += 1;
    // At once: the rest takes an hour.
    if (faultCount <= FAULTS_SHOWN_MAX) say(`FAULT ${words}`);
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
    const canaries = canariesOf(rows.values(), registered);
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
      const told = await explainDecisionToDriver(
        tx,
        explaining,
        { decisionId, driverId, asker },
        WHOLE,
      );
      const before = await beforeOf(told, memory, (id) => remembered.rowsOf(id), driverId);
      const atMs = (before?.decision ?? decision).decidedAtMs;
      const evidence = row === null ? await pastEvidence(tx, order, driverId, atMs) : null;
      const known = { driverId, decision, row, policy, evidence, before, contact, rows };
      const check = checked(told, known, canaries);
      sentences += check.sentences;
      for (const words of check.faults) fault(`${kind} ${decisionId} ${driverId}: ${words}`);
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
    sentences,
    roles,
    reasons,
    replayed,
    counterfactuals,
    faultCount,
  };
}

/**
 * Who had not grabbed is told by a recommendation of the same order, which his explanation names.
 */
async function beforeOf(
  { notReached, decision: { orderId } }: DriverExplanation,
  { decisions }: Memory,
  rowsOf: (decisionId: string) => Promise<ReadonlyMap<string, DriverRow>>,
  driverId: string,
): Promise<Recorded['before']> {
  const decision = decisions.get(notReached?.recommended?.decisionId ?? '');
  if (decision?.kind !== 'recommendation' || decision.orderId !== orderId) return null;
  return { decision, row: (await rowsOf(decision.decisionId)).get(driverId) ?? null };
}
