import { ENGINE_VERSION, type OrderFacts } from '#libs/matcher';
import type { CancellationConsequence, Canceller } from '../consequence.js';
import type { DecisionRecord, DriverRow } from '../record.js';
import { sentence } from '../sentence.js';
import { consequenceIn } from './consequence-in.js';
import type { Kind } from './kind.js';

const AFTER = {
  order: 'consequence.truck_free',
  grab: 'consequence.grab_closed',
  offer: 'consequence.offer_closed',
} as const;

/**
 * What the end of an order by the other side means for the driver who held it, and for those who
 * had grabbed it and waited. None of it is theirs, and none of it counts against them.
 */
export const cancellation: Kind = {
  label: { zh: '订单取消', en: 'cancellation' },
  question: {
    zh: '订单被取消，对我有什么影响？',
    en: 'The order was cancelled: what does that mean for me?',
  },
  answers: { LOST: 'answer.cancelled.grab' },
  settles: 'its_drivers',
  records: 'those_concerned',
  personal: false,
  roles: { LOST: { role: 'LOST', label: { zh: '订单被取消', en: 'the order was cancelled' } } },
  significance: { effect: 'MAJOR', rule: 'significance.cancellation' },
  events: (row) => (consequenceIn(row, 'cancellation').took === 'order' ? ['order.cancelled'] : []),
  narrative: ({ row }) => {
    const { by, took, hadMs: had } = consequenceIn(row, 'cancellation');
    return [sentence(`why.cancelled_${took}`, { by, had })];
  },
  consequences: ({ row }) => [
    sentence('consequence.cancellation_free', {}),
    sentence(AFTER[consequenceIn(row, 'cancellation').took], {}),
  ],
  inputs: () => [],
  proof: {
    by: 'rules',
    again: (record) => {
      const { order } = record.bundle;
      if (order === null) return record;
      const { decisionId, round, decidedAtMs, policyHash, decidedByHuman } = record;
      const rows = record.drivers.map((row) => ({
        driverId: row.driverId,
        ...consequenceIn(row, 'cancellation'),
      }));
      const by = rows[0]?.by ?? 'shipper';
      return cancellationRecord({
        ...{ decisionId, order, round, decidedAtMs, policyHash, decidedByHuman, by },
        drivers: rows.map(({ driverId, took, hadMs }) => ({ driverId, took, hadMs })),
      });
    },
  },
};

export type Cancellation = {
  readonly decisionId: string;
  readonly order: OrderFacts;
  readonly round: number;
  readonly decidedAtMs: number;
  readonly policyHash: string;
  readonly by: Canceller;
  readonly decidedByHuman: string | null;
  readonly drivers: readonly (Pick<CancellationConsequence, 'took' | 'hadMs'> & {
    readonly driverId: string;
  })[];
};

export function cancellationRecord(given: Cancellation): DecisionRecord {
  const { order, by, drivers } = given;
  return {
    decisionId: given.decisionId,
    kind: 'cancellation',
    orderId: order.orderId,
    orderVersion: order.orderVersion,
    round: given.round,
    decidedAtMs: given.decidedAtMs,
    policyHash: given.policyHash,
    engineVersion: ENGINE_VERSION,
    decidedByHuman: given.decidedByHuman,
    winner: null,
    cutoffTotal: null,
    bundle: { schema: 'paidan.consequence/1', order, cause: `${by}_cancelled` },
    drivers: drivers.map(({ driverId, took, hadMs }): DriverRow => ({
      driverId,
      role: 'LOST',
      rank: null,
      total: null,
      refusal: null,
      candidate: null,
      parts: [],
      consequence: {
        of: 'cancellation',
        by,
        took,
        hadMs,
        rule: 'shipper_cancels_free',
        counts: false,
      },
    })),
  };
}
