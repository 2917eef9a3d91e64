import { canonicalJson } from '#libs/explanations';
import type { DecisionRecord } from '#libs/explanations';
import type { ColumnValues } from './sql.js';

export type DecisionRow = {
  readonly decision_id: string;
  readonly kind: DecisionRecord['kind'];
  readonly order_id: string | null;
  readonly order_version: number;
  readonly round: number;
  readonly decided_at_ms: number;
  readonly policy_hash: string;
  readonly engine_version: string;
  readonly decided_by_human: string | null;
  readonly winner: string | null;
  readonly cutoff_total: number | null;
  readonly bundle: string;
};

export const headRow = (record: DecisionRecord) =>
  ({
    decision_id: record.decisionId,
    kind: record.kind,
    order_id: record.orderId,
    order_version: record.orderVersion,
    round: record.round,
    decided_at_ms: record.decidedAtMs,
    policy_hash: record.policyHash,
    engine_version: record.engineVersion,
    decided_by_human: record.decidedByHuman,
    winner: record.winner,
    cutoff_total: record.cutoffTotal,
    bundle: canonicalJson(record.bundle),
  }) satisfies ColumnValues;

export const headOf = (
  row: Omit<DecisionRow, 'bundle'>,
): Omit<DecisionRecord, 'drivers' | 'bundle'> => ({
  decisionId: row.decision_id,
  kind: row.kind,
  orderId: row.order_id,
  orderVersion: row.order_version,
  round: row.round,
  decidedAtMs: row.decided_at_ms,
  policyHash: row.policy_hash,
  engineVersion: row.engine_version,
  decidedByHuman: row.decided_by_human,
  winner: row.winner,
  cutoffTotal: row.cutoff_total,
});

export const decisionOf = (row: DecisionRow): Omit<DecisionRecord, 'drivers'> => ({
  ...headOf(row),
  bundle: JSON.parse(row.bundle) as DecisionRecord['bundle'],
});
