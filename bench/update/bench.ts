import { digest } from '../award/evidence.js';
import { trucksOf, whereTrucksAre } from '../geo/country.js';
import { indexOf, NEEDS } from '../geo/own.js';
import { commitOf, machineFacts } from '../machine.js';
import type { Bench, BenchMeans } from '../means.js';
import { packageVersion } from '../peers/package-version.js';
import { orAbsent } from '../peers/peer.js';
import { command, Redis } from '../peers/redis.js';
import type { Row } from '../report.js';
import { ratiosOf, rounded, spreadOf } from '../rounds.js';
import { isFull, type Scale } from '../scale.js';
import { lookingAtEveryone } from '../search/brute-force.js';
import { loadRedis } from '../search/contenders.js';
import { Seeded } from '../seeded.js';
import { ROOT } from '../stack.js';
import { contendersOf, OWN, RBUSH, REDIS, type Contender } from './contenders.js';
import { liveBytes } from './memory.js';
import { movesOf } from './moves.js';

const GOAL = { timesRedis: 3.5, timesRbush: 6, bytesADriver: 103 } as const;
const SIZES = { full: [10_000, 100_000, 1_000_000], tiny: [1_000, 3_000] } as const;
const MOVES = { full: 100_000, tiny: 2_000 } as const;
/** Afterwards the index still answers what looking at everyone answers. */
const CHECKED = { full: 200, tiny: 20 } as const;

type Sized = {
  readonly drivers: number;
  readonly contenders: readonly Contender[];
  readonly micros: ReadonlyMap<string, readonly number[]>;
  /** With the ids themselves: as built, and after all the moves. */
  readonly bytes: { readonly built: number; readonly moved: number };
  readonly redisBytes: number | null;
  readonly differences: number;
  readonly hash: string;
};

/** One driver reports where he is now. */
export const benchUpdate: Bench = async (scale, means) => {
  const machine = machineFacts();
  const startMs = performance.now();
  const size = scale.tiny ? 'tiny' : 'full';
  const absent: string[] = [];
  const redis = await orAbsent(absent, () => Redis.start());
  const sizes: Sized[] = [];
  try {
    for (const drivers of SIZES[size]) {
      sizes.push(await measureSize(drivers, scale, means, redis));
    }
  } finally {
    await redis?.stop();
  }
  const largest = sizes.at(-1)!;
  const figures = {
    timesRedis: timesOf(largest, REDIS),
    timesRbush: timesOf(largest, RBUSH),
    bytesADriver: Math.max(largest.bytes.built, largest.bytes.moved),
  };
  const holds =
    figures.timesRedis >= GOAL.timesRedis &&
    figures.timesRbush >= GOAL.timesRbush &&
    figures.bytesADriver <= GOAL.bytesADriver &&
    sizes.every(({ differences }) => differences === 0);
  return {
    bench: 'update',
    scenario:
      `${SIZES[size].join(', ')} trucks; ${MOVES[size]} moves a round, nine of ten of at most ` +
      '700 m, the tenth of at most 14 km',
    scale,
    seed: scale.seed,
    commit: commitOf(ROOT),
    node: process.version,
    machine,
    server: {
      rbush: packageVersion('rbush'),
      ...(redis === null ? {} : { redis: redis.version }),
    },
    beside: REDIS,
    rows: rowsOf(largest),
    figures: { goal: GOAL, ...figures, sizes: sizes.map(figuresOf) },
    counts: {
      checked: CHECKED[size] * sizes.length,
      differences: sizes.reduce((sum, { differences }) => sum + differences, 0),
    },
    resultHash: digest(sizes.map(({ hash }) => hash).join('\n')),
    absent,
    ok: isFull(scale) ? holds && absent.length === 0 : null,
    seconds: rounded((performance.now() - startMs) / 1000),
  };
};

