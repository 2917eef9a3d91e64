import type { Candidate, OrderFacts, Policy, ProfileFacts } from '#libs/matcher';
import { cellAt, cityByCode, greatCircleMeters } from '#libs/fleet-index';
import { ticket } from '#libs/explanations';
import { byCodeUnit } from '../code-unit.js';
import type { DriverState } from '../model/driver.js';
import type { Order } from '../model/order.js';

/** Some 36 km²: enough to check a distance by, too coarse to follow a truck with. */
const RECORDED_CELL_RESOLUTION = 6;

/**
 * What a decision may see of the order; the cargo's own requirements are added to the shipper's.
 */
export function factsOf(order: Order, policy: Policy): OrderFacts {
  const implied = policy.impliedQualifications[order.cargoKind] ?? [];
  return {
    orderId: order.orderId,
    orderVersion: order.version,
    shipperId: order.shipperId,
    fromCityCode: order.loading.cityCode,
    toCityCode: order.unloading.cityCode,
    laneMeters: greatCircleMeters(order.loading, order.unloading),
    loadingWindow: order.loading.window,
    load: order.load,
    bodyTypes: order.bodyTypes,
    minLengthMillimeters: order.minLengthMillimeters,
    cargoKind: order.cargoKind,
    qualifications: [...new Set([...order.qualifications, ...implied])].sort(byCodeUnit),
    mode: order.mode,
    postedAtMs: order.postedAtMs,
    ...(order.shared === true ? { shared: true } : {}),
    // For the rules that look at it; a policy without them leaves the facts as they were.
    ...(policy.drivingTime === undefined && policy.partLoads === undefined
      ? {}
      : { unloadingWindow: order.unloading.window }),
  };
}

/**
 * Everything that is measured is measured here, once; `decide` and every replay read these numbers.
 */
export function measure(
  driver: DriverState,
  order: Order,
  at: {
    nowMs: number;
    place: Candidate['place'];
    profile: ProfileFacts | null;
    grabSequence: number | null;
    gaveBack: Candidate['gaveBack'];
    offer?: Pick<Candidate, 'offer' | 'openOffers'>;
  },
): Candidate {
  return {
    driverId: driver.driverId,
    body: driver.vehicle.body,
    lengthMillimeters: driver.vehicle.lengthMillimeters,
    freeLoad: driver.vehicle.capacity,
    activeOrders: driver.activeOrders,
    qualifications: [...driver.qualifications].sort(byCodeUnit),
    place: at.place,
    consents: driver.consents,
    profile: driver.consents.profile === null ? null : at.profile,
    waitingSeconds: driver.freeSinceMs === null ? 0 : wholeSeconds(at.nowMs - driver.freeSinceMs),
    gaveBack: at.gaveBack,
    ...at.offer,
    grabSequence: at.grabSequence,
    ticket: ticket(order.tieSeed, order.orderId, driver.driverId),
  };
}

/**
 * The best place that may be used: a measured one with consent; the one set by hand when there is
 * no other or the measured one has gone stale since; else the city's centre (M3).
 */
export function placeFor(
  driver: DriverState,
  order: Order,
  policy: Policy,
  nowMs: number,
): Candidate['place'] {
  const { fix, manualPlace } = driver;
  if (driver.consents.location !== null && fix !== null) {
    const ageSeconds = wholeSeconds(nowMs - fix.observedAtMs);
    const stale = ageSeconds > policy.reach.positionMaxAgeSeconds;
    if (!stale || manualPlace === null || manualPlace.setAtMs < fix.observedAtMs) {
      return {
        source: 'position',
        pickupMeters: greatCircleMeters(fix, order.loading),
        ageSeconds,
        cell: cellAt(fix, RECORDED_CELL_RESOLUTION),
      };
    }
  }
  if (manualPlace !== null) {
    return {
      source: 'manual',
      pickupMeters: greatCircleMeters(manualPlace, order.loading),
      ageSeconds: 0,
      cell: cellAt(manualPlace, RECORDED_CELL_RESOLUTION),
    };
  }
  const centre = cityByCode(driver.cityCode);
  if (centre === null) throw new Error(`driver's city ${driver.cityCode} is not in the table`);
  return {
    source: 'city',
    pickupMeters: greatCircleMeters(centre, order.loading),
    ageSeconds: 0,
    cell: null,
  };
}

/** Clocks differ a little: a fix from the near future is as fresh as can be. */
const wholeSeconds = (ms: number): number => Math.max(0, Math.floor(ms / 1000));
