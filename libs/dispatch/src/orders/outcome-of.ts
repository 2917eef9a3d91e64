import type { Order } from '../model/order.js';
import type { Outcome, OutcomeKind } from '../ports/outcomes.js';

/** How an order ended for its driver; on time when loading began before its window closed. */
export const outcomeOf = (
  order: Order,
  driverId: string,
  outcomeId: string,
  atMs: number,
  kind: OutcomeKind,
): Outcome => ({
  outcomeId,
  driverId,
  kind,
  onTime:
    kind === 'driver_cancelled' || order.loadingStartedAtMs === null
      ? null
      : order.loadingStartedAtMs <= order.loading.window.untilMs,
  fromCityCode: order.loading.cityCode,
  toCityCode: order.unloading.cityCode,
  shipperId: order.shipperId,
  cargoKind: order.cargoKind,
  atMs,
  origin: 'recorded',
  orderId: order.orderId,
});
