import type { Circumstances } from './circumstances.js';
import type { Part, Refusal } from './decision.js';
import type { Candidate, OrderFacts } from './domain.js';
import { refusal } from './eligibility/eligibility.js';
import { type Factors, factors, partsOf, sumOf } from './score.js';

export type Verdict =
  | { readonly refusal: Refusal }
  | { readonly refusal: null; readonly total: number; readonly parts: readonly Part[] };

export type Judge = (
  candidate: Candidate,
  order: OrderFacts,
  circumstances: Circumstances,
) => Verdict;

/**
 * What a verdict is put together from. A test may exchange one piece to prove that a law notices.
 */
export type JudgeSteps = {
  readonly refusal: typeof refusal;
  readonly factors: Factors;
  readonly sum: (parts: readonly Part[]) => number;
};

export const judgeSteps: JudgeSteps = { refusal, factors, sum: sumOf };

export const assembleJudge =
  (steps: JudgeSteps): Judge =>
  (candidate, order, circumstances) => {
    const refused = steps.refusal(candidate, order, circumstances);
    if (refused !== null) return { refusal: refused };
    const parts = partsOf(steps.factors, candidate, order, circumstances);
    return { refusal: null, total: steps.sum(parts), parts };
  };

/** One driver against one order: refused for a named reason, or worth a total with its parts. */
export const judge: Judge = assembleJudge(judgeSteps);
