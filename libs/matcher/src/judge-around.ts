import type { Circumstances } from './circumstances.js';
import type { Candidate, OrderFacts } from './domain.js';
import { inPrecedence } from './eligibility/eligibility.js';
import { FACTORS } from './policy.js';
import { factors } from './score.js';
import { compensationPart } from './scoring/compensation.js';

/** What his total would be, were this he; null where a rule refuses him. */
export type TotalOf = (changed: Candidate) => number | null;

/** A test may exchange one piece to prove that a law notices. */
export type AroundSteps = {
  readonly readBy: typeof readBy;
  readonly differing: typeof differing;
};

/** Something that looks at a candidate, what it came to with one, and what of him it read. */
type Looked<T> = {
  readonly look: (candidate: Candidate) => T;
  readonly came: T;
  readonly members: number;
};

/**
 * `judge`, for one driver after the other who differs from `own` in a little: a search for what
 * would have been enough asks dozens of times. A rule or factor is a function of what it reads, so
 * where none of that is another than before, it is not asked again. Verdicts only, for a search:
 * what a driver is told comes from `judge`, with its parts.
 */
export const assembleJudgeAround =
  (steps: AroundSteps) =>
  (own: Candidate, order: OrderFacts, circumstances: Circumstances): TotalOf => {
    const looked = <T>(candidate: Candidate, look: (candidate: Candidate) => T): Looked<T> => ({
      look,
      ...steps.readBy(candidate, look),
    });
    const rules = inPrecedence.map(({ rule }) =>
      looked(own, (candidate) => rule(candidate, order, circumstances) !== null),
    );
    const again = <T>({ look, came, members }: Looked<T>, changed: Candidate, other: number): T =>
      (members & other) === 0 ? came : look(changed);
    // Factors are asked only about drivers whom no rule refused: the first of them is kept.
    let first: { readonly candidate: Candidate; readonly worths: Looked<number>[] } | null = null;
    return (changed) => {
      const otherThanOwn = steps.differing(own, changed);
      for (const rule of rules) if (again(rule, changed, otherThanOwn)) return null;
      first ??= {
        candidate: changed,
        worths: worthsIn(order, circumstances).map((worth) => looked(changed, worth)),
      };
      const otherThanFirst = steps.differing(first.candidate, changed);
      let total = 0;
      for (const worth of first.worths) total += again(worth, changed, otherThanFirst);
      return total;
    };
  };

/** What each part adds to a total, as `partsOf` has them. */
function worthsIn(order: OrderFacts, circumstances: Circumstances) {
  const { policy } = circumstances;
  const worths = FACTORS.flatMap((factor) => {
    const weight = policy.weights[factor];
    if (weight === undefined) return [];
    const measure = factors[factor];
    return [(of: Candidate): number => weight * measure(of, order, circumstances).points];
  });
  const owed = (of: Candidate): number => {
    const part = compensationPart(of, policy);
    return part === null ? 0 : part.weight * part.points;
  };
  return [...worths, owed];
}

/** Members as bits; the last one stands for all that came later than there are bits. */
const bits = new Map<string | symbol, number>();
const LAST_BIT = 31;
const EVERY_BIT = -1;

function bitOf(member: string | symbol): number {
  const known = bits.get(member);
  if (known !== undefined) return known;
  const bit = 1 << Math.min(bits.size, LAST_BIT);
  bits.set(member, bit);
  return bit;
}

/** What it comes to, and the members of the candidate that were read on the way, there or not. */
export function readBy<T>(
  candidate: Candidate,
  look: (candidate: Candidate) => T,
): { readonly came: T; readonly members: number } {
  let members = 0;
  const watched = new Proxy(candidate, {
    get: (of, member) => {
      members |= bitOf(member);
      return of[member as keyof Candidate];
    },
    has: (of, member) => {
      members |= bitOf(member);
      return member in of;
    },
    // Who goes through all of them reads all of them.
    ownKeys: (of) => {
      members = EVERY_BIT;
      return Reflect.ownKeys(of);
    },
  });
  const came = look(watched);
  return { came, members };
}

/** The members that are not the very same in both. */
export function differing(one: Candidate, other: Candidate): number {
  let members = 0;
  for (const member in one) {
    if (one[member as keyof Candidate] !== other[member as keyof Candidate]) {
      members |= bitOf(member);
    }
  }
  for (const member in other) if (!(member in one)) members |= bitOf(member);
  return members;
}

export const judgeAround = assembleJudgeAround({ readBy, differing });
