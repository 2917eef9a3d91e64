import { around } from 'geokdbush';
import KDBush from 'kdbush';
import type { FleetIndex, Position } from '#libs/fleet-index';
import { isEligible, type Trucks } from '../geo/country.js';
import { NEEDS } from '../geo/own.js';
import { ANYBODY, ELIGIBLE, PackedGrid } from '../geo/packed-grid.js';
import type { PostGis } from '../peers/postgis.js';
import { command, type Redis } from '../peers/redis.js';
import { bestTwenty } from './full-policy.js';

export const WANTED_COUNT = 20;
export const REACH_METERS = 100_000;
/** What Redis is asked for: it knows no eligibility, and would look at a million within more. */
const REDIS_KILOMETERS = 50;
const REDIS_BATCH = 50;

export type Contender = {
  readonly name: string;
  readonly what: string;
  /** Asked so many of the queries in one round: a slow one is asked fewer. */
  readonly queries: number;
  /** All of them; answers how many drivers were named. */
  run(queries: readonly Position[]): Promise<number> | number;
};

export type Loaded = {
  readonly trucks: Trucks;
  readonly index: FleetIndex;
  readonly redis: Redis | null;
  readonly postgis: PostGis | null;
};

export const OWN = 'own, eligible';
export const GEOKDBUSH = 'geokdbush + filter';
export const GRID = 'packed grid, eligible';
export const REDIS = 'redis GEOSEARCH 50 km';
export const POSTGIS = 'postgis, eligible';
export const FULL_POLICY = 'own, full policy';

export function contendersOf({ trucks, index, redis, postgis }: Loaded): Contender[] {
  const bush = new KDBush(trucks.count);
  for (let truck = 0; truck < trucks.count; truck += 1) {
    bush.add(trucks.lng[truck] ?? 0, trucks.lat[truck] ?? 0);
  }
  bush.finish();
  const grid = new PackedGrid(trucks, WANTED_COUNT);
  const passes = (truck: number): boolean => isEligible(trucks, truck);
  const asked = { reachMeters: REACH_METERS, limit: WANTED_COUNT };
  const all = 1_000;
  const many = trucks.count > 100_000;
  return [
    {
      name: OWN,
      what: 'the 20 nearest of the one in twenty who is eligible, within 100 km',
      queries: all,
      run: summing((at) => index.nearest(at, { ...asked, needs: NEEDS }).found.length),
    },
    {
      name: GEOKDBUSH,
      what: 'the same by a static k-d tree with a filter callback',
      queries: all,
      run: summing(
        ({ lat, lng }) => around(bush, lng, lat, WANTED_COUNT, REACH_METERS / 1_000, passes).length,
      ),
    },
    {
      name: GRID,
      what: 'the same by squares packed once, answering numbers alone: what remains to be gained',
      queries: all,
      run: summing((at) => grid.nearest(at, REACH_METERS, ELIGIBLE).length),
    },
    {
      name: 'own, anybody',
      what: 'the 20 nearest, whoever they are',
      queries: all,
      run: summing((at) => index.nearest(at, asked).found.length),
    },
    {
      name: 'geokdbush, anybody',
      what: 'the same by the k-d tree',
      queries: all,
      run: summing(
        ({ lat, lng }) => around(bush, lng, lat, WANTED_COUNT, REACH_METERS / 1_000).length,
      ),
    },
    {
      name: 'packed grid, anybody',
      what: 'the same by the packed grid',
      queries: all,
      run: summing((at) => grid.nearest(at, REACH_METERS, ANYBODY).length),
    },
    {
      name: FULL_POLICY,
      what: 'the 20 best by the default policy within 100 km, judged as in a decision, with pruning',
      queries: many ? 100 : 300,
      run: summing((at) => bestTwenty(index, trucks, at, REACH_METERS).found.length),
    },
    ...(redis === null ? [] : [redisContender(redis, many)]),
    ...(postgis === null
      ? []
      : [
          {
            name: POSTGIS,
            what: 'the same 20 by a GiST index on geography, prepared, one connection',
            queries: many ? 100 : 200,
            run: async (queries: readonly Position[]) => {
              let found = 0;
              for (const at of queries) found += (await postgis.nearest(at)).length;
              return found;
            },
          },
        ]),
  ];
}

const summing =
  (ask: (at: Position) => number) =>
  (queries: readonly Position[]): number => {
    let sum = 0;
    for (const at of queries) sum += ask(at);
    return sum;
  };

function redisContender(redis: Redis, many: boolean): Contender {
  return {
    name: REDIS,
    what: 'the 20 nearest within 50 km, whoever they are, 50 commands at a time',
    queries: many ? 100 : 500,
    run: async (queries) => {
      let found = 0;
      for (let from = 0; from < queries.length; from += REDIS_BATCH) {
        const commands = queries.slice(from, from + REDIS_BATCH).map(searchCommand);
        for (const answer of await redis.send(commands)) {
          found += Array.isArray(answer) ? answer.length : 0;
        }
      }
      return found;
    },
  };
}

const searchCommand = ({ lat, lng }: Position): string =>
  command(
    ...['GEOSEARCH', 'trucks', 'FROMLONLAT', String(lng), String(lat)],
    ...['BYRADIUS', String(REDIS_KILOMETERS), 'km', 'ASC', 'COUNT', String(WANTED_COUNT)],
  );

const LOAD_BATCH = 1_000;

export async function loadRedis(redis: Redis, trucks: Trucks): Promise<void> {
  await redis.send([command('DEL', 'trucks')]);
  for (let from = 0; from < trucks.count; from += LOAD_BATCH) {
    const parts = ['GEOADD', 'trucks'];
    for (let truck = from; truck < Math.min(trucks.count, from + LOAD_BATCH); truck += 1) {
      parts.push(String(trucks.lng[truck]), String(trucks.lat[truck]), `d${truck}`);
    }
    await redis.send([command(...parts)]);
  }
}
