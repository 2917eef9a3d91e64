import { ENGINE_VERSION } from '#libs/matcher';
import type { OrderFacts } from '#libs/matcher';
import type { DecisionRecord, ReleaseCause } from './record.js';

export type Release = {
  readonly decisionId: string;
  readonly driverId: string;
  readonly cause: ReleaseCause;
  readonly order: OrderFacts;
  readonly round: number;
  readonly decidedAtMs: number;
  readonly policyHash: string;
  readonly tieSeedHash: string;
  readonly waitedMs: number;
  readonly confirmMs: number;
};

/**
 * An order taken back from its driver: no search and no comparison, so nothing was measured and
 * nothing can be decided again. The row says what it means for him: this order is not given to him
 * a second time.
 */
export function releaseRecord(release: Release): DecisionRecord {
  const { order, cause, waitedMs, confirmMs } = release;
  return {
    decisionId: release.decisionId,
    kind: 'release',
    orderId: order.orderId,
    orderVersion: order.orderVersion,
    round: release.round,
    decidedAtMs: release.decidedAtMs,
    policyHash: release.policyHash,
    engineVersion: ENGINE_VERSION,
    decidedByHuman: null,
    winner: null,
    cutoffTotal: null,
    bundle: {
      schema: 'paidan.decision/1',
      purpose: 'award',
      order,
      search: {
        onDuty: 0,
        reachMeters: 0,
        rings: 0,
        cells: 0,
        found: 0,
        evaluated: 0,
        endedBy: 'reach',
        provenMeters: 0,
      },
      funnel: { onDuty: 0, found: 0, evaluated: 0, refused: {}, ranked: 0, grabbed: 0 },
      decidedBy: null,
      tieSeedHash: release.tieSeedHash,
      tieSeed: null,
      cause,
      release: { waitedMs, confirmMs },
    },
    drivers: [
      {
        driverId: release.driverId,
        role: 'REFUSED',
        rank: null,
        total: null,
        refusal: { reason: 'gave_back_before', value: cause, threshold: null },
        candidate: null,
        parts: [],
      },
    ],
  };
}
