import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultPolicy } from '#libs/matcher';
import {
  compare,
  makeWorld,
  modeNamed,
  parseScenario,
  type Compared,
  type Scenario,
} from '#libs/simulation';
import { digest } from '../award/evidence.js';
import { commitOf, machineFacts } from '../machine.js';
import type { Bench } from '../means.js';
import type { Row } from '../report.js';
import { rounded, spreadOf } from '../rounds.js';
import { isFull, type Scale } from '../scale.js';
import { ROOT } from '../stack.js';
import { goalsOf, type Market } from './goals.js';
import { QUESTIONS } from './questions.js';

/** Medians of fewer would be luck. */
const SEEDS = { full: 10, tiny: 1 } as const;
/** Of the drivers and orders of a scenario; enough to see that it works. */
const TINY_PART = 0.06;

/**
 * Committed markets, each played by the modes it is about, seed by seed the same drivers and
 * orders. Nothing is measured in seconds here but the run itself: the figures are those of the
 * market.
 */
export const benchModes: Bench = async (scale, means) => {
  const machine = machineFacts();
  const startMs = performance.now();
  const markets: Market[] = [];
  const rows: Row[] = [];
  for (const { scenario: name, modes, why } of QUESTIONS) {
    const scenario = await scenarioOf(name, scale);
    const before = performance.now();
    const compared = await playAll(scenario, modes, scale, means);
    const seconds = (performance.now() - before) / 1000;
    markets.push({ scenario: name, why, about: scenario.about, compared });
    rows.push(rowOf(name, scenario, compared, seconds));
  }
  const goals = goalsOf(markets);
  const all = markets.flatMap(({ compared }) => compared);
  const count = (pick: (of: Compared) => number): number =>
    all.reduce((sum, each) => sum + pick(each), 0);
  const counts = {
    decisions: count(({ inspected }) => inspected.decisions),
    replayedToTheSameBytes: count(({ inspected }) => inspected.replayed),
    drivers: count(({ inspected }) => inspected.drivers),
    totalsThatAreSums: count(({ inspected }) => inspected.sums),
    faults: count(({ faultCount }) => faultCount),
  };
  const sound =
    counts.faults === 0 &&
    counts.replayedToTheSameBytes === counts.decisions &&
    counts.totalsThatAreSums === counts.drivers;
  return {
    bench: 'modes',
    scenario: `${QUESTIONS.length} markets, ${seedsOf(scale).length} seeds each, medians`,
    scale,
    seed: scale.seed,
    commit: commitOf(ROOT),
    node: process.version,
    machine,
    server: { database: 'in memory, passing the contract of PostgreSQL’s adapter' },
    beside: rows[0]?.name ?? '',
    rows,
    figures: { goals, markets: markets.map(shownOf), faults: all.flatMap(({ faults }) => faults) },
    counts,
    resultHash: digest(all.map(({ mode, resultHash }) => `${mode} ${resultHash}`).join('\n')),
    absent: [],
    ok: isFull(scale) ? sound && goals.every(({ holds }) => holds) : null,
    seconds: rounded((performance.now() - startMs) / 1000),
  };
};

const seedsOf = ({ seed, tiny }: Scale): number[] =>
  Array.from({ length: tiny ? SEEDS.tiny : SEEDS.full }, (_, at) => seed + at);

async function scenarioOf(name: string, { tiny }: Scale): Promise<Scenario> {
  const file = join(ROOT, 'bench/modes/scenarios', `${name}.json`);
  const parsed = parseScenario(JSON.parse(await readFile(file, 'utf8')), defaultPolicy);
  if (!parsed.ok) {
    const why = parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new Error(`${file}: ${why}`);
  }
  const { scenario } = parsed;
  if (!tiny) return scenario;
  const part = (count: number): number => Math.max(8, Math.round(count * TINY_PART));
  return {
    ...scenario,
    hours: 2,
    drivers: { ...scenario.drivers, count: part(scenario.drivers.count) },
    orders: { ...scenario.orders, count: part(scenario.orders.count) },
  };
}

const playAll = (
  scenario: Scenario,
  modes: readonly string[],
  scale: Scale,
  { say, signal }: Parameters<Bench>[1],
): Promise<Compared[]> =>
  compare({
    base: scenario.policy,
    worlds: seedsOf(scale).map((seed) => makeWorld(scenario, seed)),
    modes: modes.map(modeNamed),
    say: (line) => say(`${scenario.name}: ${line}`),
    signal,
  });

/** How fast the market was played: virtual orders a second of a real one. */
function rowOf(
  name: string,
  scenario: Scenario,
  compared: readonly Compared[],
  seconds: number,
): Row {
  const plays = compared.reduce((sum, { seeds }) => sum + seeds.length, 0);
  const perSecond = (plays * scenario.orders.count) / seconds;
  return {
    name,
    what: scenario.about,
    perSecond: spreadOf([perSecond]),
    rounds: [rounded(perSecond)],
    httpMs: null,
    ratio: null,
  };
}

const shownOf = ({ scenario, why, compared }: Market) => ({
  scenario,
  why,
  modes: compared.map(({ mode, spread, gaps, inspected, rejections, resultHash, seeds }) => ({
    ...{ mode, spread, gaps, decisions: inspected.byKind, rejections, resultHash },
    seeds: seeds.map(({ seed, figures }) => ({ seed, ...figures })),
  })),
});
