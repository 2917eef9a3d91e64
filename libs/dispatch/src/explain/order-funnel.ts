import type { DecisionKind } from '#libs/explanations';
import type { Funnel } from '#libs/matcher';
import type { Tx } from '../ports/database.js';
import { settlingDecision } from './explain-to-shipper.js';

export type OrderFunnel = {
  readonly decisionId: string;
  readonly kind: DecisionKind;
  readonly decidedAtMs: number;
  readonly winner: string | null;
  readonly funnel: Funnel;
};

/** Decided among those who grabbed, and nobody else. */
const AMONG_GRABBERS: readonly DecisionKind[] = ['award', 'no_award'];

/**
 * From all drivers to the winner. An award looks at those who grabbed only; whom the order was out
 * of reach of, and who was refused it, the recommendation before it has recorded. Null before the
 * first decision.
 */
export async function orderFunnel(tx: Tx, orderId: string): Promise<OrderFunnel | null> {
  const settling = await settlingDecision(tx, orderId);
  if (settling === null) return null;
  const { decisionId, kind, decidedAtMs, winner } = settling;
  const { funnel } = settling.bundle;
  const told = { decisionId, kind, decidedAtMs, winner };
  if (!AMONG_GRABBERS.includes(kind)) return { ...told, funnel };
  const before = (await tx.ledger.decisions(orderId)).findLast(
    (each) => each.kind === 'recommendation' && each.decidedAtMs <= decidedAtMs,
  );
  const recommendation = before === undefined ? null : await tx.ledger.decision(before.decisionId);
  if (recommendation === null) return { ...told, funnel };
  return { ...told, funnel: { ...recommendation.bundle.funnel, grabbed: funnel.grabbed } };
}
