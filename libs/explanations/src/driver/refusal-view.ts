import { REFUSAL_UNITS } from '#libs/matcher';
import type { Refusal, RefusalReason, RefusalUnit } from '#libs/matcher';
import { REFUSAL_LABELS, type Text } from '../labels.js';
import { sentence, type Sentence } from '../sentence.js';

export type RefusalView = Refusal & {
  readonly label: Text;
  readonly unit: RefusalUnit;
  readonly sentence: Sentence;
};

/** The rule that decided it, with what was measured and what would have done. */
export const refusalView = (refusal: Refusal): RefusalView => ({
  reason: refusal.reason,
  value: refusal.value,
  threshold: refusal.threshold,
  label: REFUSAL_LABELS[refusal.reason],
  unit: REFUSAL_UNITS[refusal.reason],
  sentence: refusalSentence(refusal),
});

function refusalSentence({ reason, value, threshold }: Refusal): Sentence {
  if (reason === 'did_not_grab' || reason === 'not_offered') {
    return sentence(`refusal.${reason}`, {});
  }
  const measured = known(reason, value);
  if (withoutThreshold(reason)) {
    return sentence(`refusal.${reason}`, { value: measured });
  }
  const needed = known(reason, threshold);
  // Once loading has closed there is no time left to compare with, only the drive.
  if (reason === 'cannot_arrive' && Number(needed) < 0) {
    return sentence('refusal.window_over', { value: measured });
  }
  return sentence(`refusal.${reason}`, { value: measured, threshold: needed });
}

type Unmeasured = (typeof UNMEASURED)[number];
const UNMEASURED = [
  'blocked_pair',
  'gave_back_before',
  'late_together',
  'did_not_accept',
] as const satisfies readonly RefusalReason[];

/** Nothing else would have been enough, or nothing at all was allowed. */
const withoutThreshold = (reason: RefusalReason): reason is Unmeasured =>
  UNMEASURED.some((each) => each === reason);

function known(reason: RefusalReason, value: Refusal['value']): number | string {
  if (value === null) throw new Error(`refusal ${reason} is recorded without its numbers`);
  return value;
}
