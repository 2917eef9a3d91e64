import type { PastOutcome } from '#libs/contracts';
import type { PlannedDriver, Quality } from './fleet.js';
import type { Place } from './places.js';
import { Random } from './random.js';

const DAY_MS = 86_400_000;
/** As far back as a profile looks, less a little. */
const DAYS_BACK = 330;
export const SHIPPERS = 20;

const RECORD: Readonly<
  Record<Quality, { orders: readonly [number, number]; completed: number; onTime: number }>
> = {
  good: { orders: [8, 16], completed: 0.99, onTime: 0.96 },
  average: { orders: [4, 10], completed: 0.93, onTime: 0.85 },
  poor: { orders: [4, 10], completed: 0.65, onTime: 0.6 },
  new: { orders: [0, 0], completed: 1, onTime: 1 },
};

/**
 * What a driver did before he came here; the same ids again on every start, so nothing counts
 * twice.
 */
export function historyOf(
  driver: PlannedDriver,
  position: number,
  { seed, places, todayMs }: { seed: number; places: readonly Place[]; todayMs: number },
): PastOutcome[] {
  const random = new Random((seed + 7) * 1_000_003 + position);
  const { orders, completed, onTime } = RECORD[driver.quality];
  // Most drivers know a few lanes well and a few shippers by name.
  const lanes = random.some(places, 3);
  const shippers = [random.whole(1, SHIPPERS), random.whole(1, SHIPPERS)];
  return Array.from({ length: random.whole(...orders) }, (_, number) => {
    const done = random.chance(completed);
    return {
      outcomeId: `out-${seed}-${driver.driverId}-${number}`,
      driverId: driver.driverId,
      kind: done ? 'completed' : 'driver_cancelled',
      onTime: done ? random.chance(onTime) : null,
      fromCityCode: driver.home.cityCode,
      toCityCode: random.pick(lanes).cityCode,
      shipperId: shipperId(random.pick(shippers)),
      atMs: todayMs - random.whole(1, DAYS_BACK) * DAY_MS,
    };
  });
}

export const shipperId = (number: number): string => `shp-${String(number).padStart(4, '0')}`;
