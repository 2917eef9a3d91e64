import { timeText, type GrabView, type OrderView, type StopView } from '#libs/contracts';
import type { Grab, Order, Stop } from '#libs/dispatch';

const text = (atMs: number | null): string | null => (atMs === null ? null : timeText(atMs));

/** An order as its parties see it: everything but the seed that will break ties. */
export const orderView = (order: Order): OrderView => ({
  orderId: order.orderId,
  version: order.version,
  status: order.status,
  shipperId: order.shipperId,
  loading: stopView(order.loading),
  unloading: stopView(order.unloading),
  load: order.load,
  bodyTypes: order.bodyTypes,
  minLengthMillimeters: order.minLengthMillimeters,
  cargoKind: order.cargoKind,
  handling: order.handling,
  qualifications: order.qualifications,
  valueFen: order.valueFen,
  freightFen: order.freightFen,
  depositFen: order.depositFen,
  mode: order.mode,
  sharing: order.shared === true ? 'shared' : 'exclusive',
  confirmation: order.confirmation,
  documents: order.documents,
  policyHash: order.policyHash,
  round: order.round,
  collectUntil: text(order.collectUntilMs),
  tieSeedHash: order.tieSeedHash,
  postedAt: timeText(order.postedAtMs),
  expiresAt: timeText(order.expiresAtMs),
  updatedAt: timeText(order.updatedAtMs),
  releases: order.releases,
  driverId: order.driverId,
  awardedBy: order.awardedBy,
  loadingStartedAt: text(order.loadingStartedAtMs),
  closedBecause: order.closedBecause,
});

const stopView = ({ lat, lng, given, cityCode, window }: Stop): StopView => ({
  position: { lat, lng },
  given,
  cityCode,
  window: { from: timeText(window.fromMs), until: timeText(window.untilMs) },
});

export const grabView = (grab: Grab & { readonly collectUntilMs: number }): GrabView => ({
  orderId: grab.orderId,
  round: grab.round,
  driverId: grab.driverId,
  sequence: grab.sequence,
  state: grab.state,
  grabbedAt: timeText(grab.atMs),
  collectUntil: timeText(grab.collectUntilMs),
});
