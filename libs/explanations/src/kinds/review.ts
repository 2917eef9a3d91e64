import { ENGINE_VERSION, type OrderFacts } from '#libs/matcher';
import type { ReviewConsequence } from '../consequence.js';
import type { DecisionRecord } from '../record.js';
import { sentence } from '../sentence.js';
import { consequenceIn } from './consequence-in.js';
import type { Kind } from './kind.js';

/**
 * A person found a decision to be wrong. This record takes its place for the driver who asked; the
 * old one stays as it was, and each names the other.
 */
export const review: Kind = {
  label: { zh: '人工复核更正', en: 'correction by human review' },
  question: { zh: '我的申诉结果如何？', en: 'What came of my objection?' },
  answers: { LOST: 'answer.overturned' },
  settles: 'its_drivers',
  records: 'those_concerned',
  personal: true,
  roles: {
    LOST: { role: 'LOST', label: { zh: '原决定已撤销', en: 'the decision was overturned' } },
  },
  significance: { effect: 'MAJOR', rule: 'significance.review' },
  events: () => ['review.decided'],
  narrative: ({ row }) => {
    const { faultyRule, spentMs: spent } = consequenceIn(row, 'review');
    return [
      sentence('why.overturned', { spent }),
      sentence('reason.faulty_rule', { rule: faultyRule }),
    ];
  },
  consequences: ({ row }) => [
    consequenceIn(row, 'review').compensated
      ? sentence('consequence.compensated', {})
      : sentence('consequence.tagged', {}),
  ],
  inputs: () => [],
  proof: {
    by: 'rules',
    again: (record) => {
      const [row] = record.drivers;
      const { order } = record.bundle;
      if (row === undefined || order === null || record.decidedByHuman === null) return record;
      const { supersedes, faultyRule, spentMs, compensated } = consequenceIn(row, 'review');
      const { decisionId, round, decidedAtMs, policyHash, decidedByHuman } = record;
      const { driverId } = row;
      return reviewRecord({
        ...{ decisionId, driverId, order, round, decidedAtMs, policyHash, decidedByHuman },
        ...{ supersedes, faultyRule, spentMs, compensated },
      });
    },
  },
};

export type ReviewDecision = {
  readonly decisionId: string;
  readonly driverId: string;
  readonly order: OrderFacts;
  readonly round: number;
  readonly decidedAtMs: number;
  readonly policyHash: string;
  readonly decidedByHuman: string;
  /** The decision that was overturned. */
  readonly supersedes: string;
  readonly faultyRule: string;
  readonly spentMs: number;
  readonly compensated: boolean;
};

export function reviewRecord(given: ReviewDecision): DecisionRecord {
  const { order, supersedes, faultyRule, spentMs, compensated } = given;
  const consequence: ReviewConsequence = {
    of: 'review',
    supersedes,
    faultyRule,
    spentMs,
    compensated,
    rule: 'overturned_by_review',
  };
  return {
    decisionId: given.decisionId,
    kind: 'review',
    orderId: order.orderId,
    orderVersion: order.orderVersion,
    round: given.round,
    decidedAtMs: given.decidedAtMs,
    policyHash: given.policyHash,
    engineVersion: ENGINE_VERSION,
    decidedByHuman: given.decidedByHuman,
    winner: null,
    cutoffTotal: null,
    bundle: { schema: 'paidan.consequence/1', order, cause: 'overturned_by_review' },
    drivers: [
      {
        driverId: given.driverId,
        role: 'LOST',
        rank: null,
        total: null,
        refusal: null,
        candidate: null,
        parts: [],
        consequence,
      },
    ],
  };
}
