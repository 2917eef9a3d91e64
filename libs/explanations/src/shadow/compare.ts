import { roleIn } from '../kinds/table.js';
import { isJudged, type DecisionRecord, type DriverRow } from '../record.js';
import { decidedUnder, isGone, replay } from '../replay.js';
import type { Role } from '../kinds/kind.js';
import { unknownsOf, type Rules, type UnknownReason } from './unknown.js';

/** Why a decision says nothing of other rules. */
export const SKIPPED_BECAUSE = ['erased', 'by_a_person', 'nobody_compared', 'drift'] as const;
export type SkippedBecause = (typeof SKIPPED_BECAUSE)[number];

/** What a driver was, and what he would have been. */
export type Standing = {
  readonly role: Role;
  readonly rank: number | null;
  readonly total: number | null;
  readonly refusal: string | null;
};
export type ComparedRow = {
  readonly row: DriverRow;
  readonly before: Standing;
  readonly after: Standing;
};

export type Comparison =
  | { readonly verdict: 'SKIPPED'; readonly because: SkippedBecause }
  | {
      readonly verdict: 'COMPARED';
      readonly unknown: readonly UnknownReason[];
      readonly winner: { readonly before: string | null; readonly after: string | null };
      readonly rows: readonly ComparedRow[];
    };

/**
 * One recorded decision under the rules it was taken by and under others, by the same deciding that
 * replay checks. A record that its own rules do not give again proves nothing, and is left out.
 */
export function compareUnder(record: DecisionRecord, rules: Rules): Comparison {
  const { before, after } = rules;
  if (record.drivers.some(isGone)) return skipped('erased');
  if (record.decidedByHuman !== null) return skipped('by_a_person');
  const { bundle } = record;
  const again = decidedUnder(record, after);
  if (again === null || !isJudged(bundle)) return skipped('nobody_compared');
  if (replay(record, before).verdict !== 'MATCH') return skipped('drift');
  const rowAfter = new Map(again.drivers.map((row) => [row.driverId, row]));
  return {
    verdict: 'COMPARED',
    unknown: unknownsOf({ ...record, bundle }, rules, again),
    winner: { before: record.winner, after: again.winner },
    rows: record.drivers.map((row) => {
      const other = rowAfter.get(row.driverId);
      if (other === undefined) throw new Error(`decided again without ${row.driverId}`);
      return { row, before: standing(record, row), after: standing(again, other) };
    }),
  };
}

const skipped = (because: SkippedBecause): Comparison => ({ verdict: 'SKIPPED', because });

const standing = (
  { kind }: DecisionRecord,
  { role, rank, total, refusal }: DriverRow,
): Standing => ({
  role: roleIn(kind, { role }).role,
  rank,
  total,
  refusal: refusal?.reason ?? null,
});
