import { cellAt } from './cells.js';
import { haversineMeters } from './great-circle.js';
import { NearestList, type Found } from './nearest-list.js';
import { requirePosition, type Position } from './position.js';
import { ringsWithin } from './rings.js';

export type { Found } from './nearest-list.js';

export type Nearest = {
  readonly found: readonly Found[];
  /** Everyone within reach, kept or not. */
  readonly foundCount: number;
  /** Rings and cells that may hold a driver within reach, and were looked at. */
  readonly rings: number;
  readonly cells: number;
  readonly endedBy: 'reach' | 'limit';
  /** No driver nearer than this was left out. */
  readonly provenMeters: number;
};

type Entry = { readonly driverId: string; lat: number; lng: number; cell: string; slot: number };

/**
 * Cells of about 1 770 km²: few enough that a reach of 300 km is some 200 cells also where hardly a
 * truck drives, small enough that a city's trucks spread over several.
 */
const RESOLUTION = 4;

/**
 * Where drivers are. Exact: what it answers is what measuring the distance to every driver would
 * answer, whatever the order in which they came, moved and left.
 */
export class FleetIndex {
  private readonly entries = new Map<string, Entry>();
  private readonly cells = new Map<string, Entry[]>();

  /** `walk` is replaced only by tests that prove a wrong one is noticed. */
  constructor(private readonly walk: typeof ringsWithin = ringsWithin) {}

  get size(): number {
    return this.entries.size;
  }

  /** Puts a driver in his place, or moves him there. */
  upsert(driverId: string, { lat, lng }: Position): void {
    const cell = cellAt({ lat, lng }, RESOLUTION);
    const known = this.entries.get(driverId);
    if (known === undefined) {
      const entry = { driverId, lat, lng, cell, slot: 0 };
      this.entries.set(driverId, entry);
      this.enter(entry);
      return;
    }
    known.lat = lat;
    known.lng = lng;
    if (known.cell === cell) return;
    this.leave(known);
    known.cell = cell;
    this.enter(known);
  }

  /** False when he was not there. */
  remove(driverId: string): boolean {
    const entry = this.entries.get(driverId);
    if (entry === undefined) return false;
    this.entries.delete(driverId);
    this.leave(entry);
    return true;
  }

  /** The nearest `limit` drivers within `reachMeters`, who is exactly so far included. */
  nearest(at: Position, options: { reachMeters: number; limit: number }): Nearest {
    const { reachMeters, limit } = options;
    requirePosition(at);
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new RangeError(`expected a limit of at least 1, got ${limit}`);
    }
    const { rings, cells, occupied } = this.occupiedWithin(at, reachMeters);
    const nearest = new NearestList(limit);
    let foundCount = 0;
    for (const { drivers, nearestMeters, farthestMeters } of occupied) {
      // A cell that can't hold one of the nearest and lies within reach altogether is only counted.
      if (nearest.isBeyond(nearestMeters) && farthestMeters <= reachMeters) {
        foundCount += drivers.length;
        continue;
      }
      for (const driver of drivers) {
        const meters = haversineMeters(at, driver);
        if (meters > reachMeters) continue;
        foundCount += 1;
        nearest.offer({ driverId: driver.driverId, meters });
      }
    }
    const found = nearest.settle();
    const last = found.at(-1);
    return foundCount > limit && last !== undefined
      ? { found, foundCount, rings, cells, endedBy: 'limit', provenMeters: last.meters }
      : { found, foundCount, rings, cells, endedBy: 'reach', provenMeters: reachMeters };
  }

  /** Cells with drivers, maybe some within reach; the one that may hold the nearest first. */
  private occupiedWithin(at: Position, reachMeters: number) {
    let rings = 0;
    let cells = 0;
    const occupied = [];
    for (const ring of this.walk({ at, reachMeters, resolution: RESOLUTION })) {
      rings += 1;
      cells += ring.length;
      for (const { cell, nearestMeters, farthestMeters } of ring) {
        const drivers = this.cells.get(cell);
        if (drivers !== undefined) occupied.push({ drivers, nearestMeters, farthestMeters });
      }
    }
    occupied.sort((a, b) => a.nearestMeters - b.nearestMeters);
    return { rings, cells, occupied };
  }

  private enter(entry: Entry): void {
    const there = this.cells.get(entry.cell);
    if (there === undefined) {
      entry.slot = 0;
      this.cells.set(entry.cell, [entry]);
    } else {
      entry.slot = there.push(entry) - 1;
    }
  }

  /** The last of the cell takes the free slot; a cell without drivers is forgotten. */
  private leave(entry: Entry): void {
    const there = this.cells.get(entry.cell);
    const last = there?.pop();
    if (there === undefined || last === undefined) return;
    if (there.length === 0) this.cells.delete(entry.cell);
    if (last === entry) return;
    there[entry.slot] = last;
    last.slot = entry.slot;
  }
}