async function measureSize(
  drivers: number,
  scale: Scale,
  { say, signal }: BenchMeans,
  redis: Redis | null,
): Promise<Sized> {
  const size = scale.tiny ? 'tiny' : 'full';
  const trucks = trucksOf(drivers, scale.seed);
  const emptyBytes = liveBytes();
  const index = indexOf(trucks);
  const builtBytes = liveBytes() - emptyBytes;
  const seeded = new Seeded(scale.seed + 1);
  // Every truck moves once on average before it is weighed again.
  for (let moved = 0; moved < drivers; moved += MOVES[size]) {
    const moves = movesOf(trucks, Math.min(MOVES[size], drivers), seeded);
    for (const [move, id] of moves.ids.entries()) {
      index.upsert(id, { lat: moves.lat[move] ?? 0, lng: moves.lng[move] ?? 0 });
    }
  }
  const movedBytes = liveBytes() - emptyBytes;

  const redisBytes =
    redis === null ? null : await redisBytesOf(redis, () => loadRedis(redis, trucks));
  const contenders = contendersOf(trucks, index, redis);
  const micros = new Map(contenders.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round <= scale.rounds; round += 1) {
    const moves = movesOf(trucks, MOVES[size], seeded);
    for (const { name, prepare } of contenders) {
      signal.throwIfAborted();
      const run = prepare(moves);
      const fromMs = performance.now();
      const count = await run();
      const took = ((performance.now() - fromMs) * 1_000) / count;
      if (round > 0) micros.get(name)?.push(took);
    }
    const told = contenders.map(({ name }) => `${name} ${rounded(micros.get(name)?.at(-1) ?? 0)}`);
    say(`${drivers} ${round === 0 ? 'warm-up' : `round ${round}: ${told.join(', ')} µs`}`);
  }

  const everyone = lookingAtEveryone(trucks);
  const places = new Seeded(scale.seed + 2);
  const answers: string[] = [];
  let differences = 0;
  for (let query = 0; query < CHECKED[size]; query += 1) {
    const at = whereTrucksAre(places);
    const asked = { reachMeters: 50_000, limit: 20, needs: NEEDS };
    const answer = JSON.stringify(index.nearest(at, asked).found);
    if (answer !== JSON.stringify(everyone(at, asked.reachMeters).slice(0, 20))) differences += 1;
    answers.push(answer);
  }
  const each = (bytes: number): number => rounded(bytes / drivers);
  return {
    drivers,
    contenders,
    micros,
    bytes: { built: each(builtBytes), moved: each(movedBytes) },
    redisBytes: redisBytes === null ? null : each(redisBytes),
    differences,
    hash: digest(answers.join('\n')),
  };
}

async function redisBytesOf(redis: Redis, load: () => Promise<void>): Promise<number> {
  await redis.send([command('DEL', 'trucks')]);
  const before = await usedBytes(redis);
  await load();
  return (await usedBytes(redis)) - before;
}

async function usedBytes(redis: Redis): Promise<number> {
  const [info] = await redis.send([command('INFO', 'memory')]);
  return Number(/used_memory:(\d+)/.exec(String(info))?.[1] ?? Number.NaN);
}

/** How many times as long the other takes, round by round. */
const timesOf = ({ micros }: Sized, name: string): number =>
  spreadOf(ratiosOf(micros.get(name) ?? [], micros.get(OWN) ?? [])).median;

const figuresOf = ({ drivers, contenders, micros, bytes, redisBytes }: Sized) => ({
  drivers,
  micros: Object.fromEntries(
    contenders.map(({ name }) => [name, spreadOf(micros.get(name) ?? [])]),
  ),
  bytesADriver: bytes,
  redisBytesADriver: redisBytes,
});

function rowsOf({ contenders, micros }: Sized): Row[] {
  const beside = (micros.get(REDIS) ?? []).map((each) => 1e6 / each);
  return contenders.map(({ name, what }) => {
    const own = (micros.get(name) ?? []).map((each) => 1e6 / each);
    return {
      name,
      what,
      perSecond: spreadOf(own),
      rounds: own.map(rounded),
      httpMs: null,
      ratio: name === REDIS || beside.length === 0 ? null : spreadOf(ratiosOf(own, beside)),
    };
  });
}
