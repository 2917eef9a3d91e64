import type { Policy } from './policy.js';

/**
 * How long after a round has begun an order is shown to the driver in this place of its ranking;
 * to who is in none, last. A function of place and policy alone, so that it can be told from the
 * record and worked out again.
 */
export function shownAfterMs(place: number | null, { visibility }: Policy): number {
  if (visibility === undefined) return 0;
  const { stepsMs, othersMs } = visibility;
  if (place === null) return othersMs;
  return stepsMs.find(([upTo]) => place <= upTo)?.[1] ?? othersMs;
}
