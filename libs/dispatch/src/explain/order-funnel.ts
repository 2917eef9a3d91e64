import { isJudged, KINDS, type DecisionKind } from '#libs/explanations';
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

/**
 * From all drivers to the winner. An award looks at those who grabbed only; whom the order was out
 * of reach of, and who was refused it, the recommendation before it has recorded. Null before the
 * first decision.
 */
export async function orderFunnel(tx: Tx, orderId: string): Promise<OrderFunnel | null> {
  const settling = await settlingDecision(tx, orderId);
  if (settling === null) return null;
  const { decisionId, kind, decidedAtMs, winner, bundle } = settling;
  if (!isJudged(bundle)) throw new Error(`a ${kind} without its search: ${decisionId}`);
  const { funnel } = bundle;
  const told = { decisionId, kind, decidedAtMs, winner };
  const { records } = KINDS[kind];
  if (records !== 'those_who_grabbed' && records !== 'those_offered') return { ...told, funnel };
  const before = (await tx.ledger.decisions(orderId)).findLast(
    (each) =>
      (each.kind === 'recommendation' || each.kind === 'offer') && each.decidedAtMs <= decidedAtMs,
  );
  const recommendation = before === undefined ? null : await tx.ledger.decision(before.decisionId);
  if (recommendation === null || !isJudged(recommendation.bundle)) return { ...told, funnel };
  return { ...told, funnel: { ...recommendation.bundle.funnel, grabbed: funnel.grabbed } };
}
