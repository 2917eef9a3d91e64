import type { Candidate } from '#libs/matcher';
import type { Reaches, Situation } from './situation.js';
import { PAST_TERMS, PROFILE_SWITCHES, profileIsOn } from './past-terms.js';
import { PRESENT_TERMS } from './present-terms.js';
import type { Term } from './term.js';

/** Terms with how many steps of each, in the order of the terms. */
export type Steps = readonly (readonly [Term, number])[];

export const applied = (situation: Situation, steps: Steps): Candidate =>
  steps.reduce((candidate, [term, count]) => term.with(candidate, count, situation), situation.own);

/**
 * Two ways to change as much as one can: with the profile as it is, and with it switched over,
 * since one that is off has no use for more orders. Within each, more is never worse.
 */
export function waysOf(situation: Situation): readonly [Steps, Steps] {
  const most = (terms: readonly Term[]): Steps =>
    terms.map((term) => [term, term.steps(situation)] as const).filter(([, steps]) => steps > 0);
  const { on, off } = PROFILE_SWITCHES;
  return profileIsOn(situation.own)
    ? [most([...PRESENT_TERMS, ...PAST_TERMS]), most([...PRESENT_TERMS, off])]
    : [most(PRESENT_TERMS), most([...PRESENT_TERMS, on, ...PAST_TERMS])];
}

/** The least steps of this one term that are enough by themselves, or null. */
export function leastAlone(
  situation: Situation,
  [term, most]: Steps[number],
  reaches: Reaches,
): Steps | null {
  const enough = (count: number): boolean => reaches(term.with(situation.own, count, situation));
  if (!enough(most)) return null;
  return [[term, leastFrom(1, most, enough)]];
}

/**
 * The fewest terms that together are enough, each of them by no step more than it takes: what needs
 * time is made least first, then what can be done at once. Null when all of them as far as they go
 * are not enough.
 */
export function leastTogether(
  situation: Situation,
  ways: readonly Steps[],
  reaches: Reaches,
): Steps | null {
  const sets = ways
    .map((way) => fewest(situation, way, reaches))
    .filter((set): set is Steps => set !== null)
    .sort((a, b) => a.length - b.length);
  const [set] = sets;
  return set === undefined ? null : trimmed(situation, set, reaches);
}

/**
 * A term without which even all the others fall short is in every set that is enough; the rest is
 * tried from few to many.
 */
function fewest(situation: Situation, way: Steps, reaches: Reaches): Steps | null {
  const enough = (steps: Steps): boolean => reaches(applied(situation, steps));
  if (!enough(way)) return null;
  const needed = new Set(way.filter((each) => !enough(way.filter((other) => other !== each))));
  const others = way.filter((each) => !needed.has(each));
  for (let more = 0; more <= others.length; more++) {
    for (const chosen of subsets(others, more)) {
      const set = way.filter((each) => needed.has(each) || chosen.includes(each));
      if (enough(set)) return set;
    }
  }
  return way;
}

function trimmed(situation: Situation, set: Steps, reaches: Reaches): Steps {
  const steps = set.map(([term, count]) => ({ term, count }));
  for (const each of [...steps].reverse()) {
    const most = each.count;
    each.count = leastFrom(1, most, (count) => {
      each.count = count;
      return reaches(
        applied(
          situation,
          steps.map(({ term, count }) => [term, count] as const),
        ),
      );
    });
  }
  return steps.map(({ term, count }) => [term, count] as const);
}

/** `holds` is true at `most` and never turns false as the count grows. */
function leastFrom(least: number, most: number, holds: (count: number) => boolean): number {
  let [low, high] = [least, most];
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function* subsets<T>(of: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const [at, first] of of.entries()) {
    for (const rest of subsets(of.slice(at + 1), size - 1)) yield [first, ...rest];
  }
}
