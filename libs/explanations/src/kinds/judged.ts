import { inputsOf } from '../driver/inputs.js';
import { mainReasons } from '../driver/part-view.js';
import type { DriverRow } from '../record.js';
import { sentence, type Sentence } from '../sentence.js';
import type { Kind, RoleMeaning, Told } from './kind.js';

// What the kinds that `decide` takes have in common.

export const REFUSED: RoleMeaning = {
  role: 'REFUSED',
  label: { zh: '不符合条件', en: 'refused' },
};

const REASONS_MAX = 3;

/** The reason that decided it first, then what cost most and what helped. */
export function reasons(told: Told, why: (told: Told) => Sentence): Sentence[] {
  const { strongest, weakest } = mainReasons(told.parts);
  const byParts = told.outcome.cutoffTotal !== null || told.row.role !== 'LOST';
  return [refusedOr(told, why), ...(byParts ? [weakest, strongest] : [])]
    .filter((said): said is Sentence => said !== null)
    .slice(0, REASONS_MAX);
}

function refusedOr(told: Told, why: (told: Told) => Sentence): Sentence {
  const { row, refusal } = told;
  if (row.role !== 'REFUSED') return why(told);
  if (refusal === null) throw new Error(`refused without a reason: ${row.driverId}`);
  return refusal.sentence;
}

/** What `decide` was given of him. */
export const measured: Kind['inputs'] = ({ row: { candidate }, header }) =>
  candidate === null ? [] : inputsOf(candidate, header.decidedAtMs);

export const noEffect: Kind['consequences'] = () => [sentence('consequence.no_effect', {})];

export function known(value: number | null): number {
  if (value === null) throw new Error('ranked without a rank and a total');
  return value;
}

export function sequenceOf({ driverId, candidate }: DriverRow): number {
  const sequence = candidate?.grabSequence ?? null;
  if (sequence === null) throw new Error(`${driverId} was judged by a grab that is not recorded`);
  return sequence;
}
