import {
  evidenceExpired,
  explainNotReached,
  explainToDriver,
  KINDS,
  NO_ANNEX,
  tellDriver,
  tellNotReached,
  type Annex,
  type DecisionHeader,
  type DecisionRecord,
  type DriverExplanation,
  type DriverQuestion,
  type DriverRow,
  type DriverTold,
  type NotReachedQuestion,
} from '#libs/explanations';
import type { Caller } from '../caller.js';
import type { Asker } from '../ports/contrasts.js';
import { drawnBy } from '../policies/drawn-by.js';
import type { Tx } from '../ports/database.js';
import { notFound } from '../rejection.js';
import { besideTheRow } from './beside-the-row.js';
import { decidingRecord } from './deciding-record.js';
import type { Explaining } from './explaining.js';
import { pastEvidence } from './past-evidence.js';
import { recommendationBefore } from './recommendation-before.js';

/** Whom the caller may ask for: a driver for himself, staff for the driver they name. */
export function askedAbout({ role, subject }: Caller, driverId: string | null): string {
  if (role === 'driver') {
    if (driverId !== null && driverId !== subject) throw notFound('driver', driverId);
    return subject;
  }
  if (driverId === null) throw notFound('driver', '(none named)');
  return driverId;
}

/** How much is told: what the card takes, or all of the record and what became of it since. */
export type Telling<out V> = {
  readonly ofRow: (question: DriverQuestion) => V;
  readonly ofNobody: (question: NotReachedQuestion) => V;
  readonly annexed: boolean;
};

export const CARD: Telling<DriverTold> = {
  ofRow: tellDriver,
  ofNobody: tellNotReached,
  annexed: false,
};
export const WHOLE: Telling<DriverExplanation> = {
  ofRow: explainToDriver,
  ofNobody: explainNotReached,
  annexed: true,
};

/**
 * Any driver, any order: from the record, or worked out from what is kept of that moment. Null
 * while nothing was decided.
 */
export async function explainOrderToDriver<X extends Tx, V>(
  tx: X,
  means: Explaining<X>,
  { orderId, driverId, asker = null }: { orderId: string } & About,
  telling: Telling<V>,
): Promise<V | null> {
  const deciding = await decidingRecord(tx, orderId, driverId, (decisionId) =>
    rowIn(tx, means, { decisionId, driverId }),
  );
  if (deciding === null) {
    if ((await tx.orders.byId(orderId)) === null) throw notFound('order', orderId);
    return null;
  }
  const { header, row } = deciding;
  const decision = await decisionIn(tx, means, header.decisionId);
  if (decision === null) throw new Error(`decision ${header.decisionId} vanished`);
  return explain(tx, means, { driverId, asker, telling }, decision, row);
}

export async function explainDecisionToDriver<X extends Tx, V>(
  tx: X,
  means: Explaining<X>,
  { decisionId, driverId, asker = null }: { decisionId: string } & About,
  telling: Telling<V>,
): Promise<V> {
  const decision = await decisionIn(tx, means, decisionId);
  if (decision === null) throw notFound('decision', decisionId);
  const row = await rowIn(tx, means, { decisionId, driverId });
  return explain(tx, means, { driverId, asker, telling }, decision, row);
}

const decisionIn = async <X extends Tx>(
  tx: X,
  { records, clock }: Explaining<X>,
  decisionId: string,
) =>
  records === undefined
    ? tx.ledger.decision(decisionId)
    : ((await records.of(tx, decisionId, clock.nowMs()))?.decision ?? null);

async function rowIn<X extends Tx>(
  tx: X,
  { records, clock }: Explaining<X>,
  { decisionId, driverId }: { decisionId: string; driverId: string },
): Promise<DriverRow | null> {
  if (records === undefined) return tx.ledger.driverRow(decisionId, driverId);
  const recorded = await records.of(tx, decisionId, clock.nowMs());
  return recorded?.rows.find((row) => row.driverId === driverId) ?? null;
}

type About = {
  readonly driverId: string;
  /** Whose budget of contrasts it is; without one nothing beside the driver's own row is told. */
  readonly asker?: Asker | null;
};

async function explain<X extends Tx, V>(
  tx: X,
  means: Explaining<X>,
  { driverId, asker = null, telling }: About & { readonly telling: Telling<V> },
  { bundle, ...header }: Omit<DecisionRecord, 'drivers'>,
  row: DriverRow | null,
): Promise<V> {
  const { decidedAtMs } = header;
  const { policies, standing } = means;
  const policy = await policies.get(tx, header.policyHash);
  const annex = telling.annexed ? await annexOf(tx, means, header, driverId) : NO_ANNEX;
  const about = { header, bundle, policy, standing, annex };
  const question = { header, bundle, policy, driverId, asker };
  if (row !== null) {
    const beside = await besideTheRow(tx, means, question);
    return telling.ofRow({ row, ...about, ...(beside === undefined ? {} : { beside }) });
  }
  const { records } = KINDS[header.kind];
  const recommendation =
    records === 'those_who_grabbed' || records === 'those_offered'
      ? await recommendationBefore(tx, header, driverId)
      : null;
  const beside = await besideTheRow(tx, means, { recommendation, ...question });
  const atMs = recommendation?.decidedAtMs ?? decidedAtMs;
  const order = header.orderId === null ? null : await tx.orders.byId(header.orderId);
  const past = evidenceExpired({ decidedAtMs: atMs, nowMs: means.clock.nowMs() }, false);
  return telling.ofNobody({
    driverId,
    recommendation,
    evidence: await pastEvidence(tx, order, driverId, atMs),
    expired: past && !(await means.evidenceHeld(tx, driverId, header.decisionId)),
    ...about,
    ...(beside === undefined ? {} : { beside }),
  });
}

async function annexOf<X extends Tx>(
  tx: X,
  means: Explaining<X>,
  { decisionId, orderId }: Pick<DecisionHeader, 'decisionId' | 'orderId'>,
  driverId: string,
): Promise<Annex> {
  const [held, drawn, links] = await Promise.all([
    means.evidenceHeld(tx, driverId, decisionId),
    drawnBy(tx, orderId),
    means.linksOf?.(tx, driverId, decisionId),
  ]);
  return { held, drawn, ...(links ?? NO_LINKS) };
}

const { held: _held, ...NO_LINKS } = NO_ANNEX;
