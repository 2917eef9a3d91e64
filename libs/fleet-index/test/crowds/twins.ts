import { crowdsOf, type Crowd } from '../../src/crowds/crowds.js';
import type { laws } from './laws.js';
import type { Publishing } from './small-world.js';

type Twin = { readonly breaks: keyof typeof laws; readonly twin: Publishing };

/** As is usual: climbs until there are enough, and looks at nothing but the number. */
const climbing =
  (whole: boolean, enough: (count: number, atLeast: number) => boolean): Publishing =>
  (counts, { atLeast, finest, coarsest }, nesting) => {
    if (nesting === undefined) throw new Error('for small worlds only');
    const crowds: Crowd[] = [];
    let level = new Map(counts);
    for (let resolution = finest; ; resolution -= 1) {
      const above = new Map<string, number>();
      for (const [cell, count] of level) {
        const shown = enough(count, atLeast);
        if (shown) crowds.push({ cell, resolution, count });
        if (resolution === coarsest || (shown && !whole)) continue;
        const parent = nesting.parentOf(cell);
        above.set(parent, (above.get(parent) ?? 0) + count);
      }
      if (resolution === coarsest) return crowds;
      level = above;
    }
  };

/** Each is what one would write first, and breaks one law. */
export const twins: Readonly<Record<string, Twin>> = {
  'shows a rest whatever it gives away': {
    breaks: 'who reads all that is published takes every hidden cell for possibly empty',
    twin: climbing(false, (count, atLeast) => count >= atLeast),
  },
  'counts a parent whole beside its children': {
    breaks: 'who reads all that is published takes every hidden cell for possibly empty',
    twin: climbing(true, (count, atLeast) => count >= atLeast),
  },
  'counts a crowd once more in its parent': {
    breaks: 'a count is of everyone in the cell who is in no finer count',
    twin: climbing(true, (count, atLeast) => count >= 2 * atLeast),
  },
  'is content with one less': {
    breaks: 'no published count is below the least',
    twin: (counts, rules, nesting) =>
      crowdsOf(counts, { ...rules, atLeast: rules.atLeast - 1 }, nesting),
  },
  'knows the coarsest cells only': {
    breaks: 'enough in one leaf are always counted there',
    twin: (...given) => crowdsOf(...given).filter(({ resolution }) => resolution === 0),
  },
};
