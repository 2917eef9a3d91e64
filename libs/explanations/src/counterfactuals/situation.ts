import { judge, judgeAround, placesIn, refusalsOf } from '#libs/matcher';
import type {
  Candidate,
  Placings,
  OrderFacts,
  Policy,
  RefusalReason,
  Verdict,
  World,
} from '#libs/matcher';
import { canonicalJson } from '../canonical.js';
import { sha256Hex } from '../digest.js';
import type { DecisionHeader } from '../record.js';
import type { Goal, Replayed } from './counterfactual-view.js';

/** One driver in one recorded decision, with everyone he was judged beside. */
export type Situation = {
  readonly header: Pick<DecisionHeader, 'decisionId' | 'policyHash' | 'engineVersion'>;
  readonly order: OrderFacts;
  readonly world: World<Policy>;
  /**
   * The same order and circumstances with other candidates; of a whole decision nothing is left
   * out.
   */
  readonly decide: (candidates: readonly Candidate[]) => Placings;
  readonly own: Candidate;
  readonly goal: Goal;
  /** How he stood as he was. */
  readonly stood: () => Stood;
};

/** His verdict, and every reason against him, not only the first. */
export type Stood = { readonly verdict: Verdict; readonly reasons: readonly RefusalReason[] };

export function situationOf(given: Omit<Situation, 'stood'>): Situation {
  const { own, order, world } = given;
  let stood: Stood | null = null;
  return {
    ...given,
    stood: () =>
      (stood ??= {
        verdict: judge(own, order, world),
        reasons: refusalsOf(own, order, world).map(({ reason }) => reason),
      }),
  };
}

/** Whether he would have been chosen, were this he. Quick, for a search; `replayed` proves it. */
export type Reaches = (changed: Candidate) => boolean;

type Rival = {
  readonly total: number;
  readonly ticket: string;
  readonly driverId: string;
  readonly grabSequence: number;
};

/**
 * Rivals are judged without regard to him, so they stay what they are whatever he changes: it is
 * enough to know whom he has to be before. Made from the decision taken without him, that is the
 * first of them; in a recommendation the last one recommended. Null when there is room anyhow.
 */
export function reachesIn(situation: Situation, decision: Placings): Reaches {
  const { order, world, own, goal } = situation;
  const byGrab = goal === 'win' && order.mode === 'first_wins';
  const rivals = decision.ranked.filter(({ driverId }) => driverId !== own.driverId);
  const first = rivals[goal === 'win' ? 0 : placesIn(order, world.policy) - 1];
  const bar = first === undefined ? null : rivalOf(first, world);
  const totalOf = judgeAround(own, order, world);
  return (changed) => {
    const total = totalOf(changed);
    if (total === null) return false;
    if (bar === null) return true;
    const { driverId, ticket, grabSequence } = changed;
    const he = { total, driverId, ticket, grabSequence: placeInRow(grabSequence) };
    return byGrab ? earlier(he, bar) : better(he, bar);
  };
}

function rivalOf(
  { driverId, total }: { readonly driverId: string; readonly total: number },
  { candidates }: World<Policy>,
): Rival {
  const candidate = candidates.find((each) => each.driverId === driverId);
  if (candidate === undefined) throw new Error(`${driverId} was ranked and is no candidate`);
  const { ticket, grabSequence } = candidate;
  return { total, ticket, driverId, grabSequence: placeInRow(grabSequence) };
}

const placeInRow = (sequence: number | null): number => sequence ?? Number.MAX_SAFE_INTEGER;

const better = (a: Rival, b: Rival): boolean =>
  a.total !== b.total
    ? a.total > b.total
    : a.ticket !== b.ticket
      ? a.ticket < b.ticket
      : a.driverId < b.driverId;

const earlier = (a: Rival, b: Rival): boolean =>
  a.grabSequence !== b.grabSequence ? a.grabSequence < b.grabSequence : a.driverId < b.driverId;

export type Outcome = Replayed & { readonly outcome: 'REACHED' | 'NOT_REACHED' | 'REFUSED' };

/** The whole decision again with these candidates, and what comes out for him. */
export function replayed(
  situation: Situation,
  candidates: readonly Candidate[],
  he: Candidate,
): Outcome {
  return outcomeOf(situation, situation.decide(candidates), he);
}

export function outcomeOf(situation: Situation, decision: Placings, he: Candidate): Outcome {
  const { outcome, total } = resultFor(situation, decision);
  return {
    verified: true,
    outcome,
    total,
    replayDigest: digestOf(situation.header, he, { outcome, total }),
  };
}

/** As `replayed`, with everyone else as he was recorded. */
export const replayedWith = (situation: Situation, changed: Candidate): Outcome =>
  replayed(situation, withChanged(situation, changed), changed);

export const withChanged = (
  { world: { candidates }, own }: Situation,
  changed: Candidate,
): Candidate[] => {
  const others = candidates.map((each) => (each.driverId === own.driverId ? changed : each));
  return candidates.includes(own) ? others : [...others, changed];
};

export function resultFor(
  { own: { driverId }, goal, order, world }: Situation,
  decision: Placings,
): { readonly outcome: Outcome['outcome']; readonly total: number | null } {
  const ranked = decision.ranked.find((each) => each.driverId === driverId);
  if (ranked === undefined) return { outcome: 'REFUSED', total: null };
  const reached =
    goal === 'win' ? decision.winner === driverId : ranked.rank <= placesIn(order, world.policy);
  return { outcome: reached ? 'REACHED' : 'NOT_REACHED', total: ranked.total };
}

/**
 * Of his own data alone: with a rival's id or total in it, a guess at them could be confirmed.
 * Whoever holds the record can work it out again.
 */
const digestOf = (
  { decisionId, policyHash, engineVersion }: Situation['header'],
  candidate: Candidate,
  result: { readonly outcome: string; readonly total: number | null },
): string =>
  sha256Hex(
    canonicalJson({
      schema: 'paidan.counterfactual/1',
      decisionId,
      policyHash,
      engineVersion,
      candidate,
      result,
    }),
  );
