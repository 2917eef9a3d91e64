import { cardOf, ROLES, type DriverExplanation } from '#libs/explanations';
import { taintIn, type Canaries } from './canaries.js';
import { heldIn } from './held.js';
import { readingFaults } from './readings.js';
import type { Recorded } from './recorded.js';
import { wordFaults } from './words.js';

export type Checked = {
  /** What is wrong, in words; empty when nothing is. */
  readonly faults: readonly string[];
  /** Sentences that were held against the record, in both languages. */
  readonly sentences: number;
};

/** One explanation and its card, held against what is recorded. */
export function checked(told: DriverExplanation, recorded: Recorded, canaries: Canaries): Checked {
  const { row, driverId } = recorded;
  const faults: string[] = [];
  const expect = (holds: boolean, otherwise: string): void => {
    if (!holds) faults.push(otherwise);
  };
  expect(ROLES.includes(told.role), `the role is ${told.role}`);
  expect(told.subject.driverId === driverId, 'it is about somebody else');
  expect(told.reconstructed === (row === null), 'worked out, or recorded, and not marked so');
  const sum = told.parts.reduce((total, part) => total + part.contribution, 0);
  if (row !== null && row.total !== null) {
    expect(sum === row.total, `the parts add up to ${sum}, the record says ${row.total}`);
    expect(told.outcome.total === row.total, 'the total is not the recorded one');
    const parts = row.parts.reduce((total, { weight, points }) => total + weight * points, 0);
    expect(parts === row.total, 'the recorded parts do not add up');
  }
  const card = cardOf(told);
  const held = heldIn([told, card], [recorded.policy.tables]);
  expect(told.narrative.length > 0, 'it gives no reason');
  expect(card.reasons.length <= 3, `the card gives ${card.reasons.length} reasons`);
  faults.push(...wordFaults(held.sentences, recorded), ...readingFaults(told, recorded));
  faults.push(...taintIn(told, held, recorded, canaries));
  return { faults, sentences: held.sentences.length };
}

export const countIn = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};
