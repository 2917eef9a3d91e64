import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { componentsOf, flawOf, costOf, solveAssignment, solveDense } from '#libs/matcher';
import { digest } from '../award/evidence.js';
import { commitOf, machineFacts } from '../machine.js';
import type { Bench, BenchMeans } from '../means.js';
import { orAbsent } from '../peers/peer.js';
import type { Row } from '../report.js';
import { ratiosOf, rounded, spreadOf } from '../rounds.js';
import { isFull } from '../scale.js';
import { ROOT } from '../stack.js';
import {
  denseTask,
  knownAreHere,
  knownDense,
  knownSparse,
  madeDense,
  market,
  sparseTask,
} from './instances.js';
import { Lemon, SciPy, type Answer, type Task } from './peers.js';
import { roundOver } from './round.js';
import { wrongOf } from './small.js';

const GOAL = { denseOfSciPy: 0.8, sparseOfSciPy: 0.15, sparseOfLemon: 0.8, roundMs: 1000 } as const;
const SIZES = {
  full: { dense: 1000, orders: 10_000, small: 10_000, round: { orders: 5000, drivers: 50_000 } },
  tiny: { dense: 60, orders: 200, small: 200, round: { orders: 50, drivers: 500 } },
} as const;
/** Small ones are over before a clock is sure of anything. */
const TRIES = 3;

/** One problem, with each solver's time in every round. */
type Measured = {
  readonly name: string;
  readonly kind: Task['kind'];
  readonly known: number | null;
  readonly own: number[];
  readonly scipy: number[];
  readonly lemon: number[];
  readonly costs: Set<number>;
  readonly solve: () => number;
  readonly task: Task;
};

