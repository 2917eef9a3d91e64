import { FleetIndex, NO_NEEDS, type Needs, type Traits } from '#libs/fleet-index';
import { idOf, WANTED, type Trucks } from './country.js';

export const traitsOf = (trucks: Trucks, truck: number): Traits => ({
  body: trucks.body[truck] ?? 0,
  qualifications: 0,
  activeOrders: trucks.idle[truck] === 1 ? 0 : 1,
  lengthMillimeters: 9_600,
  kilograms: 1_000 * (trucks.tonnes[truck] ?? 0),
  litres: 55_000,
  vehicleSlots: 0,
});

export const NEEDS: Needs = {
  ...NO_NEEDS,
  bodies: 1 << WANTED.body,
  activeOrdersMax: 1,
  kilograms: 1_000 * WANTED.tonnes,
};

/** One after the other, as they come in. */
export function indexOf(trucks: Trucks): FleetIndex {
  const index = new FleetIndex();
  const { lat, lng } = trucks;
  for (let truck = 0; truck < trucks.count; truck += 1) {
    const position = { lat: lat[truck] ?? 0, lng: lng[truck] ?? 0 };
    index.upsert(idOf(truck), position, traitsOf(trucks, truck));
  }
  return index;
}
