import { sentence, type Sentence } from '../sentence.js';

/** What the order drew when it was posted, where a second policy was let in beside the first. */
export type RolloutDraw = {
  readonly rolloutId: string;
  readonly arm: 'candidate' | 'base';
  readonly method: 'percent' | 'switchback';
  readonly percent: number;
  readonly policyHash: string;
  readonly baseHash: string;
  /** With these anybody draws again: SHA-256 of salt, line feed and unit, 32 bits, modulo 10000. */
  readonly salt: string;
  readonly unit: string;
  readonly bucket: number;
};

/** How the order came to the rules it was decided by. */
export function cameBy(drawn: RolloutDraw | null): Sentence {
  if (drawn === null) return sentence('rules.came_by.in_force', {});
  const share = drawn.percent * 10;
  const what = `${drawn.method}_${drawn.arm}` as const;
  return sentence(`rules.came_by.${what}`, { share });
}
