import {
  explainToShipper as viewOf,
  KINDS,
  type DecisionKind,
  type ShipperExplanation,
} from '#libs/explanations';
import type { Candidate } from '#libs/matcher';
import type { PolicyShelf } from '../matching/policy-shelf.js';
import type { Order } from '../model/order.js';
import { drawnBy } from '../policies/drawn-by.js';
import type { Tx } from '../ports/database.js';
import type { Ledger } from '../ports/ledger.js';

type Means = { readonly policies: PolicyShelf };
type Stored = NonNullable<Awaited<ReturnType<Ledger['decision']>>>;

/** Whether a shipper may read it at all: a driver's profile is no business of his. */
export const isForShippers = (kind: DecisionKind): boolean => !KINDS[kind].personal;

/** The newest decision that compared drivers; what only follows for one of them settles nothing. */
export async function settlingDecision(tx: Tx, orderId: string): Promise<Stored | null> {
  const decisions = await tx.ledger.decisions(orderId);
  const newest = decisions.findLast(({ kind }) => KINDS[kind].proof.by === 'decide');
  return newest === undefined ? null : tx.ledger.decision(newest.decisionId);
}

/**
 * Why this driver, or why none yet and what would reach the most trucks. Null while nothing was
 * decided.
 */
export async function explainOrderToShipper(
  tx: Tx,
  means: Means,
  order: Order,
): Promise<ShipperExplanation | null> {
  const decision = await settlingDecision(tx, order.orderId);
  return decision === null ? null : explainDecisionToShipper(tx, means, decision);
}

export async function explainDecisionToShipper(
  tx: Tx,
  { policies }: Means,
  { bundle, ...header }: Stored,
): Promise<ShipperExplanation> {
  const policy = await policies.get(tx, header.policyHash);
  const rows = await tx.ledger.driverRows(header.decisionId);
  const drawn = await drawnBy(tx, header.orderId);
  const alsoMeasured = await measuredBefore(tx, header);
  return viewOf({ header, bundle, rows, policy, drawn, alsoMeasured });
}

/**
 * Where only those who grabbed were judged and none of them could have it, what would help is asked
 * of everyone near: of those whom the newest recommendation measured, for the same terms.
 */
async function measuredBefore(
  tx: Tx,
  { orderId, orderVersion, kind, winner, decidedAtMs }: Omit<Stored, 'bundle'>,
): Promise<readonly Candidate[]> {
  if (orderId === null || winner !== null || KINDS[kind].records !== 'those_who_grabbed') return [];
  const before = (await tx.ledger.decisions(orderId)).findLast(
    (each) =>
      each.kind === 'recommendation' &&
      each.orderVersion === orderVersion &&
      each.decidedAtMs <= decidedAtMs,
  );
  if (before === undefined) return [];
  const rows = await tx.ledger.driverRows(before.decisionId);
  return rows.flatMap(({ candidate }) => (candidate === null ? [] : [candidate]));
}
