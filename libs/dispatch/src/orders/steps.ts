import { isScheduled, matchedFromMs, type Policy, type Window } from '#libs/matcher';
import type { Order } from '../model/order.js';
import type { WakeKind } from '../ports/wake-ups.js';

/** The longest an unanswered order waits between two recommendations. */
const RECOMMEND_EVERY_MAX_MS = 6 * 3_600_000;

/**
 * An order is worth giving away until loading must be over, but not for longer than the policy
 * says.
 */
export const expiresAtMs = (postedAtMs: number, loading: Window, policy: Policy): number =>
  Math.min(loading.untilMs, matchedFromMs(postedAtMs, loading, policy) + policy.windows.openMaxMs);

/**
 * When the grabs of a round that begins now are judged. Of what loads days ahead they are collected
 * for longer, from when it is matched on; null where nothing is collected.
 */
export function collectUntilMs(
  { mode, postedAtMs, loading }: Pick<Order, 'mode' | 'postedAtMs' | 'loading'>,
  policy: Policy,
  nowMs: number,
): number | null {
  if (mode !== 'grab_then_award') return null;
  const loadingWindow = loading.window;
  const fromMs = Math.max(nowMs, matchedFromMs(postedAtMs, loadingWindow, policy));
  const far = isScheduled({ loadingWindow }, policy, nowMs);
  return fromMs + (far ? (policy.scheduled?.collectMs ?? 0) : policy.windows.collectMs);
}

/** The first step of a round: at once, or when an order that loads days ahead is matched. */
export const firstStep = (
  { mode, postedAtMs, loading }: Pick<Order, 'mode' | 'postedAtMs' | 'loading'>,
  policy: Policy,
  nowMs: number,
): { kind: WakeKind; dueAtMs: number } => ({
  kind: mode === 'offer' || mode === 'round' ? mode : 'recommend',
  dueAtMs: Math.max(nowMs, matchedFromMs(postedAtMs, loading.window, policy)),
});

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
