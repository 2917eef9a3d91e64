import type { OrderFacts } from './domain.js';
import { FACTORS, type Policy } from './policy.js';
import { remediesOf } from './remedies.js';
import { POINTS_MAX } from './scoring/factor.js';
import { pointsRange } from './scoring/points-range.js';
import { pointsAt } from './scoring/table.js';
import { arrivalSlackSeconds } from './travel.js';

/** The most anybody may total who is at least so many metres away. */
export type BestPossible = (pickupMeters: number) => number;

/**
 * From the policy's own tables: what hangs on the distance as it is there, all else at its most, so
 * that a search may stop where nobody farther can be better, under any policy. Never rises with the
 * metres, since the tables of distance and reserve are monotone.
 */
export function bestPossible(
  { loadingWindow: { untilMs } }: Pick<OrderFacts, 'loadingWindow'>,
  { nowMs, policy }: { readonly nowMs: number; readonly policy: Policy },
): BestPossible {
  const { weights, tables, travel } = policy;
  let rest = remediesOf(policy).compensationWeight * POINTS_MAX;
  for (const factor of FACTORS) {
    if (factor === 'pickup_distance' || factor === 'arrival_slack') continue;
    rest += (weights[factor] ?? 0) * pointsRange(factor, policy).most;
  }
  return (pickupMeters) => {
    const slackSeconds = arrivalSlackSeconds({ pickupMeters, nowMs, untilMs }, travel);
    return (
      rest +
      weights.pickup_distance * pointsAt(tables.pickupMeters, pickupMeters) +
      weights.arrival_slack * pointsAt(tables.arrivalSlackSeconds, slackSeconds)
    );
  };
}
