import { sha256Hex } from '#libs/explanations';
import type { Rollout, RolloutArm } from '../ports/rollouts.js';

/** Hundredths of a percent: fine enough that a percentage is met, and few enough to be read. */
export const BUCKETS = 10_000;
const HEX_DIGITS = 8;

/** China has one time, eight hours ahead: a stretch of a day begins at its midnight. */
const CHINA_AHEAD_MS = 8 * 3_600_000;

/** Where in 0..9999 something falls: a plain SHA-256, which anybody can repeat. */
export const bucketOf = (salt: string, unit: string): number =>
  Number.parseInt(sha256Hex(`${salt}\n${unit}`).slice(0, HEX_DIGITS), 16) % BUCKETS;

export type Posted = {
  readonly orderId: string;
  readonly cityCode: string;
  readonly market: string;
  readonly nowMs: number;
};

/** What an order is drawn by: itself, or the place and the stretch of time it is posted in. */
export function unitOf(
  { method, region, windowMs }: Pick<Rollout, 'method' | 'region' | 'windowMs'>,
  { orderId, cityCode, market, nowMs }: Posted,
): string {
  if (method === 'percent') return orderId;
  if (windowMs === null) throw new Error('a switchback without its stretch of time');
  const stretch = Math.floor((nowMs + CHINA_AHEAD_MS) / windowMs);
  return `${region === 'market' ? market : cityCode}/${stretch}`;
}

export type Drawn = {
  readonly arm: RolloutArm;
  readonly unit: string;
  readonly bucket: number;
};

/**
 * Which of the two policies an order gets. A larger percentage only ever adds buckets at the upper
 * end, so who is in stays in.
 */
export function draw(
  rollout: Pick<Rollout, 'method' | 'region' | 'windowMs' | 'percent' | 'salt'>,
  posted: Posted,
): Drawn {
  const unit = unitOf(rollout, posted);
  const bucket = bucketOf(rollout.salt, unit);
  return { arm: bucket * 100 < rollout.percent * BUCKETS ? 'candidate' : 'base', unit, bucket };
}
