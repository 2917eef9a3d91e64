import { FleetIndex } from '#libs/fleet-index';
import { byCodeUnit } from '../code-unit.js';
import type { DriverState } from '../model/driver.js';
import type { Position } from '../model/order.js';

export type Near = {
  readonly driverIds: readonly string[];
  readonly found: number;
  readonly rings: number;
  readonly cells: number;
  readonly endedBy: 'reach' | 'limit';
  readonly provenMeters: number;
};

/**
 * Where the drivers on duty are, in memory: by H3 cell, and by city for those who share no place.
 * It only narrows; what is decided on is read from the database afterwards, so that a withdrawn
 * consent or a finished shift counts even when the index has not heard of it.
 */
export class Fleet {
  private readonly index = new FleetIndex();
  private readonly byCity = new Map<string, Set<string>>();
  private readonly cityOfDriver = new Map<string, string>();
  private readonly placed = new Set<string>();

  get size(): number {
    return this.placed.size + this.cityOfDriver.size;
  }

  /** Everyone it knows where to find. */
  *remembered(): Iterable<string> {
    yield* this.placed;
    yield* this.cityOfDriver.keys();
  }

  forget(driverId: string): void {
    this.leaveCity(driverId);
    if (this.placed.delete(driverId)) this.index.remove(driverId);
  }

  apply(driver: DriverState): void {
    const { driverId } = driver;
    this.leaveCity(driverId);
    const place = driver.onDuty ? placeOf(driver) : null;
    if (place !== null) {
      this.index.upsert(driverId, place);
      this.placed.add(driverId);
      return;
    }
    if (this.placed.delete(driverId)) this.index.remove(driverId);
    if (driver.onDuty) this.enterCity(driverId, driver.cityCode);
  }

  /**
   * The nearest within reach; drivers without a place count as at the order's door in their own
   * city.
   */
  near(at: Position, cityCode: string, options: { reachMeters: number; limit: number }): Near {
    const inCity = [...(this.byCity.get(cityCode) ?? [])].sort(byCodeUnit);
    const keptInCity = inCity.slice(0, options.limit);
    const nearest = this.index.nearest(at, {
      reachMeters: options.reachMeters,
      limit: options.limit,
    });
    const around = this.index.around(at, options.reachMeters);
    return {
      driverIds: [...nearest.found.map(({ driverId }) => driverId), ...keptInCity],
      found: around.count + inCity.length,
      rings: around.rings,
      cells: around.cells,
      endedBy: nearest.endedBy === 'limit' || keptInCity.length < inCity.length ? 'limit' : 'reach',
      provenMeters: nearest.provenMeters,
    };
  }

  private enterCity(driverId: string, cityCode: string): void {
    const there = this.byCity.get(cityCode) ?? new Set();
    this.byCity.set(cityCode, there.add(driverId));
    this.cityOfDriver.set(driverId, cityCode);
  }

  private leaveCity(driverId: string): void {
    const cityCode = this.cityOfDriver.get(driverId);
    if (cityCode === undefined) return;
    this.cityOfDriver.delete(driverId);
    const there = this.byCity.get(cityCode);
    there?.delete(driverId);
    if (there?.size === 0) this.byCity.delete(cityCode);
  }
}

const placeOf = ({ consents, fix, manualPlace }: DriverState): Position | null =>
  (consents.location === null ? null : fix) ?? manualPlace;
