import { ENGINE_VERSION } from '#libs/matcher';
import type { Candidate, Decision, OrderFacts, Policy, TradeOff, World } from '#libs/matcher';
import { judgingOf } from './kinds/table.js';
import type { DecisionKind, DriverRow, HumanPart, JudgedRecord, RoundPart } from './record.js';

export type RecordContext = {
  readonly decisionId: string;
  readonly kind: DecisionKind;
  readonly round: number;
  readonly order: OrderFacts;
  readonly world: World<Policy>;
  readonly policyHash: string;
  /** Kept only once the round is over: a recommendation is recorded without it. */
  readonly tieSeed: string | null;
  readonly tieSeedHash: string;
  readonly decidedByHuman: string | null;
  readonly cause: string | null;
  /** By hand: whom the operator gave the order to, whatever the ranking says. */
  readonly assigned?: string | null;
  /** What was settled together with other orders; the winner is in the decision already. */
  readonly together?: { readonly round: RoundPart; readonly tradeOffs: readonly TradeOff[] };
  /** How long a person looked, where one decided in the system's place. */
  readonly human?: HumanPart;
};

const later = (shownAfterMs: number): Pick<DriverRow, 'shownAfterMs'> =>
  shownAfterMs === 0 ? {} : { shownAfterMs };

function tradedOff(
  driverId: string,
  tradeOffs: readonly TradeOff[] = [],
): Pick<DriverRow, 'tradeOff'> {
  const own = tradeOffs.find((each) => each.driverId === driverId);
  if (own === undefined) return {};
  const { elsewhere, lossPoints } = own;
  return { tradeOff: { elsewhere, lossPoints } };
}

/**
 * The record of a decision that `decide` took: one row for each candidate, ranked first, then
 * refused.
 */
export function recordOf(decision: Decision, context: RecordContext): JudgedRecord {
  const { kind, order, world } = context;
  const judging = judgingOf(kind);
  const winner = judging.winner(decision, context.assigned ?? null);
  const candidateOf = new Map(world.candidates.map((candidate) => [candidate.driverId, candidate]));
  const candidate = (driverId: string): Candidate => {
    const known = candidateOf.get(driverId);
    if (known === undefined) throw new Error(`decided on ${driverId}, who was no candidate`);
    return known;
  };
  const ranked = decision.ranked.map(({ driverId, rank, total, parts }): DriverRow => ({
    driverId,
    role: driverId === winner ? 'WON' : judging.ranked(rank, world.policy),
    rank,
    total,
    refusal: null,
    candidate: candidate(driverId),
    parts,
    ...later(judging.shownAfterMs?.(rank, world.policy, order) ?? 0),
    ...tradedOff(driverId, context.together?.tradeOffs),
  }));
  const refused = decision.refused.map(({ driverId, reason, value, threshold }): DriverRow => ({
    driverId,
    role: driverId === winner ? 'WON' : 'REFUSED',
    rank: null,
    total: null,
    refusal: { reason, value, threshold },
    candidate: candidate(driverId),
    parts: [],
  }));
  return {
    decisionId: context.decisionId,
    kind,
    orderId: decision.orderId,
    orderVersion: decision.orderVersion,
    round: context.round,
    decidedAtMs: decision.decidedAtMs,
    policyHash: context.policyHash,
    engineVersion: ENGINE_VERSION,
    decidedByHuman: context.decidedByHuman,
    winner,
    cutoffTotal: decision.cutoffTotal,
    bundle: {
      schema: 'paidan.decision/1',
      purpose: decision.purpose,
      order,
      search: decision.search,
      funnel: decision.funnel,
      decidedBy: decision.decidedBy,
      tieSeedHash: context.tieSeedHash,
      tieSeed: judging.revealsSeed ? context.tieSeed : null,
      cause: context.cause,
      ...(context.human === undefined ? {} : { human: context.human }),
      ...(context.together === undefined ? {} : { round: context.together.round }),
    },
    drivers: [...ranked, ...refused],
  };
}
