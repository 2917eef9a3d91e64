import { event } from '#libs/dispatch';
import { SYSTEM, type RightsMeans } from '../means.js';
import type { Agreement } from '../ports/reviews.js';
import type { RightsTx } from '../ports/database.js';

const DAY_MS = 86_400_000;
/** Looked at together: the newest of a quarter of a year. */
export const AGREEMENT_WINDOW = { days: 90, most: 200 } as const;
/** Fewer cases say nothing about who decided them. */
export const AGREEMENT_MIN = 50;
/** Above this a review is a rubber stamp, until somebody has looked. */
const ALARM_ABOVE_PERMILLE = 980;

export const isAlarming = ({ reviewed, upheld }: Agreement): boolean =>
  reviewed >= AGREEMENT_MIN && upheld * 1000 > reviewed * ALARM_ABOVE_PERMILLE;

/**
 * After each review: does this reviewer, or everyone about this rule, nearly always agree with the
 * system? Then it is told to who runs the service, once in a window, as event, audit and metric.
 */
export async function watchAgreement(
  tx: RightsTx,
  { clock, entropy }: Pick<RightsMeans, 'clock' | 'entropy'>,
  { reviewer, rule }: { readonly reviewer: string; readonly rule: string },
): Promise<void> {
  const atMs = clock.nowMs();
  const sinceMs = atMs - AGREEMENT_WINDOW.days * DAY_MS;
  for (const [scope, key] of [
    ['reviewer', reviewer],
    ['rule', rule],
  ] as const) {
    const window = { sinceMs, most: AGREEMENT_WINDOW.most };
    const agreement = await tx.reviews.agreement(scope, key, window);
    if (!isAlarming(agreement)) continue;
    if (!(await tx.reviews.raise({ scope, key, agreement, atMs, sinceMs }))) continue;
    await tx.audit.add({
      id: entropy.newId(),
      atMs,
      actor: SYSTEM,
      role: 'service',
      action: 'review.agreement_alarm',
      subject: key,
      reason: `${agreement.upheld} of ${agreement.reviewed} reviews upheld the system`,
      detail: { scope, ...agreement },
    });
    await tx.outbox.add([
      event(entropy, null, atMs, 'review.agreement_alarm', key, { scope, key, ...agreement }),
    ]);
  }
}
