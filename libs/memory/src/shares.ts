import type { PastState, Shares, ShareSum } from '#libs/dispatch';
import type { Part } from './part.js';

type Span = { readonly sinceMs: number; readonly untilMs: number };

export class MemoryShares implements Shares {
  constructor(private readonly part: Part) {}

  async of(driverIds: readonly string[], span: Span): Promise<ShareSum[]> {
    const { store, unit } = this.part;
    return driverIds.flatMap((driverId) => {
      if (store.drivers.get(unit, driverId) === undefined) return [];
      const earnedFen = store.orders
        .where(unit, 'driver', driverId)
        .filter(
          ({ status, postedAtMs }) =>
            status !== 'cancelled' && postedAtMs >= span.sinceMs && postedAtMs < span.untilMs,
        )
        .reduce((sum, { freightFen }) => sum + freightFen, 0);
      const onDutyMs = dutyMs(store.states.get(unit, driverId) ?? [], span);
      return [{ driverId, earnedFen, onDutySeconds: Math.floor(onDutyMs / 1000) }];
    });
  }
}

/** Each state holds until the next; the last one holds still. */
function dutyMs(states: readonly PastState[], { sinceMs, untilMs }: Span): number {
  return states.reduce((sum, { onDuty, fromMs }, index) => {
    const endMs = Math.min(states[index + 1]?.fromMs ?? untilMs, untilMs);
    return onDuty ? sum + Math.max(0, endMs - Math.max(fromMs, sinceMs)) : sum;
  }, 0);
}
