import { assembleDecide, decideSteps } from './decide.js';
import type { Decision, Part } from './decision.js';
import type { Candidate, OrderFacts, World } from './domain.js';
import { judge, type Judge, type Verdict } from './judge.js';
import type { Policy } from './policy.js';

/** A decision without the working: who came where, and with what total. */
export type Placings = Omit<Decision, 'ranked'> & {
  readonly ranked: readonly Omit<Decision['ranked'][number], 'parts'>[];
};

/** Sixteen parts with their facts are nine tenths of a verdict. */
const NO_PARTS: readonly Part[] = [];

/**
 * `decide`, for one set of candidates after the other of the same order and circumstances. A
 * verdict hangs on nobody else, so who is one of the `world` is judged once: what would have been,
 * had one of a thousand been otherwise, takes one verdict and not a thousand. Who holds on to this
 * for many decisions holds little: totals without their parts, and nothing of those only tried.
 */
export function decideOften(
  order: OrderFacts,
  world: World<Policy>,
): (candidates: readonly Candidate[]) => Placings {
  const verdicts = new Map<Candidate, Verdict | null>(
    world.candidates.map((candidate) => [candidate, null]),
  );
  const once: Judge = (candidate, ...circumstances) => {
    const known = verdicts.get(candidate);
    if (known !== undefined && known !== null) return known;
    const verdict = judge(candidate, ...circumstances);
    const kept = verdict.refusal === null ? { ...verdict, parts: NO_PARTS } : verdict;
    if (known === null) verdicts.set(candidate, kept);
    return kept;
  };
  const decide = assembleDecide(decideSteps, once);
  return (candidates) => {
    const { ranked, ...decision } = decide(order, { ...world, candidates });
    return {
      ...decision,
      ranked: ranked.map(({ driverId, rank, total }) => ({ driverId, rank, total })),
    };
  };
}
