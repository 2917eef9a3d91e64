import RBush from 'rbush';
import type { FleetIndex } from '#libs/fleet-index';
import { idOf, type Trucks } from '../geo/country.js';
import { Grid } from '../geo/grid.js';
import { command, type Redis } from '../peers/redis.js';
import type { Moves } from './moves.js';

/** As many commands on the way at once. */
const REDIS_BATCH = 200;
/** A slow one gets a part of the moves. */
const RBUSH_SHARE = 4;

export const OWN = 'own';
export const REDIS = 'redis GEOADD';
export const RBUSH = 'rbush';

export type Contender = {
  readonly name: string;
  readonly what: string;
  /** What may be done before the clock runs; answers the timed part, which answers how many. */
  prepare(moves: Moves): () => Promise<number> | number;
};

type Box = { minX: number; minY: number; maxX: number; maxY: number };

export function contendersOf(trucks: Trucks, index: FleetIndex, redis: Redis | null): Contender[] {
  const grid = new Grid(trucks);
  const boxes: Box[] = Array.from({ length: trucks.count }, (_, truck) =>
    boxAt(trucks.lat[truck] ?? 0, trucks.lng[truck] ?? 0),
  );
  const tree = new RBush<Box>();
  tree.load(boxes);
  return [
    {
      name: OWN,
      what: 'by the id that was reported; everything that is known of the truck stays with it',
      prepare: (moves) => () => {
        for (let move = 0; move < moves.count; move += 1) {
          const position = { lat: moves.lat[move] ?? 0, lng: moves.lng[move] ?? 0 };
          index.upsert(moves.ids[move] ?? '', position);
        }
        return moves.count;
      },
    },
    {
      name: 'plain grid',
      what: 'a grid of squares by number, without ids or anything known of a truck',
      prepare: (moves) => () => {
        for (let move = 0; move < moves.count; move += 1) {
          grid.move(moves.truck[move] ?? 0, moves.lat[move] ?? 0, moves.lng[move] ?? 0);
        }
        return moves.count;
      },
    },
    {
      name: RBUSH,
      what: 'the box taken out by reference and put in anew',
      prepare: (moves) => () => {
        const count = Math.ceil(moves.count / RBUSH_SHARE);
        for (let move = 0; move < count; move += 1) {
          const truck = moves.truck[move] ?? 0;
          const box = boxes[truck];
          if (box === undefined) continue;
          tree.remove(box);
          boxes[truck] = boxAt(moves.lat[move] ?? 0, moves.lng[move] ?? 0);
          tree.insert(boxes[truck]);
        }
        return count;
      },
    },
    ...(redis === null ? [] : [redisContender(redis)]),
  ];
}

const boxAt = (lat: number, lng: number): Box => ({ minX: lng, minY: lat, maxX: lng, maxY: lat });

function redisContender(redis: Redis): Contender {
  return {
    name: REDIS,
    what: 'the same ids and places, encoded beforehand, 200 commands at a time on a Unix socket',
    prepare: (moves) => {
      const batches: { bytes: Buffer; count: number }[] = [];
      for (let from = 0; from < moves.count; from += REDIS_BATCH) {
        const commands: string[] = [];
        for (let move = from; move < Math.min(moves.count, from + REDIS_BATCH); move += 1) {
          const place = [String(moves.lng[move]), String(moves.lat[move])] as const;
          commands.push(command('GEOADD', 'trucks', ...place, idOf(moves.truck[move] ?? 0)));
        }
        batches.push({ bytes: Buffer.from(commands.join('')), count: commands.length });
      }
      return async () => {
        for (const { bytes, count } of batches) await redis.sendEncoded(bytes, count);
        return moves.count;
      };
    },
  };
}
