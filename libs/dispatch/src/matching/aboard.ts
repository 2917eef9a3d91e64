import type { AboardFacts, Candidate, Load } from '#libs/matcher';
import { greatCircleMeters } from '#libs/fleet-index';
import type { DriverState } from '../model/driver.js';
import type { Order, Position } from '../model/order.js';

/** Orders of which the truck has not been to the loading place yet. */
const TO_BE_LOADED: readonly Order['status'][] = ['awarded', 'confirmed'];

/**
 * What a truck holds and still has free, for an order that may ride with others. Distances between
 * all its ramps are measured here, so that the best way through them can be found without a map.
 */
export function aboardFacts(
  { vehicle: { capacity }, held, holding = [] }: DriverState,
  at: Position,
  order: Order,
  orders: ReadonlyMap<string, Order>,
): Pick<Candidate, 'aboard' | 'freeLoad'> | null {
  if (held === undefined || holding.length === 0) return null;
  const aboard = holding.map((orderId) => {
    const each = orders.get(orderId);
    if (each === undefined) throw new Error(`a truck holds ${orderId}, which is not there`);
    return each;
  });
  return { aboard: factsOf(aboard, at, order), freeLoad: less(capacity, held) };
}

function factsOf(aboard: readonly Order[], at: Position, order: Order): AboardFacts {
  const ramps = aboard.flatMap(({ status, loading, unloading }) =>
    TO_BE_LOADED.includes(status) ? [loading, unloading] : [unloading],
  );
  const places = [at, ...ramps, order.loading, order.unloading];
  return {
    orders: aboard.map(({ orderId, shared, cargoKind, load, status, loading, unloading }) => ({
      orderId,
      shared: shared === true,
      cargoKind,
      load,
      loading: TO_BE_LOADED.includes(status) ? loading.window : null,
      unloading: unloading.window,
    })),
    meters: places
      .slice(1)
      .map((to, index) => places.slice(0, index + 1).map((from) => greatCircleMeters(from, to))),
  };
}

/** The schema keeps what is held within what may be carried. */
const less = (of: Load, by: Load): Load => ({
  kilograms: of.kilograms - by.kilograms,
  litres: of.litres - by.litres,
  vehicleSlots: of.vehicleSlots - by.vehicleSlots,
});
