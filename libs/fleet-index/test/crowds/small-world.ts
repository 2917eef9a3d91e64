import type { CrowdRules, crowdsOf, Nesting } from '../../src/crowds/crowds.js';

export type Publishing = typeof crowdsOf;

/** Cells named by their way down: `r` holds `ra` and `rb`, `ra` holds `raa` … */
export type SmallWorld = {
  readonly rules: CrowdRules;
  readonly nesting: Nesting;
  readonly leaves: readonly string[];
  readonly cells: readonly string[];
  /** So many may be in a leaf. */
  readonly most: number;
};

export function smallWorld(
  widths: readonly number[],
  atLeast: number,
  most: number,
  names = 'abcdefg',
): SmallWorld {
  const finest = widths.length;
  const childrenOf = (cell: string): string[] =>
    [...names.slice(0, widths[cell.length - 1] ?? 0)].map((name) => cell + name);
  const cells = ['r'];
  for (const cell of cells) cells.push(...childrenOf(cell));
  return {
    rules: { atLeast, finest, coarsest: 0 },
    nesting: {
      parentOf: (cell) => cell.slice(0, -1),
      childrenOf,
      resolutionOf: (cell) => cell.length - 1,
    },
    leaves: cells.filter((cell) => cell.length - 1 === finest),
    cells,
    most,
  };
}

/** Every way in which drivers can stand in the leaves. */
export function* worldsOf({ leaves, most }: SmallWorld): Generator<Map<string, number>> {
  const total = (most + 1) ** leaves.length;
  for (let world = 0; world < total; world++) {
    const counts = new Map<string, number>();
    for (let index = 0, rest = world; index < leaves.length; index++) {
      const count = rest % (most + 1);
      rest = Math.floor(rest / (most + 1));
      if (count > 0) counts.set(leaves[index] ?? '', count);
    }
    yield counts;
  }
}

/** What is left of a cell's drivers when those in published counts within it are taken away. */
export function hiddenIn(
  cell: string,
  counts: ReadonlyMap<string, number>,
  published: ReadonlySet<string>,
): number {
  let hidden = 0;
  for (const [leaf, count] of counts) {
    if (!leaf.startsWith(cell)) continue;
    const ways = Array.from({ length: leaf.length - cell.length + 1 }, (_, up) =>
      leaf.slice(0, leaf.length - up),
    );
    if (!ways.some((each) => published.has(each))) hidden += count;
  }
  return hidden;
}
