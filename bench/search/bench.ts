import type { FleetIndex, Position } from '#libs/fleet-index';
import { digest } from '../award/evidence.js';
import { trucksOf, whereHardlyATruckIs, whereTrucksAre, type Trucks } from '../geo/country.js';
import { indexOf, NEEDS } from '../geo/own.js';
import { commitOf, machineFacts } from '../machine.js';
import type { Bench, BenchMeans } from '../means.js';
import { packageVersion } from '../peers/package-version.js';
import { orAbsent } from '../peers/peer.js';
import { PostGis } from '../peers/postgis.js';
import { Redis } from '../peers/redis.js';
import type { Row } from '../report.js';
import { quantile, ratiosOf, rounded, spreadOf } from '../rounds.js';
import { isFull, type Scale } from '../scale.js';
import { Seeded } from '../seeded.js';
import { ROOT } from '../stack.js';
import { lookingAtEveryone } from './brute-force.js';
import {
  contendersOf,
  FULL_POLICY,
  GEOKDBUSH,
  loadRedis,
  OWN,
  POSTGIS,
  REACH_METERS,
  REDIS,
  WANTED_COUNT,
  type Contender,
} from './contenders.js';
import { bestTwenty, bestTwentyOfAll } from './full-policy.js';

const GOAL = {
  ofGeokdbush: 0.8,
  timesPostgis: 50,
  timesRedis: 100,
  tail: 4,
  largestOfSmallest: 3,
  differences: 0,
} as const;
const SIZES = { full: [10_000, 100_000, 1_000_000], tiny: [1_000, 3_000] } as const;
const QUERIES = { full: 1_000, tiny: 60 } as const;
/** Against looking at everyone, over all sizes; every twentieth of them by the full policy, too. */
const CHECKED = { full: 10_000, tiny: 60 } as const;
const CHECKED_IN_FULL = 20;
const TRIES = 3;

type Sized = {
  readonly drivers: number;
  readonly contenders: readonly Contender[];
  /** Microseconds a query, round by round. */
  readonly micros: ReadonlyMap<string, readonly number[]>;
  readonly tail: Tail;
  readonly emptyTail: Tail;
  readonly differences: number;
  readonly checked: number;
  readonly judged: number;
  readonly hash: string;
};

type Tail = { readonly p50: number; readonly p99: number };

/** Nearest eligible drivers, beside everybody who claims to find them. */
export const benchSearch: Bench = async (scale, means) => {
  const machine = machineFacts();
  const startMs = performance.now();
  const size = scale.tiny ? 'tiny' : 'full';
  const absent: string[] = [];
  const redis = await orAbsent(absent, () => Redis.start());
  const postgis = await orAbsent(absent, () => PostGis.start()).catch(async (cause: unknown) => {
    await redis?.stop();
    throw cause;
  });
  const sizes: Sized[] = [];
  try {
    for (const drivers of SIZES[size]) {
      sizes.push(await measureSize(drivers, scale, means, { redis, postgis }));
    }
  } finally {
    await redis?.stop();
    await postgis?.stop();
  }
  const largest = sizes.at(-1)!;
  const verdict = verdictOf(sizes);
  return {
    bench: 'search',
    scenario:
      `${SIZES[size].join(', ')} trucks around thirty cities and between them, one in twenty ` +
      `eligible; ${QUERIES[size]} places where trucks are, 20 nearest within 100 km`,
    scale,
    seed: scale.seed,
    commit: commitOf(ROOT),
    node: process.version,
    machine,
    server: {
      geokdbush: packageVersion('geokdbush'),
      kdbush: packageVersion('kdbush'),
      ...(redis === null ? {} : { redis: redis.version }),
      ...(postgis === null ? {} : { postgis: postgis.version }),
    },
    beside: GEOKDBUSH,
    rows: rowsOf(largest),
    figures: { goal: GOAL, ...verdict.figures, sizes: sizes.map(figuresOf) },
    counts: {
      checked: sizes.reduce((sum, { checked }) => sum + checked, 0),
      differences: sizes.reduce((sum, { differences }) => sum + differences, 0),
    },
    resultHash: digest(sizes.map(({ hash }) => hash).join('\n')),
    absent,
    ok: isFull(scale) ? verdict.holds && absent.length === 0 : null,
    seconds: rounded((performance.now() - startMs) / 1000),
  };
};

async function measureSize(
  drivers: number,
  scale: Scale,
  { say, signal }: BenchMeans,
  peers: { redis: Redis | null; postgis: PostGis | null },
): Promise<Sized> {
  const size = scale.tiny ? 'tiny' : 'full';
  const trucks = trucksOf(drivers, scale.seed);
  const index = indexOf(trucks);
  if (peers.redis !== null) await loadRedis(peers.redis, trucks);
  await peers.postgis?.load(trucks);
  const places = new Seeded(scale.seed + 735);
  const queries = Array.from({ length: QUERIES[size] }, () => whereTrucksAre(places));
  const nowhere = Array.from({ length: QUERIES[size] }, () => whereHardlyATruckIs(places));
  const contenders = contendersOf({ trucks, index, ...peers });
  const micros = new Map(contenders.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round <= scale.rounds; round += 1) {
    for (const { name, queries: most, run } of contenders) {
      signal.throwIfAborted();
      const asked = queries.slice(0, most);
      const fromMs = performance.now();
      await run(asked);
      const took = ((performance.now() - fromMs) * 1_000) / asked.length;
      if (round > 0) micros.get(name)?.push(took);
    }
    const told = contenders.map(({ name }) => `${name} ${rounded(micros.get(name)?.at(-1) ?? 0)}`);
    say(`${drivers} ${round === 0 ? 'warm-up' : `round ${round}: ${told.join(', ')} µs`}`);
  }
  const checked = Math.floor(CHECKED[size] / SIZES[size].length);
  const rest = drivers === SIZES[size].at(-1) ? CHECKED[size] % SIZES[size].length : 0;
  return {
    drivers,
    contenders,
    micros,
    tail: tailOf(index, queries),
    emptyTail: tailOf(index, nowhere),
    ...differencesOf(index, trucks, checked + rest, new Seeded(scale.seed + drivers)),
    checked: checked + rest,
  };
}

