// Draws that are wrong in one way each; every law is there because one of them looks right.
import type { draw } from '../../src/policies/bucket.js';
import { bucketOf, BUCKETS, unitOf } from '../../src/policies/bucket.js';

export type Draw = typeof draw;
type Rollout = Parameters<Draw>[0];
type Posted = Parameters<Draw>[1];

const by = (
  unit: (rollout: Rollout, posted: Posted) => string,
  bucket: (salt: string, unit: string) => number = bucketOf,
): Draw => {
  return (rollout, posted) => {
    const drawn = bucket(rollout.salt, unit(rollout, posted));
    const arm = drawn * 100 < rollout.percent * BUCKETS ? 'candidate' : 'base';
    return { arm, unit: unit(rollout, posted), bucket: drawn };
  };
};

/** By the law that each of them breaks. */
export const TWINS: Readonly<Record<string, Draw>> = {
  'as many are in as the percentage says': by(unitOf, (salt, unit) => {
    const fair = bucketOf(salt, unit);
    return Math.floor((fair * fair) / BUCKETS);
  }),
  'an order draws the same whenever it is asked': by((rollout, posted) =>
    rollout.method === 'percent'
      ? `${unitOf(rollout, posted)}/${posted.nowMs}`
      : unitOf(rollout, posted),
  ),
  'who is in stays in as the percentage grows': by(
    (rollout, posted) => `${unitOf(rollout, posted)}/${rollout.percent}`,
  ),
  'another salt draws others': by(unitOf, (_, unit) => bucketOf('', unit)),
  'orders of one region and stretch draw alike': by((rollout, posted) =>
    rollout.method === 'switchback'
      ? `${unitOf(rollout, posted)}/${posted.orderId}`
      : posted.orderId,
  ),
  'regions switch each for itself': by((rollout, posted) =>
    rollout.method === 'switchback'
      ? (unitOf(rollout, posted).split('/')[1] ?? '')
      : posted.orderId,
  ),
};
