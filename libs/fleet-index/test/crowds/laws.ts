import assert from 'node:assert/strict';
import type { Crowd } from '../../src/crowds/crowds.js';
import { hiddenIn, smallWorld, worldsOf, type Publishing, type SmallWorld } from './small-world.js';

/** Small enough to try every world there is, and of different shapes. */
const WORLDS: readonly SmallWorld[] = [
  smallWorld([2, 2], 2, 4),
  smallWorld([3, 2], 2, 3),
  smallWorld([2, 3], 3, 4),
  smallWorld([2, 2, 2], 2, 2),
  smallWorld([7], 3, 3),
];

const spelled = (crowds: readonly Crowd[]): string =>
  crowds
    .map(({ cell, count }) => `${cell}=${count}`)
    .sort()
    .join(' ');

function forEveryWorld(
  publishing: Publishing,
  check: (crowds: readonly Crowd[], counts: ReadonlyMap<string, number>, of: SmallWorld) => void,
): void {
  for (const small of WORLDS) {
    for (const counts of worldsOf(small)) {
      check(publishing(counts, small.rules, small.nesting), counts, small);
    }
  }
}

/** Exhaustive: what they say holds in every world of those sizes. */
export const laws = {
  'no published count is below the least': (publishing: Publishing): void =>
    forEveryWorld(publishing, (crowds, _, { rules }) => {
      for (const { count } of crowds) assert.ok(count >= rules.atLeast);
    }),

  'a count is of everyone in the cell who is in no finer count': (publishing: Publishing): void =>
    forEveryWorld(publishing, (crowds, counts) => {
      for (const { cell, count } of crowds) {
        const finer = crowds.filter((each) => each.cell !== cell && each.cell.startsWith(cell));
        const inside = hiddenIn(cell, counts, new Set(finer.map((each) => each.cell)));
        assert.equal(count, inside);
      }
    }),

  'who reads all that is published takes every hidden cell for possibly empty': (
    publishing: Publishing,
  ): void => {
    for (const small of WORLDS) {
      // Worlds that look the same, and the fewest that any of them hides in each cell.
      const seen = new Map<string, Map<string, number>>();
      for (const counts of worldsOf(small)) {
        const crowds = publishing(counts, small.rules, small.nesting);
        const published = new Set(crowds.map(({ cell }) => cell));
        const looks = spelled(crowds);
        const fewest = seen.get(looks) ?? new Map<string, number>();
        seen.set(looks, fewest);
        for (const cell of small.cells) {
          if (published.has(cell)) continue;
          const finer = new Set([...published].filter((each) => each.startsWith(cell)));
          // In no finer count: counted farther up, or nowhere.
          const hidden = hiddenIn(cell, counts, finer);
          fewest.set(cell, Math.min(fewest.get(cell) ?? Number.POSITIVE_INFINITY, hidden));
        }
      }
      for (const [looks, fewest] of seen) {
        for (const [cell, count] of fewest) {
          assert.equal(count, 0, `"${looks}" tells of at least ${count} in ${cell}`);
        }
      }
    }
  },

  'enough in one leaf are always counted there': (publishing: Publishing): void =>
    forEveryWorld(publishing, (crowds, counts, { rules }) => {
      for (const [leaf, count] of counts) {
        if (count < rules.atLeast) continue;
        assert.ok(crowds.some((each) => each.cell === leaf && each.count === count));
      }
    }),
} as const;
