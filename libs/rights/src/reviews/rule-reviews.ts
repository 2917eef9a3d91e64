import type { Clock } from '#libs/dispatch';
import type { RuleCounts } from '../ports/reviews.js';
import type { RightsTx } from '../ports/database.js';
import { AGREEMENT_WINDOW } from './agreement.js';

const DAY_MS = 86_400_000;

/** How often what was complained of did not stand, of a thousand: a gate for every release. */
export async function ruleReviews(
  tx: RightsTx,
  clock: Clock,
): Promise<(RuleCounts & { readonly overturnPermille: number })[]> {
  const rules = await tx.reviews.byRule(clock.nowMs() - AGREEMENT_WINDOW.days * DAY_MS);
  return rules.map((counts) => ({
    ...counts,
    overturnPermille:
      counts.reviewed === 0
        ? 0
        : Math.floor(((counts.corrected + counts.overturned) * 1000) / counts.reviewed),
  }));
}
