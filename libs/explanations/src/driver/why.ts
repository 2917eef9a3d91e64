import type { Policy } from '#libs/matcher';
import type { DecisionBundle, DriverRow } from '../record.js';
import { sentence, type Sentence } from '../sentence.js';
import type { OutcomeView } from './driver-view.js';
import type { ViewHeader } from './frame.js';
import { mainReasons, type PartView } from './part-view.js';
import type { RefusalView } from './refusal-view.js';

const REASONS_MAX = 3;

export type Told = {
  readonly header: ViewHeader;
  readonly bundle: DecisionBundle;
  readonly row: DriverRow;
  readonly policy: Policy;
  readonly outcome: OutcomeView;
  readonly parts: readonly PartView[];
  readonly refusal: RefusalView | null;
};

/** The reason that decided it first, then what helped and what cost most. */
export function narrativeOf(told: Told): Sentence[] {
  const { strongest, weakest } = mainReasons(told.parts);
  const byParts = told.outcome.cutoffTotal !== null || told.row.role !== 'LOST';
  return [why(told), ...(byParts ? [weakest, strongest] : [])]
    .filter((said): said is Sentence => said !== null)
    .slice(0, REASONS_MAX);
}

export function consequencesOf({ header, bundle, row }: Told): Sentence[] {
  if (header.kind === 'release') {
    return bundle.cause === 'driver_cancelled'
      ? [sentence('consequence.released_driver_cancelled', {})]
      : [sentence('consequence.released_not_confirmed', {})];
  }
  if (row.role === 'WON') return [sentence('consequence.won', {})];
  return header.kind === 'recommendation'
    ? [sentence('consequence.recommended', {})]
    : [sentence('consequence.no_effect', {})];
}

function why(told: Told): Sentence {
  const { bundle, row, refusal } = told;
  if (bundle.release !== null) return whyReleased(bundle.cause, bundle.release);
  switch (row.role) {
    case 'WON':
      return whyWon(told);
    case 'LOST':
      return whyLost(told);
    case 'RECOMMENDED':
    case 'RANKED':
      return whyRanked(told);
    case 'REFUSED':
      if (refusal === null) throw new Error(`refused without a reason: ${row.driverId}`);
      return refusal.sentence;
  }
}

function whyReleased(
  cause: string | null,
  { waitedMs: waited, confirmMs: allowed }: NonNullable<DecisionBundle['release']>,
): Sentence {
  return cause === 'driver_cancelled'
    ? sentence('why.released_driver_cancelled', { waited })
    : sentence('why.released_not_confirmed', { waited, allowed });
}

function whyWon({ header, row, outcome }: Told): Sentence {
  if (header.kind === 'manual_assignment') return sentence('why.won_by_hand', {});
  const total = ranked(outcome.total);
  switch (outcome.decidedBy) {
    case 'grab_sequence':
      return sentence('why.won_first', { sequence: sequenceOf(row) });
    case 'ticket':
    case 'driver_id':
      return sentence('why.won_by_lot', { total });
    case 'total':
    case null:
      return sentence('why.won', { total });
  }
}

function whyLost({ header, row, outcome }: Told): Sentence {
  if (header.kind === 'manual_assignment') return sentence('why.lost_by_hand', {});
  const { cutoffTotal: cutoff, gap } = outcome;
  if (cutoff === null || gap === null) {
    return sentence('why.lost_first', { sequence: sequenceOf(row) });
  }
  const total = ranked(outcome.total);
  return gap === 0
    ? sentence('why.lost_by_lot', { total })
    : sentence('why.lost', { total, cutoff, gap });
}

function whyRanked({ header, row, policy, outcome }: Told): Sentence {
  const total = ranked(outcome.total);
  const rank = ranked(outcome.rank);
  if (header.kind !== 'recommendation') {
    return sentence('why.ranked_without_award', { rank, total });
  }
  const most = policy.limits.recommendedMax;
  return sentence(row.role === 'RECOMMENDED' ? 'why.recommended' : 'why.ranked', {
    rank,
    total,
    most,
  });
}

function ranked(value: number | null): number {
  if (value === null) throw new Error('ranked without a rank and a total');
  return value;
}

function sequenceOf({ driverId, candidate }: DriverRow): number {
  const sequence = candidate?.grabSequence ?? null;
  if (sequence === null) throw new Error(`${driverId} was judged by a grab that is not recorded`);
  return sequence;
}
