import { judge, type Candidate } from '#libs/matcher';
import { FACTOR_LABELS, type Text } from '../labels.js';
import type { Situation } from './situation.js';

type Named = { readonly value: string; readonly label: Text };

/**
 * The rows of his card that the change gives points to, so that he sees where it would count. Null
 * where it gives none, or where a rule had kept him from being judged.
 */
export function raisedBy(changed: Candidate, situation: Situation): Named | null {
  const { order, world } = situation;
  const before = situation.stood().verdict;
  if (before.refusal !== null) return null;
  const after = judge(changed, order, world);
  if (after.refusal !== null) return null;
  const pointsBefore = new Map(before.parts.map(({ factor, points }) => [factor, points]));
  const raised = after.parts
    .filter(
      ({ factor, points, weight }) => weight > 0 && points > (pointsBefore.get(factor) ?? points),
    )
    .map(({ factor }) => factor);
  if (raised.length === 0) return null;
  return {
    value: raised.join(','),
    label: {
      zh: raised.map((factor) => FACTOR_LABELS[factor].zh).join('、'),
      en: raised.map((factor) => FACTOR_LABELS[factor].en).join(', '),
    },
  };
}
