import type { PartLoadRules } from '../refusal-rules.js';
import { rideAlong } from '../part-loads/ride-along.js';
import type { CargoKind } from '../vocabulary.js';
import { cannotArrive } from './cannot-arrive.js';
import type { Rule } from './rule.js';

// What stands against one more order on a truck that carries others; nothing does on an empty one.

/** Names the first kind aboard that must not ride with this one. */
export const cargoIncompatible: Rule = ({ aboard }, { cargoKind }, { policy: { partLoads } }) => {
  if (aboard === undefined || partLoads === undefined) return null;
  const against = aboard.orders.find((each) => apart(each.cargoKind, cargoKind, partLoads));
  return against === undefined ? null : { value: against.cargoKind, threshold: cargoKind };
};

const apart = (one: CargoKind, other: CargoKind, rules: PartLoadRules): boolean =>
  rules.alone.includes(one) ||
  rules.alone.includes(other) ||
  rules.apart.some(
    ([first, second]) => (first === one && second === other) || (first === other && second === one),
  );

/**
 * However it is put among the ramps there are, some window is missed that would have been met. Whom
 * the way alone keeps from loading is told that.
 */
export const lateTogether: Rule = (candidate, order, circumstances) => {
  if (cannotArrive(candidate, order, circumstances) !== null) return null;
  const ride = rideAlong(candidate, order, circumstances);
  return ride === null || ride.lateSeconds === 0
    ? null
    : { value: ride.lateSeconds, threshold: null };
};

/** What is aboard would be driven farther for it than the policy allows. */
export const detourTooLong: Rule = (candidate, order, circumstances) => {
  const threshold = circumstances.policy.partLoads?.detourMetersMax ?? 0;
  const ride = rideAlong(candidate, order, circumstances);
  return ride === null || ride.detourMeters <= threshold
    ? null
    : { value: ride.detourMeters, threshold };
};
