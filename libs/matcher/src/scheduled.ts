import type { OrderFacts } from './domain.js';
import type { Policy } from './policy.js';

/** Whether loading is so far ahead that nothing about the order is in a hurry yet. */
export const isScheduled = (
  { loadingWindow }: Pick<OrderFacts, 'loadingWindow'>,
  { scheduled }: Policy,
  nowMs: number,
): boolean => scheduled !== undefined && loadingWindow.fromMs - nowMs >= scheduled.aheadMs;

/** From when on an order is matched: at once, or so long before its loading as the policy says. */
export const matchedFromMs = (
  postedAtMs: number,
  loadingWindow: OrderFacts['loadingWindow'],
  { scheduled }: Policy,
): number =>
  scheduled === undefined
    ? postedAtMs
    : Math.max(postedAtMs, loadingWindow.fromMs - scheduled.matchAheadMs);

/** An old position says little of where a truck will be when there is so much time to get there. */
export const positionMayBeOld = (
  { loadingWindow }: Pick<OrderFacts, 'loadingWindow'>,
  { scheduled }: Policy,
  nowMs: number,
): boolean =>
  scheduled !== undefined && loadingWindow.untilMs - nowMs >= scheduled.positionAheadSeconds * 1000;