/** Of each query the quickest of a few tries: what else the machine does is not the index's. */
function tailOf(index: FleetIndex, queries: readonly Position[]): Tail {
  const options = { reachMeters: REACH_METERS, limit: WANTED_COUNT, needs: NEEDS };
  const quickest = queries.map(() => Infinity);
  for (let attempt = 0; attempt <= TRIES; attempt += 1) {
    for (const [place, at] of queries.entries()) {
      const from = performance.now();
      index.nearest(at, options);
      const took = (performance.now() - from) * 1_000;
      // The first time around a place its list of cells is made.
      if (attempt > 0) quickest[place] = Math.min(quickest[place] ?? Infinity, took);
    }
  }
  quickest.sort((a, b) => a - b);
  return { p50: rounded(quantile(quickest, 0.5)), p99: rounded(quantile(quickest, 0.99)) };
}

function differencesOf(index: FleetIndex, trucks: Trucks, count: number, places: Seeded) {
  const everyone = lookingAtEveryone(trucks);
  const options = { reachMeters: REACH_METERS, limit: WANTED_COUNT, needs: NEEDS };
  const answers: string[] = [];
  let differences = 0;
  let judged = 0;
  for (let query = 0; query < count; query += 1) {
    const at = query % 5 === 0 ? whereHardlyATruckIs(places) : whereTrucksAre(places);
    const within = everyone(at, REACH_METERS);
    const answer = JSON.stringify(index.nearest(at, options).found);
    if (answer !== JSON.stringify(within.slice(0, WANTED_COUNT))) differences += 1;
    answers.push(answer);
    if (query % CHECKED_IN_FULL !== 1) continue;
    const best = bestTwenty(index, trucks, at, REACH_METERS);
    judged += best.judged / Math.max(1, within.length);
    if (best.found.join() !== bestTwentyOfAll(trucks, within).join()) differences += 1;
  }
  const asked = Math.ceil(count / CHECKED_IN_FULL);
  return { differences, judged: rounded(judged / asked), hash: digest(answers.join('\n')) };
}

const medianOf = ({ micros }: Sized, name: string): number =>
  spreadOf(micros.get(name) ?? []).median;

/** How many times as long the other takes, round by round. */
const timesOf = ({ micros }: Sized, name: string, beside: string): number =>
  spreadOf(ratiosOf(micros.get(name) ?? [], micros.get(beside) ?? [])).median;

function verdictOf(sizes: readonly Sized[]) {
  const [smallest, largest] = [sizes[0]!, sizes.at(-1)!];
  const figures = {
    ofGeokdbush: timesOf(largest, OWN, GEOKDBUSH),
    timesPostgis: timesOf(largest, POSTGIS, OWN),
    timesRedis: timesOf(largest, REDIS, OWN),
    tails: sizes.map(({ tail: { p50, p99 } }) => rounded(p99 / p50)),
    // Where hardly anybody is, against an ordinary query at that size.
    emptyTails: sizes.map(({ tail, emptyTail }) => rounded(emptyTail.p99 / tail.p50)),
    largestOfSmallest: rounded(medianOf(largest, OWN) / medianOf(smallest, OWN)),
  };
  const holds =
    figures.ofGeokdbush <= GOAL.ofGeokdbush &&
    figures.timesPostgis >= GOAL.timesPostgis &&
    figures.timesRedis >= GOAL.timesRedis &&
    [...figures.tails, ...figures.emptyTails].every((tail) => tail <= GOAL.tail) &&
    figures.largestOfSmallest <= GOAL.largestOfSmallest &&
    sizes.every(({ differences }) => differences === GOAL.differences);
  return { figures, holds };
}

const figuresOf = (sized: Sized) => ({
  drivers: sized.drivers,
  micros: Object.fromEntries(
    sized.contenders.map(({ name }) => [name, spreadOf(sized.micros.get(name) ?? [])]),
  ),
  eligibleMicros: sized.tail,
  eligibleWhereHardlyAnybodyIsMicros: sized.emptyTail,
  /** Of those eligible within reach, the share that had to be judged for the twenty best. */
  judgedShare: sized.judged,
});

function rowsOf(sized: Sized): Row[] {
  const beside = (sized.micros.get(GEOKDBUSH) ?? []).map((micros) => 1e6 / micros);
  return sized.contenders.map(({ name, what }) => {
    const own = (sized.micros.get(name) ?? []).map((micros) => 1e6 / micros);
    const alike = name !== GEOKDBUSH && !name.endsWith('anybody') && name !== FULL_POLICY;
    return {
      name,
      what,
      perSecond: spreadOf(own),
      rounds: own.map(rounded),
      httpMs: null,
      ratio: alike ? spreadOf(ratiosOf(own, beside)) : null,
    };
  });
}
