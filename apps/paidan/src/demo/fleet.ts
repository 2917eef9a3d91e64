import { around, type Place, type Position } from './places.js';
import { Random } from './random.js';
import { TRUCKS, type Truck } from './trucks.js';

export const QUALITIES = ['good', 'average', 'poor', 'new'] as const;
export type Quality = (typeof QUALITIES)[number];

/** How a driver lets himself be matched (M2, M3). */
export type Placed = 'position' | 'manual' | 'city';

export type PlannedDriver = {
  readonly driverId: string;
  readonly truck: Truck;
  readonly crewSize: 1 | 2;
  readonly carrierId: string | null;
  readonly home: Place;
  readonly at: Position;
  readonly placed: Placed;
  readonly profileConsent: boolean;
  readonly onDuty: boolean;
  readonly quality: Quality;
};

/** How far from the town's middle a truck may stand. */
const AROUND_METERS = 40_000;
const CARRIERS = 40;

/**
 * One driver after the other from a seed of his own, so that a larger fleet begins like a smaller
 * one.
 */
export function planFleet(count: number, seed: number, places: readonly Place[]): PlannedDriver[] {
  const byPopulation = places.map((place) => [Math.sqrt(place.population), place] as const);
  return Array.from({ length: count }, (_, position) => {
    const random = new Random(seed * 1_000_003 + position);
    // The first few numbers of neighbouring seeds are alike.
    for (let spent = 0; spent < 4; spent++) random.next();
    const home = random.weighted(byPopulation);
    return {
      driverId: `drv-${String(position + 1).padStart(5, '0')}`,
      truck: random.weighted(TRUCKS),
      crewSize: random.chance(0.15) ? 2 : 1,
      carrierId: random.chance(0.3) ? `car-${random.whole(1, CARRIERS)}` : null,
      home,
      at: around(home, AROUND_METERS, random),
      placed: random.weighted([
        [84, 'position'],
        [8, 'manual'],
        [8, 'city'],
      ] as const),
      profileConsent: random.chance(0.85),
      onDuty: random.chance(0.9),
      quality: random.weighted([
        [35, 'good'],
        [40, 'average'],
        [10, 'poor'],
        [15, 'new'],
      ] as const),
    };
  });
}