/** The solver beside SciPy and LEMON on the same problems, in turns; then a whole round. */
export const benchAssign: Bench = async (scale, means) => {
  const machine = machineFacts();
  const startMs = performance.now();
  const sizes = SIZES[scale.tiny ? 'tiny' : 'full'];
  const folder = mkdtempSync(join(tmpdir(), 'paidan-assign-'));
  const absent: string[] = knownAreHere()
    ? []
    : ['problems with known answers: not on this machine'];
  const scipy = await orAbsent(absent, () => SciPy.start());
  const lemon = await orAbsent(absent, () => Lemon.start(folder));
  try {
    const measured = problems(sizes, scale.seed, folder);
    for (let round = 0; round <= scale.rounds; round++) {
      means.signal.throwIfAborted();
      for (const each of measured) await solveAll(each, { scipy, lemon, counts: round > 0 });
      means.say(round === 0 ? 'warm-up' : `round ${round}/${scale.rounds}`);
    }
    const wrong = wrongOf(sizes.small, scale.seed);
    const rounds = roundsOf(sizes.round, scale, means);
    const figures = figuresOf(measured, rounds, wrong);
    const holds = figures.holds && absent.length === 0;
    return {
      bench: 'assign',
      scenario:
        'dense and sparse assignment beside SciPy and LEMON; then a round of ' +
        `${sizes.round.orders} orders and ${sizes.round.drivers} drivers`,
      scale,
      seed: scale.seed,
      commit: commitOf(ROOT),
      node: process.version,
      machine,
      server: {
        ...(scipy === null ? {} : { scipy: scipy.version }),
        ...(lemon === null ? {} : { lemon: lemon.version }),
      },
      beside: 'SciPy',
      rows: measured.map(rowOf),
      figures: { goal: GOAL, ...figures },
      counts: {
        ...{ problems: measured.length, small: sizes.small, wrong },
        ...{ awarded: rounds.awarded, parts: rounds.parts },
      },
      resultHash: digest(
        [...measured.map(({ name, costs }) => `${name} ${[...costs].join()}`), rounds.hash].join(
          '\n',
        ),
      ),
      absent,
      ok: isFull(scale) ? holds : null,
      seconds: rounded((performance.now() - startMs) / 1000),
    };
  } finally {
    scipy?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

function problems(
  sizes: (typeof SIZES)['full' | 'tiny'],
  seed: number,
  folder: string,
): Measured[] {
  const here = knownAreHere();
  const none = (): Pick<Measured, 'own' | 'scipy' | 'lemon' | 'costs'> => ({
    ...{ own: [], scipy: [], lemon: [] },
    costs: new Set(),
  });
  const dense = [...(here ? knownDense() : []), ...madeDense(sizes.dense, seed)].map(
    (each): Measured => ({
      ...none(),
      ...{ name: each.name, kind: 'dense', known: each.optimum ?? null },
      task: denseTask(each, folder),
      solve: () => {
        const { columnOf, rowPrices, columnPrices } = solveDense(each.problem);
        const { columns, costs } = each.problem;
        const cost = columnOf.reduce((sum, to, row) => sum + costs[row * columns + to]!, 0);
        const prices = [...rowPrices, ...columnPrices].reduce((sum, price) => sum + price, 0);
        if (cost !== prices) throw new Error(`${each.name}: its prices do not prove its cost`);
        return cost;
      },
    }),
  );
  const sparse = [
    ...(here ? knownSparse() : []),
    market(sizes.orders, sizes.orders, seed),
    market(sizes.orders, 3 * sizes.orders, seed),
  ].map((each): Measured => {
    const solve = (): number => {
      let cost = 0;
      for (const { problem } of componentsOf(each.problem)) {
        const solved = solveAssignment(problem);
        if (solved.kind !== 'optimal') throw new Error(`${each.name}: ${solved.kind}`);
        cost += costOf(problem, solved.assignment.columnOf);
      }
      return cost;
    };
    for (const { problem } of componentsOf(each.problem)) {
      const solved = solveAssignment(problem);
      const flaw = solved.kind === 'optimal' ? flawOf(problem, solved.assignment) : solved.kind;
      if (flaw !== null) throw new Error(`${each.name}: ${flaw}`);
    }
    return {
      ...none(),
      ...{ name: each.name, kind: 'sparse', known: each.optimum ?? null, solve },
      task: sparseTask(each, folder),
    };
  });
  return [...dense, ...sparse];
}

async function solveAll(
  each: Measured,
  { scipy, lemon, counts }: { scipy: SciPy | null; lemon: Lemon | null; counts: boolean },
): Promise<void> {
  const tries = Array.from({ length: TRIES }, () => {
    const fromMs = performance.now();
    const cost = each.solve();
    return { ms: performance.now() - fromMs, cost };
  });
  const own = tries.reduce((best, tried) => (tried.ms < best.ms ? tried : best));
  const ofSciPy: Answer[] = [];
  for (let at = 0; scipy !== null && at < TRIES; at++) ofSciPy.push(await scipy.solve(each.task));
  // Where every row must have a column the peer would need another model; it is asked about
  // markets.
  const asked = each.kind === 'sparse' && each.known === null;
  const ofLemon = lemon !== null && asked ? [await lemon.solve(each.task)] : [];
  for (const { cost } of [own, ...ofSciPy, ...ofLemon]) each.costs.add(cost);
  if (!counts) return;
  each.own.push(own.ms);
  if (ofSciPy.length > 0) each.scipy.push(Math.min(...ofSciPy.map(({ ms }) => ms)));
  each.lemon.push(...ofLemon.map(({ ms }) => ms));
}

function roundsOf(
  sizes: { readonly orders: number; readonly drivers: number },
  { rounds, seed }: { rounds: number; seed: number },
  { say }: BenchMeans,
): {
  ms: number[];
  searchMs: number[];
  parts: number;
  awarded: number;
  traded: number;
  hash: string;
} {
  const hold = roundOver(sizes, seed);
  hold();
  const held = Array.from({ length: rounds }, () => hold());
  const hashes = new Set(held.map(({ winners }) => digest(winners.join(','))));
  if (hashes.size !== 1) throw new Error('the same round came out differently');
  say(`rounds: ${held.map(({ ms }) => rounded(ms)).join(', ')} ms`);
  const { parts = 0, awarded = 0, traded = 0 } = held[0] ?? {};
  return {
    ms: held.map(({ ms }) => ms),
    searchMs: held.map(({ searchMs }) => searchMs),
    ...{ parts, awarded, traded, hash: [...hashes].join() },
  };
}

function figuresOf(
  measured: readonly Measured[],
  rounds: ReturnType<typeof roundsOf>,
  wrong: number,
): Readonly<Record<string, unknown>> & { readonly holds: boolean } {
  const median = (own: readonly number[], beside: readonly number[]): number | null =>
    beside.length === 0 ? null : spreadOf(ratiosOf([...own], [...beside])).median;
  const dense = measured.filter(({ kind }) => kind === 'dense');
  const markets = measured.filter(({ kind, known }) => kind === 'sparse' && known === null);
  const ratios = dense.map(({ own, scipy }) => median(own, scipy) ?? NaN);
  const denseOfSciPy = Math.exp(
    ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length,
  );
  const sparse = markets.map(({ name, own, scipy, lemon }) => ({
    name,
    ofSciPy: median(own, scipy),
    ofLemon: median(own, lemon),
  }));
  const equal = measured.every(
    ({ costs, known }) => costs.size === 1 && (known === null || costs.has(known)),
  );
  const roundMs = spreadOf(rounds.ms);
  return {
    optimaEqual: equal,
    denseOfSciPy: Number.isNaN(denseOfSciPy) ? null : rounded(denseOfSciPy),
    sparse,
    ms: Object.fromEntries(
      measured.map(({ name, own, scipy, lemon }) => [
        name,
        {
          own: spreadOf(own),
          ...(scipy.length === 0 ? {} : { scipy: spreadOf(scipy) }),
          ...(lemon.length === 0 ? {} : { lemon: spreadOf(lemon) }),
        },
      ]),
    ),
    roundMs,
    roundSearchMs: spreadOf(rounds.searchMs),
    tradeOffs: rounds.traded,
    holds:
      equal &&
      wrong === 0 &&
      denseOfSciPy <= GOAL.denseOfSciPy &&
      sparse.every(
        ({ ofSciPy, ofLemon }) =>
          (ofSciPy ?? Infinity) <= GOAL.sparseOfSciPy &&
          (ofLemon ?? Infinity) <= GOAL.sparseOfLemon,
      ) &&
      roundMs.median < GOAL.roundMs,
  };
}

function rowOf({ name, kind, own, scipy }: Measured): Row {
  const perSecond = own.map((ms) => 1000 / ms);
  return {
    name,
    what: `${kind}, solved so often`,
    perSecond: spreadOf(perSecond),
    rounds: perSecond.map(rounded),
    httpMs: null,
    ratio:
      scipy.length === 0
        ? null
        : spreadOf(
            ratiosOf(
              perSecond,
              scipy.map((ms) => 1000 / ms),
            ),
          ),
  };
}
