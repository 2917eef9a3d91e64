import { judge, type Candidate } from '#libs/matcher';
import { FACTOR_LABELS, type Text } from '../labels.js';
import type { Situation } from './situation.js';

type Named = { readonly value: string; readonly label: Text };

/**
 * The rows of his card that the change gives points to, so that he sees where it would count. Null
 * where it gives none, or where a rule had kept him from being judged.
 */
export function raisedBy(changed: Candidate, { own, order, world }: Situation): Named | null {
  const before = judge(own, order, world);
  const after = judge(changed, order, world);
  if (before.refusal !== null || after.refusal !== null) return null;
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
