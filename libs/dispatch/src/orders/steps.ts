import type { Policy, Window } from '#libs/matcher';
import type { Order } from '../model/order.js';
import type { WakeKind } from '../ports/wake-ups.js';

/** The longest an unanswered order waits between two recommendations. */
const RECOMMEND_EVERY_MAX_MS = 6 * 3_600_000;

/**
 * An order is worth giving away until loading must be over, but not for longer than the policy
 * says.
 */
export const expiresAtMs = (postedAtMs: number, loading: Window, policy: Policy): number =>
  Math.min(loading.untilMs, postedAtMs + policy.windows.openMaxMs);

/**
 * The one next step of an open order. Recommendations thin out as it waits, half the time waited
 * apart, so that a week in the open leaves dozens of records and not thousands.
 */
export function openStep(
  order: Order,
  policy: Policy,
  nowMs: number,
): { kind: WakeKind; dueAtMs: number } {
  if (order.collectUntilMs !== null) {
    return { kind: 'award', dueAtMs: Math.min(order.collectUntilMs, order.expiresAtMs) };
  }
  const pauseMs = Math.min(
    RECOMMEND_EVERY_MAX_MS,
    Math.max(policy.windows.recommendEveryMs, Math.floor((nowMs - order.postedAtMs) / 2)),
  );
  return nowMs + pauseMs >= order.expiresAtMs
    ? { kind: 'expire', dueAtMs: order.expiresAtMs }
    : { kind: 'recommend', dueAtMs: nowMs + pauseMs };
}
