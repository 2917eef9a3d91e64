import { canonicalJson, sha256Hex } from '#libs/explanations';
import type { Policy } from '#libs/matcher';
import type { Fault } from './faults.js';
import { figuresOf, gapsOf, median, rounded, type FigureName, type Figures } from './figures.js';
import type { Gap } from './figures.js';
import type { Inspected } from './inspection.js';
import type { SimMode } from './modes.js';
import { play, type Played, type Playing } from './play.js';
import type { World } from './world.js';

export type Spread = { readonly min: number; readonly median: number; readonly max: number };

/** One mode over all seeds. */
export type Compared = {
  readonly mode: string;
  readonly about: string;
  readonly seeds: readonly { readonly seed: number; readonly figures: Figures }[];
  readonly spread: Readonly<Record<FigureName, Spread>>;
  /** Medians over the seeds. */
  readonly gaps: readonly Gap[];
  readonly inspected: Inspected;
  readonly rejections: Readonly<Record<string, number>>;
  readonly faultCount: number;
  readonly faults: readonly Fault[];
  /** Of the figures and of what was decided: the same seeds give the same hash anywhere. */
  readonly resultHash: string;
};

export type Comparing = Playing & {
  readonly base: Policy;
  readonly worlds: readonly World[];
  readonly modes: readonly SimMode[];
  /** Each play as it ends, for who draws it; it is not kept. */
  readonly played?: (played: Played, seed: number) => void;
};

/** Every mode plays every world, one after the other; the same worlds, seed by seed. */
export async function compare(comparing: Comparing): Promise<Compared[]> {
  const { base, worlds, modes, played, say, ...playing } = comparing;
  const compared: Compared[] = [];
  for (const mode of modes) {
    const plays: Kept[] = [];
    for (const world of worlds) {
      const done = await play(world, mode, base, { ...playing, ...(say && { say }) });
      played?.(done, world.seed);
      const figures = figuresOf(done);
      say?.(
        `${mode.name}, seed ${world.seed}: ${figures.served} of ${figures.orders} served, ` +
          `${figures.emptyKmPerOrder} empty km an order, ${done.inspected.decisions} decisions` +
          (done.faultCount > 0 ? `, ${done.faultCount} FAULTS` : ''),
      );
      plays.push({
        ...{ seed: world.seed, figures, gaps: gapsOf(done.trucks), inspected: done.inspected },
        ...{ rejections: done.rejections, faultCount: done.faultCount, faults: done.faults },
      });
    }
    compared.push(comparedOf(mode, plays));
  }
  return compared;
}

type Kept = Pick<Played, 'inspected' | 'rejections' | 'faultCount' | 'faults'> & {
  readonly seed: number;
  readonly figures: Figures;
  readonly gaps: readonly Gap[];
};

function comparedOf(mode: SimMode, plays: readonly Kept[]): Compared {
  const figures = plays.map((each) => each.figures);
  const names = Object.keys(figures[0] ?? {}) as FigureName[];
  const seeds = plays.map(({ seed, figures: of }) => ({ seed, figures: of }));
  const inspected = inspectedIn(plays);
  return {
    mode: mode.name,
    about: mode.about,
    seeds,
    spread: Object.fromEntries(
      names.map((name) => [name, spreadOf(figures.map((each) => each[name]))]),
    ) as Record<FigureName, Spread>,
    gaps: gapsIn(plays),
    inspected,
    rejections: summed(plays.map(({ rejections }) => rejections)),
    faultCount: plays.reduce((so, { faultCount }) => so + faultCount, 0),
    faults: plays.flatMap(({ faults }) => faults).slice(0, 20),
    resultHash: sha256Hex(canonicalJson({ seeds, inspected })).slice(0, 16),
  };
}

const spreadOf = (values: readonly number[]): Spread => ({
  min: Math.min(...values),
  median: rounded(median(values), 4),
  max: Math.max(...values),
});

function gapsIn(plays: readonly Kept[]): Gap[] {
  return (plays[0]?.gaps ?? []).map(({ group }, at) => {
    const those = plays.flatMap(({ gaps }) => gaps[at] ?? []);
    const of = (pick: (gap: Gap) => number | null): number[] =>
      those.map(pick).filter((value) => value !== null);
    const ratios = of(({ ratio }) => ratio);
    return {
      group,
      drivers: median(of(({ drivers }) => drivers)),
      others: median(of(({ others }) => others)),
      incomeMeanYuan: rounded(median(of(({ incomeMeanYuan }) => incomeMeanYuan))),
      othersMeanYuan: rounded(median(of(({ othersMeanYuan }) => othersMeanYuan))),
      ratio: ratios.length === 0 ? null : rounded(median(ratios), 3),
    };
  });
}

const inspectedIn = (plays: readonly Kept[]): Inspected => {
  const of = (pick: (inspected: Inspected) => number): number =>
    plays.reduce((so, { inspected }) => so + pick(inspected), 0);
  return {
    decisions: of(({ decisions }) => decisions),
    byKind: summed(plays.map(({ inspected }) => inspected.byKind)),
    drivers: of(({ drivers }) => drivers),
    replayed: of(({ replayed }) => replayed),
    sums: of(({ sums }) => sums),
  };
};

function summed(those: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const each of those) {
    for (const [name, count] of Object.entries(each)) sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
