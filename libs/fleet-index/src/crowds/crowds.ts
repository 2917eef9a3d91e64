import { childrenOf, parentOf, resolutionOf } from '../cells.js';
import { fewerThan, Inference, isPossible, NOTHING, type Possible } from './possible.js';

/** So many are in this cell and in none of the finer cells that are named beside it. */
export type Crowd = { readonly cell: string; readonly resolution: number; readonly count: number };

export type CrowdRules = {
  /** Fewer than this are never counted for themselves. */
  readonly atLeast: number;
  readonly finest: number;
  readonly coarsest: number;
};

/** How cells lie in one another; H3, unless a test brings a smaller world. */
export type Nesting = {
  parentOf(cell: string): string;
  childrenOf(cell: string): readonly string[];
  resolutionOf(cell: string): number;
};

const H3: Nesting = { parentOf, childrenOf, resolutionOf };

/** Those of a cell that no published count holds, and what a reader takes for possible of them. */
type Rest = { readonly count: number; readonly possible: Possible };

/**
 * Counts that hide every few among many. A cell with enough is counted by itself; what is left of
 * the others climbs to the parent, where it is counted if it is enough by then, and so on; what is
 * not enough in the coarsest cell is left out.
 *
 * Nobody is counted twice, so no difference of two counts is a number of drivers. And a rest is
 * shown only while every hidden child could as well be empty: seven children of four each would
 * otherwise be told by their sum, 28. Whether it is shown depends on nothing but what is shown and
 * that sum, so the reader who knows this function can do no better than `possible` does.
 */
export function crowdsOf(
  counts: ReadonlyMap<string, number>,
  { atLeast, finest, coarsest }: CrowdRules,
  nesting: Nesting = H3,
): Crowd[] {
  const inference = new Inference();
  const enough = ~fewerThan(atLeast);
  const crowds: Crowd[] = [];
  const untouched = new Map<string, Possible>();

  /** Of a cell nobody was counted in: readers cannot know that, so it may hide as any other. */
  const possibleIfEmpty = (cell: string): Possible => {
    if (nesting.resolutionOf(cell) === finest) return fewerThan(atLeast);
    const children = nesting.childrenOf(cell);
    const alike = `${nesting.resolutionOf(cell)}/${children.length}`;
    const known = untouched.get(alike);
    if (known !== undefined) return known;
    const { sums, discreet } = inference.join(children.map(possibleIfEmpty));
    const possible = sums & ~(discreet & enough);
    untouched.set(alike, possible);
    return possible;
  };

  const publish = (cell: string, count: number): Rest => {
    crowds.push({ cell, resolution: nesting.resolutionOf(cell), count });
    return { count: 0, possible: NOTHING };
  };

  let level = new Map<string, Rest>();
  for (const [cell, count] of counts) {
    if (nesting.resolutionOf(cell) !== finest) {
      throw new RangeError(`expected cells of resolution ${finest}, got ${cell}`);
    }
    const few = { count, possible: fewerThan(atLeast) };
    level.set(cell, count >= atLeast ? publish(cell, count) : few);
  }
  for (let resolution = finest; resolution > coarsest; resolution -= 1) {
    const parents = new Set([...level.keys()].map((cell) => nesting.parentOf(cell)));
    const above = new Map<string, Rest>();
    for (const parent of parents) {
      const children = nesting.childrenOf(parent);
      const count = children.reduce((sum, child) => sum + (level.get(child)?.count ?? 0), 0);
      const { sums, discreet } = inference.join(
        children.map((child) => level.get(child)?.possible ?? possibleIfEmpty(child)),
      );
      const shown = count >= atLeast && isPossible(discreet, count);
      const hidden = { count, possible: sums & ~(discreet & enough) };
      above.set(parent, shown ? publish(parent, count) : hidden);
    }
    level = above;
  }
  return crowds;
}
