import { FleetIndex, passes, type Needs, type Traits } from '#libs/fleet-index';
import { byCodeUnit } from '../code-unit.js';
import type { DriverState } from '../model/driver.js';
import type { Position } from '../model/order.js';
import { traitsOf } from './truck.js';

export type Near = {
  readonly driverIds: readonly string[];
  readonly found: number;
  readonly rings: number;
  readonly cells: number;
  readonly endedBy: 'reach' | 'limit';
  readonly provenMeters: number;
  /** Trucks that cannot carry it were turned away, since more were there than may be judged. */
  readonly sieved: boolean;
};

/**
 * Where the drivers on duty are, in memory: by H3 cell, and by city for those who share no place.
 * It only narrows; what is decided on is read from the database afterwards, so that a withdrawn
 * consent or a finished shift counts even when the index has not heard of it.
 */
export class Fleet {
  private readonly index = new FleetIndex();
  private readonly byCity = new Map<string, Map<string, Traits>>();
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
      this.index.upsert(driverId, place, traitsOf(driver));
      this.placed.add(driverId);
      return;
    }
    if (this.placed.delete(driverId)) this.index.remove(driverId);
    if (driver.onDuty) this.enterCity(driverId, driver.cityCode, traitsOf(driver));
  }

  /**
   * The nearest within reach; drivers without a place count as at the order's door in their own
   * city. Everyone, as long as all of them can be judged: then each is told why by name. Where
   * there are more, only those whose trucks can carry it, or the nearest would keep out who could.
   */
  near(
    at: Position,
    cityCode: string,
    options: { reachMeters: number; limit: number; needs?: Needs },
  ): Near {
    const { reachMeters, limit, needs } = options;
    const around = this.index.around(at, reachMeters);
    const there = this.byCity.get(cityCode) ?? new Map<string, Traits>();
    const found = around.count + there.size;
    const sieve = found > limit ? needs : undefined;
    const nearest = this.index.nearest(at, { reachMeters, limit, ...(sieve && { needs: sieve }) });
    const inCity = [...there]
      .filter(([, traits]) => sieve === undefined || passes(traits, sieve))
      .map(([driverId]) => driverId)
      .sort(byCodeUnit);
    const keptInCity = inCity.slice(0, limit);
    const { rings, cells } = around;
    return {
      driverIds: [...nearest.found.map(({ driverId }) => driverId), ...keptInCity],
      ...{ found, rings, cells, sieved: sieve !== undefined },
      endedBy: nearest.endedBy === 'limit' || keptInCity.length < inCity.length ? 'limit' : 'reach',
      provenMeters: nearest.provenMeters,
    };
  }

  private enterCity(driverId: string, cityCode: string, traits: Traits): void {
    const there = this.byCity.get(cityCode) ?? new Map<string, Traits>();
    this.byCity.set(cityCode, there.set(driverId, traits));
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
