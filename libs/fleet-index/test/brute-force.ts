import { greatCircleMeters, type Nearest, type Needs, type Position } from '../src/index.js';
import type { Traits } from '../src/index.js';

/** What the index has to answer, by looking at everyone. */
export function bruteForce(
  fleet: Iterable<readonly [string, Position]>,
  at: Position,
  { reachMeters, limit }: { reachMeters: number; limit: number },
): Nearest & { readonly count: number } {
  const within = [...fleet]
    .map(([driverId, position]) => ({ driverId, meters: greatCircleMeters(at, position) }))
    .filter(({ meters }) => meters <= reachMeters)
    .sort((a, b) => a.meters - b.meters || (a.driverId < b.driverId ? -1 : 1));
  const found = within.slice(0, limit);
  const cut = within.length > limit;
  return {
    found,
    endedBy: cut ? 'limit' : 'reach',
    provenMeters: cut ? (found.at(-1)?.meters ?? 0) : reachMeters,
    count: within.length,
  };
}

/** Who may carry it, said once more and without bits. */
export const suits = (traits: Traits, needs: Needs): boolean =>
  needs.bodies.toString(2).at(-1 - traits.body) === '1' &&
  [...Array(8).keys()].every(
    (bit) => !isSet(needs.qualifications, bit) || isSet(traits.qualifications, bit),
  ) &&
  traits.activeOrders < needs.activeOrdersMax &&
  traits.lengthMillimeters >= needs.lengthMillimeters &&
  traits.kilograms >= needs.kilograms &&
  traits.litres >= needs.litres &&
  traits.vehicleSlots >= needs.vehicleSlots;

const isSet = (bits: number, bit: number): boolean => Math.floor(bits / 2 ** bit) % 2 === 1;
