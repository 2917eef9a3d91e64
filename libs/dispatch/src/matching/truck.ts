import { bodyServed, BODY_TYPES, QUALIFICATIONS, type Policy, type Truck } from '#libs/matcher';
import { NO_NEEDS, NO_TRAITS, type Needs, type Traits } from '#libs/fleet-index';
import type { DriverState } from '../model/driver.js';
import type { Order } from '../model/order.js';

// What the search may turn a truck away by: what was registered of it, whole and empty. What it has
// aboard, whom it belongs to and when it can be there, is judged one by one.

export const truckOf = ({ vehicle, qualifications }: DriverState): Truck => ({
  body: vehicle.body,
  lengthMillimeters: vehicle.lengthMillimeters,
  freeLoad: vehicle.capacity,
  qualifications,
});

export const traitsOf = (driver: DriverState): Traits => ({
  ...NO_TRAITS,
  ...driver.vehicle.capacity,
  body: BODY_TYPES.indexOf(driver.vehicle.body),
  lengthMillimeters: driver.vehicle.lengthMillimeters,
  qualifications: bitsOf(QUALIFICATIONS, (each) => driver.qualifications.includes(each)),
});

/** Says of no truck that it will not do of which `truckRefusal` does not say it, too. */
export const needsOf = (order: Order, policy: Policy): Needs => {
  const implied = policy.impliedQualifications[order.cargoKind] ?? [];
  return {
    ...NO_NEEDS,
    ...order.load,
    bodies: bitsOf(
      BODY_TYPES,
      (body) => bodyServed(body, order.bodyTypes, policy.substitutions) !== null,
    ),
    lengthMillimeters: order.minLengthMillimeters,
    qualifications: bitsOf(
      QUALIFICATIONS,
      (each) => order.qualifications.includes(each) || implied.includes(each),
    ),
  };
};

const bitsOf = <T>(all: readonly T[], holds: (each: T) => boolean): number =>
  all.reduce((bits, each, bit) => (holds(each) ? bits | (1 << bit) : bits), 0);
