import type { Decision } from '#libs/matcher';
import { bandedCount, type BandedCount } from '../bands.js';
import { isJudged, type DecisionRecord, type DriverRow, type ViewHeader } from '../record.js';
import { sumOfContributions, type PartView } from './part-view.js';

export type OutcomeView = {
  readonly rank: number | null;
  /** How many were ranked; null where nobody was compared. */
  readonly pool: BandedCount | null;
  /** The sum of the parts shown. */
  readonly total: number | null;
  /** Null where totals did not decide: the first wins, or accepts, or a person chose. */
  readonly cutoffTotal: number | null;
  /** Cutoff less total; 0 when a lot decided. */
  readonly gap: number | null;
  readonly decidedBy: Decision['decidedBy'];
};

/** The total is summed from the parts shown; a record whose total differs is not explained away. */
export function outcomeOf(
  header: ViewHeader,
  bundle: DecisionRecord['bundle'],
  { driverId, rank, total: recorded }: Pick<DriverRow, 'driverId' | 'rank' | 'total'>,
  parts: readonly PartView[],
): OutcomeView {
  const total = recorded === null ? null : sumOfContributions(parts);
  if (total !== recorded) {
    throw new Error(
      `parts of ${driverId} in ${header.decisionId} sum to ${total}, recorded is ${recorded}`,
    );
  }
  if (!isJudged(bundle)) {
    return { rank, pool: null, total, cutoffTotal: null, gap: null, decidedBy: null };
  }
  const { decidedBy, funnel } = bundle;
  const byTotal =
    decidedBy !== 'grab_sequence' &&
    header.kind !== 'manual_assignment' &&
    header.kind !== 'acceptance';
  // In a round the winner may have less than one who got another order: nobody was short of that.
  const above = decidedBy === 'round' && total !== null && (header.cutoffTotal ?? 0) < total;
  const cutoffTotal = byTotal && !above ? header.cutoffTotal : null;
  return {
    rank,
    pool: bandedCount(funnel.ranked),
    total,
    cutoffTotal,
    gap: total === null || cutoffTotal === null ? null : cutoffTotal - total,
    decidedBy,
  };
}
