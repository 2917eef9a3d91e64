import { assembleDecide, decideSteps } from './decide.js';
import type { Decision } from './decision.js';
import type { Candidate, OrderFacts, World } from './domain.js';
import { judge, type Judge, type Verdict } from './judge.js';
import type { Policy } from './policy.js';

/**
 * `decide`, for one set of candidates after the other of the same order and circumstances. A
 * verdict hangs on nobody else, so who is the very same object as before is not judged again: what
 * would have been, had one of a thousand been otherwise, takes one verdict and not a thousand.
 */
export function decideOften(
  order: OrderFacts,
  world: World<Policy>,
): (candidates: readonly Candidate[]) => Decision {
  const verdicts = new WeakMap<Candidate, Verdict>();
  const once: Judge = (candidate, ...circumstances) => {
    const known = verdicts.get(candidate);
    if (known !== undefined) return known;
    const verdict = judge(candidate, ...circumstances);
    verdicts.set(candidate, verdict);
    return verdict;
  };
  const decide = assembleDecide(decideSteps, once);
  return (candidates) => decide(order, { ...world, candidates });
}
