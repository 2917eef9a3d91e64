import { greatCircleMeters, type Found, type Position } from '#libs/fleet-index';
import { idOf, isEligible, type Trucks } from '../geo/country.js';

/** A degree of latitude is longer anywhere on the sphere. */
const METERS_A_DEGREE = 111_000;

/** Everyone eligible within reach, nearest first, ties by id; by looking at all of them. */
export function lookingAtEveryone(trucks: Trucks): (at: Position, reachMeters: number) => Found[] {
  const eligible: number[] = [];
  for (let truck = 0; truck < trucks.count; truck += 1) {
    if (isEligible(trucks, truck)) eligible.push(truck);
  }
  return (at, reachMeters) => {
    const within: Found[] = [];
    for (const truck of eligible) {
      const lat = trucks.lat[truck] ?? 0;
      if (Math.abs(lat - at.lat) * METERS_A_DEGREE > reachMeters) continue;
      const meters = greatCircleMeters(at, { lat, lng: trucks.lng[truck] ?? 0 });
      if (meters <= reachMeters) within.push({ driverId: idOf(truck), meters });
    }
    return within.sort((a, b) => a.meters - b.meters || (a.driverId < b.driverId ? -1 : 1));
  };
}
