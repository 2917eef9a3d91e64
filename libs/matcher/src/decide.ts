import { byCodeUnits } from './code-units.js';
import {
  REFUSALS,
  type Decision,
  type Funnel,
  type RefusalReason,
  type Refused,
} from './decision.js';
import type { Candidate, OrderFacts, SearchReport, World } from './domain.js';
import { assembleJudge, judgeSteps, type JudgeSteps } from './judge.js';
import { placesIn } from './offers.js';
import type { Policy } from './policy.js';
import { inOrderOf, rankingKeys, separatedBy, type Contender } from './ranking.js';

export type Decide = (order: OrderFacts, world: World<Policy>) => Decision;

/**
 * What a decision is put together from. A test may exchange one piece to prove that a law notices.
 */
export type DecideSteps = JudgeSteps & { readonly keys: typeof rankingKeys };

export const decideSteps: DecideSteps = { ...judgeSteps, keys: rankingKeys };

/** Everyone judged: who may have the order, the best first, and who may not. */
export type Standing = {
  readonly contenders: readonly Contender[];
  readonly refused: readonly Refused[];
};

export type Stand = (order: OrderFacts, world: World<Policy>) => Standing;

export const assembleStand =
  (steps: DecideSteps, judge = assembleJudge(steps)): Stand =>
  (order, world) => {
    const { purpose, candidates } = world;
    assertDistinct(candidates);
    const contenders: Contender[] = [];
    const refused: Refused[] = [];
    for (const candidate of candidates) {
      const verdict = judge(candidate, order, world);
      if (verdict.refusal === null) {
        contenders.push({ candidate, total: verdict.total, parts: verdict.parts });
      } else {
        refused.push({ driverId: candidate.driverId, ...verdict.refusal });
      }
    }
    contenders.sort(inOrderOf(steps.keys(order.mode, purpose)));
    refused.sort((a, b) => byCodeUnits(a.driverId, b.driverId));
    return { contenders, refused };
  };

/** What a decision is made of, for who has to compare many before any of them is recorded. */
export const standingOf: Stand = assembleStand(decideSteps);

export function assembleDecide(steps: DecideSteps, judge = assembleJudge(steps)): Decide {
  const stand = assembleStand(steps, judge);
  return (order, world) => {
    const { nowMs, purpose, policy } = world;
    const { contenders, refused } = stand(order, world);
    const keys = steps.keys(order.mode, purpose);
    const awarding = purpose === 'award';
    const cutoff = contenders[awarding ? 0 : lastTold(contenders, order, policy)];
    return {
      purpose,
      orderId: order.orderId,
      orderVersion: order.orderVersion,
      decidedAtMs: nowMs,
      winner: awarding ? (contenders[0]?.candidate.driverId ?? null) : null,
      ranked: contenders.map(({ candidate: { driverId }, total, parts }, index) => ({
        driverId,
        rank: index + 1,
        total,
        parts,
      })),
      refused,
      cutoffTotal: cutoff?.total ?? null,
      decidedBy: awarding ? separatedBy(keys, contenders) : null,
      funnel: funnelOf(world, contenders, refused),
      search: copyOf(world.search),
    };
  };
}

/**
 * Decides, and shows its working. Given the same order and world it gives the same Decision, byte
 * for byte, so a stored pair can be decided again and compared.
 */
export const decide: Decide = assembleDecide(decideSteps);

/**
 * A driver listed twice would be judged twice and could lose to himself: whoever gathered has a
 * bug.
 */
function assertDistinct(candidates: readonly Candidate[]): void {
  const seen = new Set<string>();
  for (const { driverId } of candidates) {
    if (seen.has(driverId)) {
      throw new Error(`candidates must be distinct drivers, but ${driverId} is there twice`);
    }
    seen.add(driverId);
  }
}

const lastTold = (contenders: readonly Contender[], order: OrderFacts, policy: Policy): number =>
  Math.min(contenders.length, placesIn(order, policy)) - 1;

/** Counted from the very arrays the decision holds, so the funnel cannot tell another story. */
function funnelOf(
  { search, candidates }: World<Policy>,
  contenders: readonly Contender[],
  refused: readonly Refused[],
): Funnel {
  const counts: Partial<Record<RefusalReason, number>> = {};
  for (const { reason } of refused) counts[reason] = (counts[reason] ?? 0) + 1;
  const inPrecedence: Partial<Record<RefusalReason, number>> = {};
  for (const reason of REFUSALS) {
    const count = counts[reason];
    if (count !== undefined) inPrecedence[reason] = count;
  }
  return {
    onDuty: search.onDuty,
    found: search.found,
    evaluated: candidates.length,
    refused: inPrecedence,
    ranked: contenders.length,
    grabbed: candidates.filter(({ grabSequence }) => grabSequence !== null).length,
  };
}

/** Field by field, so that the decision's bytes do not hang on how its input was spelled. */
const copyOf = (search: SearchReport): SearchReport => ({
  onDuty: search.onDuty,
  reachMeters: search.reachMeters,
  rings: search.rings,
  cells: search.cells,
  found: search.found,
  evaluated: search.evaluated,
  endedBy: search.endedBy,
  provenMeters: search.provenMeters,
  ...(search.sieve === undefined ? {} : { sieve: search.sieve }),
});
