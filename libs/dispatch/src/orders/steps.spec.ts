import { defaultPolicy } from '#libs/matcher';
import type { Order } from '../model/order.js';
import { expiresAtMs, openStep } from './steps.js';

const HOUR_MS = 3_600_000;
const order = (over: Partial<Order>): Order =>
  ({ postedAtMs: 0, expiresAtMs: 1_000 * HOUR_MS, collectUntilMs: null, ...over }) as Order;

describe('the next step of an open order', () => {
  it('is the allocation while a round collects, at the latest when the order ends', () => {
    expect(openStep(order({ collectUntilMs: 5_000 }), defaultPolicy, 0)).toEqual({
      kind: 'award',
      dueAtMs: 5_000,
    });
    expect(
      openStep(order({ collectUntilMs: 5_000, expiresAtMs: 4_000 }), defaultPolicy, 0),
    ).toEqual({
      kind: 'award',
      dueAtMs: 4_000,
    });
  });

  it('is a recommendation that comes ever later the longer the order waits', () => {
    const pauses = [0, 1, 2, 6, 24].map((hours) => {
      const nowMs = hours * HOUR_MS;
      return openStep(order({}), defaultPolicy, nowMs).dueAtMs - nowMs;
    });
    expect(pauses).toEqual([
      defaultPolicy.windows.recommendEveryMs,
      HOUR_MS / 2,
      HOUR_MS,
      3 * HOUR_MS,
      6 * HOUR_MS,
    ]);
  });

  it('is the expiry when no other comes before it', () => {
    const last = order({ expiresAtMs: 10_000 });
    expect(openStep(last, defaultPolicy, 9_000)).toEqual({ kind: 'expire', dueAtMs: 10_000 });
  });

  it('leaves dozens of records of a week in the open, not thousands', () => {
    let nowMs = 0;
    let steps = 0;
    const week = order({ expiresAtMs: 7 * 24 * HOUR_MS });
    for (let step = openStep(week, defaultPolicy, nowMs); step.kind === 'recommend'; steps++) {
      nowMs = step.dueAtMs;
      step = openStep(week, defaultPolicy, nowMs);
    }
    expect(steps).toBeGreaterThan(20);
    expect(steps).toBeLessThan(60);
  });
});

describe('the end of an open order', () => {
  it('is the end of its loading window, or the most the policy leaves it open', () => {
    const { openMaxMs } = defaultPolicy.windows;
    expect(expiresAtMs(0, { fromMs: 0, untilMs: HOUR_MS }, defaultPolicy)).toBe(HOUR_MS);
    expect(expiresAtMs(0, { fromMs: 0, untilMs: 2 * openMaxMs }, defaultPolicy)).toBe(openMaxMs);
  });
});
