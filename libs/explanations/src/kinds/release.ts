import { ENGINE_VERSION, type OrderFacts } from '#libs/matcher';
import type { ReleaseCause, ReleaseConsequence } from '../consequence.js';
import type { DecisionRecord } from '../record.js';
import { sentence } from '../sentence.js';
import { consequenceIn } from './consequence-in.js';
import type { Kind } from './kind.js';

/** An order taken back from its driver: by his own word, or because nobody confirmed in time. */
export const release: Kind = {
  label: { zh: '订单释放', en: 'release' },
  question: { zh: '为什么这个订单不再是我的？', en: 'Why is this order no longer mine?' },
  answers: { REFUSED: 'answer.released' },
  settles: 'its_drivers',
  records: 'those_concerned',
  personal: false,
  roles: {
    REFUSED: { role: 'REFUSED', label: { zh: '订单已收回', en: 'taken back' } },
  },
  significance: { effect: 'MAJOR', rule: 'significance.release' },
  events: () => ['order.released'],
  narrative: ({ row }) => {
    const { cause, waitedMs: waited, confirmMs: allowed } = consequenceIn(row, 'release');
    return [
      cause === 'driver_cancelled'
        ? sentence('why.released_driver_cancelled', { waited })
        : sentence('why.released_not_confirmed', { waited, allowed }),
    ];
  },
  consequences: ({ row }) => [
    consequenceIn(row, 'release').counts
      ? sentence('consequence.released_driver_cancelled', {})
      : sentence('consequence.released_not_confirmed', {}),
  ],
  inputs: () => [],
  proof: {
    by: 'rules',
    again: (record, policy) => {
      const [row] = record.drivers;
      const { order } = record.bundle;
      if (row === undefined || order === null) return record;
      const { cause, waitedMs } = consequenceIn(row, 'release');
      const { confirmMs } = policy.windows;
      const { decisionId, round, decidedAtMs, policyHash } = record;
      const { driverId } = row;
      return releaseRecord({
        ...{ decisionId, driverId, cause, order, round, decidedAtMs, policyHash },
        ...{ waitedMs, confirmMs },
      });
    },
  },
};

export type Release = {
  readonly decisionId: string;
  readonly driverId: string;
  readonly cause: ReleaseCause;
  readonly order: OrderFacts;
  readonly round: number;
  readonly decidedAtMs: number;
  readonly policyHash: string;
  readonly waitedMs: number;
  readonly confirmMs: number;
};

/** The row says what it means for him: this order is not given to him a second time. */
export function releaseRecord(given: Release): DecisionRecord {
  const { order, cause, waitedMs, confirmMs } = given;
  const consequence: ReleaseConsequence = {
    of: 'release',
    cause,
    waitedMs,
    confirmMs,
    rule: 'not_given_again',
    counts: cause === 'driver_cancelled',
  };
  return {
    decisionId: given.decisionId,
    kind: 'release',
    orderId: order.orderId,
    orderVersion: order.orderVersion,
    round: given.round,
    decidedAtMs: given.decidedAtMs,
    policyHash: given.policyHash,
    engineVersion: ENGINE_VERSION,
    decidedByHuman: null,
    winner: null,
    cutoffTotal: null,
    bundle: { schema: 'paidan.consequence/1', order, cause },
    drivers: [
      {
        driverId: given.driverId,
        role: 'REFUSED',
        rank: null,
        total: null,
        refusal: { reason: 'gave_back_before', value: cause, threshold: null },
        candidate: null,
        parts: [],
        consequence,
      },
    ],
  };
}
