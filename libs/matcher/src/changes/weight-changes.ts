import { FACTORS, type FactorName, type PartName, type Policy } from '../policy.js';
import { remediesOf } from '../remedies.js';

/** One weight that two policies give differently; 0 is a part that does not count. */
export type WeightChange = {
  /** JSON pointer into the document. */
  readonly path: string;
  readonly part: PartName;
  readonly before: number;
  readonly after: number;
  /** Of what it was, in thousandths and signed; null for a part that did not count before. */
  readonly changePermille: number | null;
  /** What part of all weights it is, before and after. */
  readonly sharePermille: { readonly before: number; readonly after: number };
  /** More than a fifth of what it was: such a change is rehearsed before it decides. */
  readonly large: boolean;
};

/** 20 % of a weight; more than this needs a shadow run. */
export const LARGE_CHANGE_PERMILLE = 200;

/**
 * Every part of a total whose weight differs, in the order of the factors; priority owed is a part
 * as well. A part that is added or taken away is a large change whatever its weight.
 */
export function weightChanges(before: Policy, after: Policy): WeightChange[] {
  const [was, is] = [weightsOf(before), weightsOf(after)];
  const [wasAll, isAll] = [sum(was), sum(is)];
  return [...was.keys()].flatMap((part): WeightChange[] => {
    const [from, to] = [was.get(part) ?? 0, is.get(part) ?? 0];
    if (from === to) return [];
    const change = Math.abs(to - from);
    return [
      {
        path: part === 'compensation' ? '/remedies/compensationWeight' : `/weights/${part}`,
        part,
        before: from,
        after: to,
        changePermille: from === 0 ? null : Math.round((1000 * (to - from)) / from),
        sharePermille: { before: share(from, wasAll), after: share(to, isAll) },
        // In whole numbers: 30 to 36 is a fifth exactly, and not more.
        large: 1000 * change > LARGE_CHANGE_PERMILLE * from,
      },
    ];
  });
}

function weightsOf(policy: Policy): Map<PartName, number> {
  // A policy from before a factor existed gives it no weight.
  const given: Readonly<Partial<Record<FactorName, number>>> = policy.weights;
  return new Map<PartName, number>([
    ...FACTORS.map((factor) => [factor, given[factor] ?? 0] as const),
    ['compensation', remediesOf(policy).compensationWeight],
  ]);
}

/**
 * Priority owed is full or absent, and rare: it is no part of the whole that shares are told of.
 */
const sum = (weights: ReadonlyMap<PartName, number>): number =>
  FACTORS.reduce((all, factor) => all + (weights.get(factor) ?? 0), 0);

const share = (weight: number, all: number): number =>
  all === 0 ? 0 : Math.round((1000 * weight) / all);
