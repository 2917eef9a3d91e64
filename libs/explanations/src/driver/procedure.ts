import { placesIn, type Policy } from '#libs/matcher';
import { bandedCount, type BandedCount } from '../bands.js';
import type { Text } from '../labels.js';
import type { DecisionBundle, DecisionKind, DriverRow } from '../record.js';
import type { NotReachedReason } from './not-reached.js';

export const STAGES = ['on_duty', 'reach', 'evaluated', 'eligible', 'selected'] as const;
export type Stage = (typeof STAGES)[number];

/** `BY_GRAB`: not found by the search, but judged because he grabbed. */
export type StageResult = 'PASSED' | 'STOPPED' | 'BY_GRAB' | 'NOT_ASKED' | 'UNKNOWN';

/** Kinds of decision in which somebody got the order. */
export const GIVES: ReadonlySet<DecisionKind> = new Set([
  'award',
  'acceptance',
  'round',
  'manual_assignment',
]);

export type StageView = {
  readonly stage: Stage;
  readonly label: Text;
  /** Null at the first stage: the whole fleet on duty is where it starts. */
  readonly in: BandedCount | null;
  readonly out: BandedCount;
  readonly own: StageResult;
};

const STAGE_LABELS: Readonly<Record<Stage, Text>> = {
  on_duty: { zh: '全部在岗司机', en: 'drivers on duty' },
  reach: { zh: '在派单半径内找到', en: 'found within reach' },
  evaluated: { zh: '逐一评估', en: 'evaluated one by one' },
  eligible: { zh: '符合全部规则', en: 'passed every rule' },
  selected: { zh: '选中', en: 'selected' },
};

/**
 * The stages that were run, from all drivers to the selected, with this driver's own way through
 * them. How many were refused is left out: with it a small number of rivals could be worked out.
 */
export function procedureOf(
  {
    funnel,
    search,
    purpose,
    order,
  }: Pick<DecisionBundle, 'funnel' | 'search' | 'purpose' | 'order'>,
  { awarded, own }: { awarded: boolean; own: readonly StageResult[] },
  policy: Policy,
): StageView[] {
  const selected =
    purpose === 'recommend' ? Math.min(funnel.ranked, placesIn(order, policy)) : Number(awarded);
  const counts = [funnel.onDuty, search.found, funnel.evaluated, funnel.ranked, selected];
  return STAGES.map((stage, at) => ({
    stage,
    label: STAGE_LABELS[stage],
    in: at === 0 ? null : countAt(counts, at - 1),
    out: stage === 'selected' && purpose === 'award' ? exactly(selected) : countAt(counts, at),
    own: own[at] ?? 'UNKNOWN',
  }));
}

const countAt = (counts: readonly number[], at: number): BandedCount =>
  bandedCount(counts[at] ?? 0);

/** An award selects one or none; that is no secret. */
const exactly = (count: number): BandedCount => ({ exact: count, band: String(count) });

export function recordedResults(row: DriverRow, reachMeters: number): StageResult[] {
  const { role, candidate } = row;
  const byGrab =
    candidate !== null &&
    candidate.grabSequence !== null &&
    candidate.place.pickupMeters > reachMeters;
  const found: StageResult = byGrab ? 'BY_GRAB' : 'PASSED';
  if (role === 'REFUSED') return ['PASSED', found, 'PASSED', 'STOPPED', 'NOT_ASKED'];
  const chosen = role === 'WON' || role === 'RECOMMENDED';
  return ['PASSED', found, 'PASSED', 'PASSED', chosen ? 'PASSED' : 'STOPPED'];
}

export function notReachedResults(reason: NotReachedReason): StageResult[] {
  const after = ['NOT_ASKED', 'NOT_ASKED'] as const;
  switch (reason) {
    case 'not_registered':
    case 'off_duty':
      return ['STOPPED', 'NOT_ASKED', 'NOT_ASKED', ...after];
    case 'truck_unsuitable':
    case 'beyond_search_bound':
      return ['PASSED', 'PASSED', 'STOPPED', ...after];
    case 'another_city':
    case 'position_too_old':
    case 'beyond_reach':
    case 'within_reach_but_unseen':
      return ['PASSED', 'STOPPED', 'NOT_ASKED', ...after];
    case 'did_not_grab':
    case 'not_offered':
      return ['UNKNOWN', 'UNKNOWN', 'STOPPED', ...after];
    case 'concerned_another_driver':
    case 'evidence_expired':
      return ['UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN'];
  }
}
