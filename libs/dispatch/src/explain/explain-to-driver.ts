import {
  evidenceExpired,
  explainNotReached,
  explainToDriver as viewOf,
  KINDS,
  NO_ANNEX,
  type Annex,
  type DecisionRecord,
  type DriverExplanation,
  type DriverRow,
} from '#libs/explanations';
import type { Caller } from '../caller.js';
import type { Order } from '../model/order.js';
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

/**
 * Any driver, any order: from the record, or worked out from what is kept of that moment. Null
 * while nothing was decided.
 */
export async function explainOrderToDriver<X extends Tx>(
  tx: X,
  means: Explaining<X>,
  { orderId, driverId, asker = null }: { orderId: string } & About,
): Promise<DriverExplanation | null> {
  const order = await tx.orders.byId(orderId);
  if (order === null) throw notFound('order', orderId);
  const deciding = await decidingRecord(tx, orderId, driverId);
  if (deciding === null) return null;
  const { header, row } = deciding;
  const decision = await tx.ledger.decision(header.decisionId);
  if (decision === null) throw new Error(`decision ${header.decisionId} vanished`);
  return explain(tx, means, order, { driverId, asker }, decision, row);
}

export async function explainDecisionToDriver<X extends Tx>(
  tx: X,
  means: Explaining<X>,
  { decisionId, driverId, asker = null }: { decisionId: string } & About,
): Promise<DriverExplanation> {
  const decision = await tx.ledger.decision(decisionId);
  if (decision === null) throw notFound('decision', decisionId);
  const { orderId } = decision;
  const order = orderId === null ? null : await tx.orders.byId(orderId);
  const row = await tx.ledger.driverRow(decisionId, driverId);
  return explain(tx, means, order, { driverId, asker }, decision, row);
}

type About = {
  readonly driverId: string;
  /** Whose budget of contrasts it is; without one nothing beside the driver's own row is told. */
  readonly asker?: Asker | null;
};

async function explain<X extends Tx>(
  tx: X,
  means: Explaining<X>,
  order: Order | null,
  { driverId, asker = null }: About,
  { bundle, ...header }: Omit<DecisionRecord, 'drivers'>,
  row: DriverRow | null,
): Promise<DriverExplanation> {
  const { decisionId, decidedAtMs } = header;
  const { policies, standing } = means;
  const policy = await policies.get(tx, header.policyHash);
  const annex: Annex = {
    held: await means.evidenceHeld(tx, driverId, decisionId),
    drawn: await drawnBy(tx, header.orderId),
    ...((await means.linksOf?.(tx, driverId, decisionId)) ?? NO_LINKS),
  };
  const about = { header, bundle, policy, standing, annex };
  const question = { header, bundle, policy, driverId, asker };
  if (row !== null) {
    const beside = await besideTheRow(tx, means, question);
    return viewOf({ ...about, row, ...(beside === undefined ? {} : { beside }) });
  }
  const { records } = KINDS[header.kind];
  const recommendation =
    records === 'those_who_grabbed' || records === 'those_offered'
      ? await recommendationBefore(tx, header, driverId)
      : null;
  const beside = await besideTheRow(tx, means, { ...question, recommendation });
  const atMs = recommendation?.decidedAtMs ?? decidedAtMs;
  return explainNotReached({
    ...about,
    driverId,
    recommendation,
    ...(beside === undefined ? {} : { beside }),
    evidence: await pastEvidence(tx, order, driverId, atMs),
    expired: evidenceExpired({ decidedAtMs: atMs, nowMs: means.clock.nowMs() }, annex.held),
  });
}

const { held: _held, ...NO_LINKS } = NO_ANNEX;
