import { Seeded } from '../seeded.js';
import { isEligible, trucksOf, whereHardlyATruckIs, whereTrucksAre } from './country.js';
import { ANYBODY, ELIGIBLE, PackedGrid } from './packed-grid.js';

const RADIANS = Math.PI / 180;
const METERS = 6_371_008.8;
const REACH_METERS = 100_000;

it.each([
  ['anybody', ANYBODY],
  ['who is eligible', ELIGIBLE],
])('the packed grid finds the nearest of %s as looking at everyone does', (_, wanted) => {
  const trucks = trucksOf(2_000, 7);
  const grid = new PackedGrid(trucks, 20);
  const places = new Seeded(8);
  for (let query = 0; query < 120; query += 1) {
    const at = query % 5 === 0 ? whereHardlyATruckIs(places) : whereTrucksAre(places);
    const farOf = (truck: number): number => meters(at, trucks.lat[truck]!, trucks.lng[truck]!);
    const found = grid.nearest(at, REACH_METERS, wanted);
    const everyone = Array.from({ length: trucks.count }, (_, truck) => truck)
      .filter((truck) => wanted === ANYBODY || isEligible(trucks, truck))
      .filter((truck) => farOf(truck) <= REACH_METERS)
      .sort((a, b) => farOf(a) - farOf(b));
    expect(found).toEqual(everyone.slice(0, 20));
  }
});

function meters(at: { lat: number; lng: number }, lat: number, lng: number): number {
  const [north, east] = [(lat - at.lat) * RADIANS, (lng - at.lng) * RADIANS];
  const half =
    Math.sin(north / 2) ** 2 +
    Math.cos(at.lat * RADIANS) * Math.cos(lat * RADIANS) * Math.sin(east / 2) ** 2;
  return 2 * METERS * Math.asin(Math.sqrt(half));
}
